"""How long a story goes on: half-life and the chance that somebody still tells something in three hours."""

import random
import statistics

import pytest

from groundswell.science.bursts import Bursts

HOUR = 3600.0


def faded(rng, half, pace, hours=8.0):
    told, at = [], 0.0
    while True:
        at += rng.expovariate(pace)
        if at >= hours:
            return told
        if rng.random() < 0.5 ** (at / half):
            told.append(at)


def state_of(times, now):
    watch = Bursts()
    for k, at in enumerate(times):
        watch.add("s", at * HOUR, outlet=k)
    return watch.state("s", now * HOUR)


def test_a_story_that_fell_silent_fades_faster_than_one_that_goes_on():
    silent = state_of([0.1 * k for k in range(10)], 4)
    going = state_of([0.4 * k for k in range(10)], 4)
    assert silent.half_life < going.half_life
    assert silent.still_in_3h < going.still_in_3h


def test_intervals_hold_what_they_are_about():
    state = state_of([0.3 * k for k in range(8)], 3)
    assert state.half_life_interval[0] <= state.half_life <= state.half_life_interval[1]
    assert 0 <= state.still_interval[0] <= state.still_in_3h <= state.still_interval[1] <= 1


def test_more_reports_make_the_interval_narrower():
    few, many = (state_of([2.0 * k / n for k in range(n)], 6).half_life_interval for n in (4, 40))
    assert many[1] / many[0] < few[1] / few[0]


def test_two_reports_say_nothing_of_a_half_life():
    state = state_of([0.0, 0.5], 1)
    assert (state.half_life, state.half_life_interval) == (None, None)
    assert 0 < state.still_in_3h < 1


def test_what_is_foretold_comes_about_as_often_as_said():
    rng = random.Random(4)
    said, came, covered = [], [], 0
    for _ in range(300):
        half, pace = 12.0 ** rng.random(), rng.uniform(4, 15)
        times = faded(rng, half, pace)
        before = [at for at in times if at < 2]
        if len(before) < 3:
            continue
        state = state_of(before, 2)
        said.append(state.still_in_3h)
        came.append(any(5 <= at < 6 for at in times))
        covered += state.half_life_interval[0] <= half <= state.half_life_interval[1]
    assert statistics.fmean(said) == pytest.approx(statistics.fmean(came), abs=0.1)
    brier = statistics.fmean((a - b) ** 2 for a, b in zip(said, came, strict=True))
    mean = statistics.fmean(came)
    assert brier < mean * (1 - mean)  # better than saying the same of each
    assert 0.7 < covered / len(said) < 0.97


def test_a_day_later_nobody_is_expected():
    times = [0.1 * k for k in range(10)]
    assert state_of(times, 30).still_in_3h < state_of(times, 2).still_in_3h
    assert not state_of(times, 30).is_bursting
