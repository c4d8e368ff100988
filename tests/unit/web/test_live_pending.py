"""A quiet room is told at once, a busy one about three times a second, and the place in the pulse never runs ahead."""

from __future__ import annotations

import datetime
import uuid

from groundswell.pulse.reading import Position, Row
from groundswell.web.live.hub import Told
from groundswell.web.live.pending import WINDOW, Pending

CAMPAIGN = uuid.UUID(int=1)
HERE, THERE = (CAMPAIGN, "story:1"), (CAMPAIGN, "story:2")


def told(seq: int, key: str = "a") -> Told:
    row = Row(seq, str(seq), datetime.datetime.now(datetime.UTC), CAMPAIGN, "k", 1, None, "web", "t", CAMPAIGN, {}, None)
    return Told(row, frozenset({"story:1"}), "public", key, False)


def at(seq: int) -> Position:
    return Position(str(seq), seq)


def test_a_quiet_room_is_told_at_once() -> None:
    pending = Pending()
    pending.put(HERE, told(5), since=at(4), now=100.0)
    assert pending.wait(100.0) == 0
    moved, since = pending.take(100.0)
    assert [one.row.seq for one in moved[HERE]] == [5] and since == at(4)
    assert not pending


def test_a_busy_room_waits_for_its_turn_and_says_each_thing_once() -> None:
    pending = Pending()
    pending.put(HERE, told(5), since=at(4), now=100.0)
    pending.told(pending.take(100.0)[0], 100.0)
    for seq in (6, 7, 8):
        pending.put(HERE, told(seq), since=at(seq - 1), now=100.1)
    pending.put(HERE, told(9, "b"), since=at(8), now=100.1)
    assert not pending.take(100.2)[0]
    assert abs(pending.wait(100.1) - (WINDOW - 0.1)) < 1e-6
    moved, since = pending.take(100.0 + WINDOW)
    assert [one.row.seq for one in moved[HERE]] == [8, 9] and since == at(5)


def test_a_busy_room_does_not_hold_a_quiet_one() -> None:
    pending = Pending()
    pending.put(HERE, told(5), since=at(4), now=100.0)
    pending.told(pending.take(100.0)[0], 100.0)
    pending.put(HERE, told(6), since=at(5), now=100.1)
    pending.put(THERE, told(7), since=at(6), now=100.1)
    assert list(pending.take(100.1)[0]) == [THERE]


def test_a_reader_is_never_told_to_be_further_than_what_was_told() -> None:
    pending = Pending()
    assert pending.safe(at(9)) == at(9)
    pending.put(HERE, told(5), since=at(4), now=100.0)
    moved, _ = pending.take(100.0)
    assert pending.safe(at(9)) == at(4), "taken, and still being drawn"
    pending.told(moved, 100.0)
    pending.put(HERE, told(6), since=at(5), now=100.1)
    pending.put(THERE, told(7), since=at(6), now=100.1)
    pending.take(100.1)
    assert pending.safe(at(9)) == at(5), "one room is being told, the other still waits with an older row"
