"""Knows whether this installation can do its work now: database, tables, worker."""

from __future__ import annotations

from django.db import Error, connection

from groundswell.kit.errors import Refused
from groundswell.ops.migrating import pending

WORKER_SILENT_AFTER = 60.0  # it beats every ten seconds
_tables_ready = False


def readiness() -> dict[str, bool]:
    """Return each part and whether it is ready."""
    try:
        age = heartbeat_age()
    except Error:
        return {"database": False, "tables": False, "worker": False}
    return {"database": True, "tables": tables_are_ready(), "worker": age is not None and age < WORKER_SILENT_AFTER}


def heartbeat_age() -> float | None:
    """Return the seconds since a worker last said that it lives, or None when none ever did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.procrastinate_workers') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM procrastinate_workers")
        (age,) = cursor.fetchone()
    return None if age is None else float(age)


def tables_are_ready() -> bool:
    """Whether every migration is applied; a yes stays a yes for the life of the process."""
    global _tables_ready
    if not _tables_ready:
        try:
            _tables_ready = not pending()
        except Refused:
            return False
    return _tables_ready
