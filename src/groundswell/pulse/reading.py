"""Reads the pulse so that nothing is lost: only rows that no running transaction could still precede."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

_COLUMNS = """
SELECT seq, xid::text, at, campaign_id, kind, version, actor_id, via, subject_type, subject_id, data, cause
FROM pulse_pulseevent
"""
_SETTLED = f"""{_COLUMNS}
WHERE (xid, seq) > (%s::xid8, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY pulse_pulseevent.xid, seq LIMIT %s
"""
_RECENT = f"""{_COLUMNS}
WHERE xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY pulse_pulseevent.xid DESC, seq DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One settled row of the pulse."""

    seq: int
    xid: str
    at: datetime
    campaign_id: uuid.UUID
    kind: str
    version: int
    actor_id: uuid.UUID | None
    via: str
    subject_type: str
    subject_id: uuid.UUID
    data: dict[str, Any]
    cause: int | None


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the pulse: everything up to and with (xid, seq) was read."""

    xid: str = "0"
    seq: int = 0

    def __str__(self) -> str:
        return f"{self.xid}.{self.seq}"

    @classmethod
    def parse(cls, text: str) -> Position | None:
        """Return the position written as ``xid.seq``, or None when it is not one."""
        xid, _, seq = text.partition(".")
        return cls(xid, int(seq)) if xid.isascii() and xid.isdigit() and seq.isascii() and seq.isdigit() else None


def settled(after: Position, *, limit: int = 200) -> Sequence[Row]:
    """Return rows after a position in the order every reader sees, oldest first; run it ``as_system``."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, [after.xid, after.seq, limit])
        found = cursor.fetchall()
    return [_row(row) for row in found]


def recent(limit: int) -> Sequence[Row]:
    """Return the latest settled rows, oldest first; run it ``as_system``."""
    with connection.cursor() as cursor:
        cursor.execute(_RECENT, [limit])
        found = cursor.fetchall()
    return [_row(row) for row in reversed(found)]


def home() -> str:
    """Return the name of this pulse: another one on another server, and after a restore, when all places in it are new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT md5(concat(system_identifier, 'pulse_pulseevent'::regclass::oid)) FROM pg_control_system()")
        return str(cursor.fetchone()[0])[:8]


def _row(row: tuple[Any, ...]) -> Row:
    return Row(*(*row[:10], _data(row[10]), row[11]))


def _data(stored: Any) -> dict[str, Any]:
    # Django turns off the driver's own reading of jsonb, so it arrives as text.
    return json.loads(stored) if isinstance(stored, str) else stored  # type: ignore[no-any-return]


def newest() -> Position:
    """Return the position of the last settled row (where a reader that wants only news starts)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xid::text, seq FROM pulse_pulseevent WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) "
            "ORDER BY pulse_pulseevent.xid DESC, seq DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return Position(*row) if row else Position()


def lag_seconds(after: Position) -> float:
    """Return the age of the oldest row after a position, settled or not; 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp() - at) FROM pulse_pulseevent "
            "WHERE (xid, seq) > (%s::xid8, %s) ORDER BY pulse_pulseevent.xid, seq LIMIT 1",
            [after.xid, after.seq],
        )
        row = cursor.fetchone()
    return max(0.0, float(row[0])) if row else 0.0
