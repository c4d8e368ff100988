"""Ratings that came in together: all of word, minute, origin and answers must be the same; one that differs stands alone."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from groundswell.responses.together import FRESH, Rated, _alike, sets_of

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ANSWER, OTHER, THIRD, HOST = (uuid.UUID(int=number) for number in (1, 2, 3, 9))


def rated(number: int, *, seconds: int = 0, value: str = "yes", days: float = 100, by: uuid.UUID | None = HOST) -> Rated:
    """One who came by the host's invitation long ago, with nothing else rated."""
    at = NOON + timedelta(seconds=seconds)
    return Rated(uuid.UUID(int=100 + number), value, at, by, NOON - timedelta(days=days), frozenset({ANSWER}))


FOUR = [rated(number, seconds=20 * number) for number in range(4)]


def test_four_by_one_invitation_are_one_set_in_the_order_they_came() -> None:
    assert sets_of(reversed(FOUR)) == [[one.member for one in FOUR]]


def test_two_are_no_set() -> None:
    assert sets_of(FOUR[:2]) == []


def test_a_minute_between_two_cuts_it() -> None:
    late = [*FOUR[:2], rated(2, seconds=81), rated(3, seconds=90)]
    assert sets_of(late) == [], "two and two"
    assert len(sets_of([*late, rated(4, seconds=100)])) == 1


def test_who_says_something_else_or_came_another_way_stands_alone() -> None:
    assert sets_of([*FOUR[:2], rated(2, value="no")]) == []
    assert sets_of([*FOUR[:2], rated(2, by=None)]) == []


def test_the_hour_of_joining_is_an_origin_while_it_is_fresh() -> None:
    assert len(sets_of([rated(number, by=None, days=2) for number in range(3)])) == 1
    assert sets_of([rated(number, by=None, days=FRESH.days + 1) for number in range(3)]) == []
    assert sets_of([rated(number, by=None, days=2 + number) for number in range(3)]) == [], "in different hours"


def test_who_rates_other_things_counts_alone() -> None:
    own = [replace(one, answers=frozenset({ANSWER, OTHER if one is FOUR[0] else THIRD})) for one in FOUR]
    assert [len(one) for one in sets_of(own)] == [3], "the first goes a way of their own"
    same = [replace(one, answers=frozenset({ANSWER, OTHER, THIRD})) for one in FOUR]
    assert [len(one) for one in sets_of(same)] == [4]


def test_nobody_is_in_two_sets() -> None:
    both = [rated(number, days=2) for number in range(3)] + [rated(10 + number, by=None, days=2) for number in range(3)]
    found = sets_of(both)
    assert [len(one) for one in found] == [3, 3] and len({member for one in found for member in one}) == 6


def test_a_thousand_at_once_take_no_time_to_speak_of() -> None:
    many = [rated(number) for number in range(1000)]
    assert [len(one) for one in sets_of(many)] == [1000]


def _by_the_rule(run: list[Rated]) -> list[list[Rated]]:
    """What is meant: everyone goes to the first set whose first rated two thirds of what either rated, else begins one."""
    sets: list[list[Rated]] = []
    for one in run:
        for each in sets:
            if 3 * len(one.answers & each[0].answers) >= 2 * len(one.answers | each[0].answers):
                each.append(one)
                break
        else:
            sets.append([one])
    return sets


ANSWERS = st.frozensets(st.integers(1, 8).map(lambda number: uuid.UUID(int=number)))


@given(st.lists(ANSWERS, max_size=14))
def test_who_goes_with_whom_is_the_rule_however_it_is_found(rates: list[frozenset[uuid.UUID]]) -> None:
    run = [replace(rated(number), answers=answers) for number, answers in enumerate(rates)]
    assert _alike(run) == _by_the_rule(run)
