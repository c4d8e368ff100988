"""The embedded PostgreSQL server: started by the first command that needs it, stopped by the last that leaves."""

from .binaries import Binaries, find_binaries
from .cluster import copy_cluster, last_words
from .errors import PostgresError
from .roles import APP, EXTENSIONS, OWNER, SYSTEM, missing_statements, prepare_roles
from .server import Server, acquire, from_environment, lease

__all__ = [
    "APP",
    "EXTENSIONS",
    "OWNER",
    "SYSTEM",
    "Binaries",
    "PostgresError",
    "Server",
    "acquire",
    "copy_cluster",
    "find_binaries",
    "from_environment",
    "last_words",
    "lease",
    "missing_statements",
    "prepare_roles",
]
