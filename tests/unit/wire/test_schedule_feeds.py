"""A feed is read the sooner the more often it says something new, and never all at the same moment."""

from __future__ import annotations

import pytest

from groundswell.wire.feeds.schedule import FIRST, LONGEST, SHORTEST, after_failure, after_success, chance


def test_the_interval_follows_what_comes() -> None:
    assert after_success(FIRST, new=3, chance=0.5).interval == FIRST // 2
    assert after_success(FIRST, new=0, chance=0.5).interval == FIRST * 4 // 3
    busy = quiet = FIRST
    for _read in range(20):
        busy = after_success(busy, new=1, chance=0.5).interval
        quiet = after_success(quiet, new=0, chance=0.5).interval
    assert (busy, quiet) == (SHORTEST, LONGEST)


def test_chance_keeps_feeds_apart_by_a_tenth_either_way() -> None:
    turns = [after_success(1_000, new=0, chance=part / 10).seconds for part in range(10)]
    assert turns == sorted(set(turns)) and turns[0] == pytest.approx(1_333 * 0.9) and turns[-1] < 1_333 * 1.1
    assert all(0 <= one < 1 for one in (chance() for _time in range(100)))


@pytest.mark.parametrize(("failures", "seconds"), [(1, 120), (2, 240), (5, 1_920), (9, 30_720), (12, 43_200), (10_000, 43_200)])
def test_what_fails_is_tried_ever_more_rarely(failures: int, seconds: int) -> None:
    assert after_failure(failures, wait=None, chance=0.5) == pytest.approx(seconds)


def test_a_site_is_never_asked_sooner_than_it_wishes() -> None:
    assert after_failure(1, wait=9_000.0, chance=0.0) == 9_000.0
    assert after_failure(9, wait=1.0, chance=0.0) == pytest.approx(30_720 * 0.9)
