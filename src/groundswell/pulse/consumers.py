"""Those who read the pulse and act on it: effect and cursor commit together, a failing row is parked, the rest goes on."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from groundswell.kit.clock import now
from groundswell.kit.db import as_system, scope, take_turn
from groundswell.pulse.models import Cursor, ParkedRow
from groundswell.pulse.reading import Position, Row, lag_seconds, settled

BATCH = 200
LONGEST = 0.2  # seconds of handling in one transaction


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
    is_awaited: bool = False  # somebody waits for what it does: it never stands behind one that reckons


_consumers: dict[str, Consumer] = {}


def register(
    name: str,
    *,
    kinds: set[str],
    handle: Callable[[Row], None],
    once_for: Callable[[Row], object] | None = None,
    is_awaited: bool = False,
) -> None:
    """Let ``handle`` see every row of ``kinds``; called from ``AppConfig.ready``."""
    _consumers[name] = Consumer(name, frozenset(kinds), handle, once_for, is_awaited)


def registered() -> list[Consumer]:
    """Return all consumers, by name."""
    return [_consumers[name] for name in sorted(_consumers)]


def run_batch(consumer: Consumer) -> int:
    """Handle the next settled rows of one consumer in one transaction; returns how many rows were passed.

    What takes long is committed after the row at hand, and goes on in the next batch: a long transaction holds back every
    reader of the pulse, the live pages among them.
    """
    with as_system():
        if not take_turn(f"consumer {consumer.name}", wait=False):
            return 0  # another process is at it
        cursor = Cursor.objects.filter(consumer=consumer.name).first()
        if cursor is not None:
            return _pass_some(consumer, cursor)
    with as_system():  # by itself: what is written before a row is handled holds readers back while it is
        Cursor.objects.get_or_create(consumer=consumer.name, defaults={"moved_at": now()})
    return run_batch(consumer)


def _pass_some(consumer: Consumer, cursor: Cursor) -> int:
    rows = settled(Position(cursor.xid, cursor.seq), limit=BATCH)
    passed = _handle_some(consumer, rows)
    if passed:
        last = rows[passed - 1]
        cursor.xid, cursor.seq, cursor.moved_at = last.xid, last.seq, now()
        cursor.save(update_fields=["xid", "seq", "moved_at"])
    return passed


def _handle_some(consumer: Consumer, rows: Sequence[Row]) -> int:
    """Handle rows until the time is up, at least one; returns how many were passed."""
    wanted = {row.seq for row in _wanted(consumer, rows)}
    ends = time.monotonic() + LONGEST
    for number, row in enumerate(rows, start=1):
        if row.seq in wanted:
            _handle(consumer, row)
            if time.monotonic() > ends:
                return number
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


def is_held_back(consumers: Sequence[Consumer]) -> bool:
    """Return whether something has happened that these may not see yet, because an older deed still runs."""
    with as_system():
        cursors = Cursor.objects.filter(consumer__in=[one.name for one in consumers]).values_list("xid", "seq")
        first = min(cursors, key=lambda place: (int(place[0]), place[1]), default=None)
        return first is not None and lag_seconds(Position(*first)) > 0


def run_until_quiet() -> int:
    """Run all consumers until none finds a row; returns the rows passed (for tests and commands)."""
    total = 0
    while passed := sum(run_batch(consumer) for consumer in registered()):
        total += passed
    return total
