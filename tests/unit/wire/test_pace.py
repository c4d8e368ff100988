"""How fast a story is told, in numbers that can be read out."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from groundswell.wire.pace import Moment, lasted, pace_of

NOON = datetime(2026, 5, 31, 12, tzinfo=UTC)


def _moments(*minutes: int, is_copy: bool = False, is_ground: bool = False, counts: bool = True) -> list[Moment]:
    return [Moment(NOON + timedelta(minutes=minute), is_ground, uuid.uuid4(), is_copy, counts) for minute in minutes]


def test_six_outlets_in_forty_minutes_are_a_burst() -> None:
    pace = pace_of(_moments(0, 9, 20, 26, 33, 40), NOON + timedelta(minutes=41))
    assert pace and pace.is_bursting and (pace.outlets, pace.lasted) == (6, "40 minutes") and pace.ratio > 5
    assert pace.half_life and 0 <= pace.still_least <= pace.still <= pace.still_most <= 100


@pytest.mark.parametrize("what", [{"is_copy": True}, {"is_ground": True}, {"counts": False}])
def test_copies_ground_reports_and_what_does_not_count_are_no_burst(what: dict[str, bool]) -> None:
    pace = pace_of(_moments(0, 9, 20, 26, 33, 40, **what), NOON + timedelta(minutes=41))
    assert pace is None or not pace.is_bursting


def test_nothing_is_said_of_too_little_and_of_what_is_long_over() -> None:
    assert pace_of([], NOON) is None
    assert pace_of(_moments(0, 5), NOON + timedelta(hours=1)) is None
    assert pace_of(_moments(0, 9, 20, 26, 33, 40), NOON + timedelta(days=3)) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "one minute"),
        (-60, "one minute"),
        (2400, "40 minutes"),
        (7200, "2 hours"),
        (100_000, "28 hours"),
        (200_000, "2 days"),
    ],
)
def test_time_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert lasted(seconds) == words
