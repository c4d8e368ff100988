"""Runs PostgreSQL's own client programs on the present database; a password never shows in the list of processes."""

from __future__ import annotations

import os
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from groundswell.kit import postgres
from groundswell.kit.errors import Refused


def program(server: postgres.Server, name: str) -> Path:
    """Return the program that belongs to the server in use (or the newest found, for a server elsewhere)."""
    binaries = server.binaries or postgres.find_binaries()
    path = binaries[name]
    if not path.exists():
        raise Refused(f"{binaries.directory} has no {name}: set PG_BIN to the bin directory of a whole PostgreSQL.")
    return path


def connection_arguments(dsn: str) -> tuple[str, dict[str, str]]:
    """Return the connection without its password, and the environment that carries the password."""
    parts = conninfo_to_dict(dsn)
    password = parts.pop("password", None)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    return make_conninfo(**{key: str(value) for key, value in parts.items()}), environment
