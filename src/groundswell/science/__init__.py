"""Pure numbers: what a campaign's data say, computed without a database, a clock or a network."""
