"""Knows the one exception of the launcher: a sentence for the person who installs."""


class PostgresError(Exception):
    """What went wrong with the database server, in words that say what to do."""
