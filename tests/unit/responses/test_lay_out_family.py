"""A family of versions is laid out: time to the right, a row for each answer, a line from each parent."""

from __future__ import annotations

import uuid

from groundswell.responses.drawing import EDGE, ROW, STEP, Spot, laid_out


def key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def test_a_fork_that_is_merged_back() -> None:
    ours, fork = key(100), key(200)
    spots = [
        Spot(key(1), ours, []),
        Spot(key(2), fork, [key(1)]),
        Spot(key(3), ours, [key(1)]),
        Spot(key(4), ours, [key(3), key(2)]),
    ]
    found = laid_out(spots)
    assert [(one.x - EDGE) // STEP for one in found.placed] == [0, 1, 2, 3]
    assert [one.y for one in found.placed] == [33, 33 + ROW, 33, 33]
    assert len(found.lines) == 4 and found.lines[1] == f"M{EDGE} 33H{EDGE + 2 * STEP}"
    assert found.width == 2 * EDGE + 3 * STEP and found.height > ROW


def test_a_row_that_nobody_needs_any_more_is_taken_again() -> None:
    spots = [Spot(key(1), key(100), []), *(Spot(key(n), key(100 * n), [key(1)]) for n in (2, 3)), Spot(key(9), key(100), [])]
    assert [one.y for one in laid_out(spots).placed] == [33, 33 + ROW, 33 + ROW, 33]


def test_nothing_and_parents_that_are_not_drawn() -> None:
    assert laid_out([]).placed == [] and laid_out([]).lines == []
    assert laid_out([Spot(key(1), key(100), [key(7)])]).lines == []
