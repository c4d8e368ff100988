"""A digest comes once on every day of the calendar, days of 23 and 25 hours included; quiet may go over midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from groundswell.notify.hours import next_at, quiet_until

MADRID, LIMA, CHATHAM = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Lima"), ZoneInfo("Pacific/Chatham")


def _days(hour: int, zone: ZoneInfo, start: datetime, count: int) -> list[datetime]:
    found = [start]
    for _day in range(count):
        found.append(next_at(hour, zone, after=found[-1]))
    return found[1:]


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("zone", [MADRID, LIMA, CHATHAM], ids=str)
def test_every_day_of_a_year_has_one(hour: int, zone: ZoneInfo) -> None:
    found = _days(hour, zone, datetime(2025, 12, 31, 11, tzinfo=UTC), 365)
    assert found == sorted(set(found))
    gaps = {after - before for before, after in pairwise(found)}
    assert gaps <= {timedelta(hours=hours) for hours in (23, 24, 25)}
    days = [one.astimezone(zone).date() for one in found]
    assert days == [days[0] + timedelta(days=number) for number in range(365)]


def test_the_clocks_hour_stays_the_same_over_the_change() -> None:
    found = _days(8, MADRID, datetime(2026, 3, 27, 12, tzinfo=UTC), 3)
    assert [one.astimezone(MADRID).hour for one in found] == [8, 8, 8]
    assert [one.hour for one in found] == [7, 6, 6]


def test_an_hour_that_is_skipped_comes_right_after_the_gap() -> None:
    found = next_at(2, MADRID, after=datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert found.astimezone(MADRID).replace(tzinfo=None) == datetime(2026, 3, 29, 3)


def test_an_hour_that_comes_twice_is_used_once() -> None:
    first = next_at(2, MADRID, after=datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert first == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert next_at(2, MADRID, after=first).astimezone(MADRID).date() == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("hour", "begins", "ends", "until"),
    [(23, 22, 7, 31), (3, 22, 7, 7), (7, 22, 7, None), (21, 22, 7, None), (13, 12, 14, 14), (14, 12, 14, None)],
)
def test_quiet_ends_at_its_hour(hour: int, begins: int, ends: int, until: int | None) -> None:
    midnight = datetime(2026, 6, 1, tzinfo=UTC)
    found = quiet_until(midnight + timedelta(hours=hour), ZoneInfo("UTC"), begins=begins, ends=ends)
    assert found == (None if until is None else midnight + timedelta(hours=until))


@pytest.mark.parametrize(("begins", "ends"), [(None, 7), (22, None), (5, 5)])
def test_no_quiet_is_never_quiet(begins: int | None, ends: int | None) -> None:
    assert quiet_until(datetime(2026, 6, 1, 5, tzinfo=UTC), MADRID, begins=begins, ends=ends) is None
