"""Those who read the pulse and act on it: effect and cursor commit together, a failing row is parked, the rest goes on."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from groundswell.kit.clock import now
from groundswell.kit.db import as_system, scope
from groundswell.pulse.models import Cursor, ParkedRow
from groundswell.pulse.reading import Position, Row, lag_seconds, settled

BATCH = 200


@dataclass(frozen=True, slots=True)
class Consumer:
    """A named reader: the kinds it wants and what it does with a row (inside the row's campaign).

    ``once_for`` names rows that need only be handled once a batch (the last of those with one key): a hundred ratings
    of one version recompute it once.
    """

    name: str
    kinds: frozenset[str]
    handle: Callable[[Row], None]
    once_for: Callable[[Row], object] | None = None


_consumers: dict[str, Consumer] = {}


def register(
    name: str,
    *,
    kinds: set[str],
    handle: Callable[[Row], None],
    once_for: Callable[[Row], object] | None = None,
) -> None:
    """Let ``handle`` see every row of ``kinds``; called from ``AppConfig.ready``."""
    _consumers[name] = Consumer(name, frozenset(kinds), handle, once_for)


def registered() -> list[Consumer]:
    """Return all consumers, by name."""
    return [_consumers[name] for name in sorted(_consumers)]


def run_batch(consumer: Consumer) -> int:
    """Handle the next settled rows of one consumer in one transaction; returns how many rows were passed."""
    with as_system():
        Cursor.objects.get_or_create(consumer=consumer.name, defaults={"moved_at": now()})
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(consumer=consumer.name).first()
        if cursor is None:
            return 0  # another process is at it
        rows = settled(Position(cursor.xid, cursor.seq), limit=BATCH)
        for row in _wanted(consumer, rows):
            _handle(consumer, row)
        if rows:
            cursor.xid, cursor.seq, cursor.moved_at = rows[-1].xid, rows[-1].seq, now()
            cursor.save(update_fields=["xid", "seq", "moved_at"])
    return len(rows)


def _wanted(consumer: Consumer, rows: Sequence[Row]) -> list[Row]:
    wanted = [row for row in rows if row.kind in consumer.kinds]
    if consumer.once_for is None:
        return wanted
    last = {consumer.once_for(row): row.seq for row in wanted}
    return [row for row in wanted if last[consumer.once_for(row)] == row.seq]


def _handle(consumer: Consumer, row: Row) -> None:
    try:
        with transaction.atomic(), scope(row.campaign_id):
            consumer.handle(row)
    except Exception:  # whatever a handler throws is parked, never lost and never in the way
        ParkedRow.objects.update_or_create(
            consumer=consumer.name,
            seq=row.seq,
            defaults={"campaign_id": row.campaign_id, "traceback": traceback.format_exc()[-8000:], "parked_at": now()},
        )


def is_held_back() -> bool:
    """Return whether something has happened that a reader may not see yet, because an older deed still runs."""
    with as_system():
        cursors = Cursor.objects.filter(consumer__in=list(_consumers)).values_list("xid", "seq")
        first = min(cursors, key=lambda place: (int(place[0]), place[1]), default=None)
        return first is not None and lag_seconds(Position(*first)) > 0


def run_until_quiet() -> int:
    """Run all consumers until none finds a row; returns the rows passed (for tests and commands)."""
    total = 0
    while passed := sum(run_batch(consumer) for consumer in registered()):
        total += passed
    return total
