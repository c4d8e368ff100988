"""Knows whether the pulse can be read as it stands: cursors and rows stamped by this server, and how late readers are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from groundswell.kit.db import as_system
from groundswell.kit.errors import Refused


@dataclass(frozen=True, slots=True)
class Lag:
    """How late one consumer is."""

    consumer: str
    seconds: float
    rows: int


def cursors_ahead() -> list[str]:
    """Return the consumers whose cursor lies in this server's future: what they wait for was stamped by another server."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT consumer FROM pulse_cursor WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()) ORDER BY consumer"
        )
        return [name for (name,) in cursor.fetchall()]


def rows_ahead() -> int:
    """Return how many rows were stamped by another server and will not be readable for a long time."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pulse_pulseevent WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())")
        return int(cursor.fetchone()[0])


def refuse_cursors_ahead() -> None:
    """Raise in words before a consumer would wait for ever or, later, skip what it has not seen."""
    ahead = cursors_ahead()
    if ahead:
        raise Refused(
            f"The pulse was written by another database server: the cursors of {', '.join(ahead)} are ahead of this one. "
            "Run 'groundswell restamp', then start again."
        )


def lags() -> list[Lag]:
    """Return, for each consumer, the age of the oldest row it has not passed and how many there are."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.consumer, coalesce(extract(epoch FROM clock_timestamp() - min(e.at)), 0), count(e.seq) "
            "FROM pulse_cursor c LEFT JOIN pulse_pulseevent e ON (e.xid, e.seq) > (c.xid, c.seq) "
            "GROUP BY c.consumer ORDER BY c.consumer"
        )
        return [Lag(name, max(0.0, float(seconds)), rows) for name, seconds, rows in cursor.fetchall()]


def parked() -> int:
    """Return how many rows a consumer failed on."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pulse_parkedrow")
        return int(cursor.fetchone()[0])


def oldest_writer_seconds() -> float:
    """Return how long the oldest transaction that has written has been open: no reader gets past it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(xact_start)), 0) FROM pg_stat_activity"
            " WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        )
        return float(cursor.fetchone()[0])


def newest_seconds_ahead() -> float:
    """Return how far the newest event lies in the future."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM at - clock_timestamp()) FROM pulse_pulseevent ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    return max(0.0, float(row[0])) if row else 0.0
