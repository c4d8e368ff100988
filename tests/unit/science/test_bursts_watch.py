"""Bursts in made news: planted ones are told, quiet hours stay quiet, copies and repeats do not count as voices."""

import random

import pytest

from groundswell.science.bursts import Bursts

HOUR = 3600.0
OUTLETS = 60


def steady(rng, story, pace, begin, end):
    told, at = [], begin
    while True:
        at += rng.expovariate(pace / HOUR)
        if at >= end:
            return told
        told.append((at, story, rng.randrange(OUTLETS), rng.random() < 0.3))


def quiet_world(seed, stories=100, hours=64):
    rng = random.Random(seed)
    told = []
    for story in range(stories):
        told += steady(rng, story, 0.05 * 20 ** rng.random(), rng.random() * hours * HOUR / 2, hours * HOUR)
    return told


def bursts_in(told, **settings):
    watch = Bursts(**settings)
    return [burst for at, story, outlet, copy in sorted(told) if (burst := watch.add(story, at, outlet=outlet, copy=copy))]


def outlets(watch, n, *, story="s", begin=0.0, apart=600.0):
    return [watch.add(story, begin + apart * k, outlet=f"outlet {k}") for k in range(n)]


def test_in_quiet_hours_hardly_one_story_in_a_thousand_hours_is_told():
    false = [burst for burst in bursts_in(quiet_world(1)) if burst.at >= 24 * HOUR]
    assert len(false) <= 4  # of 4,000 hours of stories


def test_planted_bursts_are_caught_about_five_reports_late():
    rng = random.Random(2)
    told = quiet_world(3)
    begins = {story: (36 + 24 * rng.random()) * HOUR for story in range(100)}
    for story, begin in begins.items():
        told += steady(rng, story, 9.0, begin, begin + 1.5 * HOUR)
    caught = {
        burst.story: sum(begins[burst.story] <= at <= burst.at and story == burst.story for at, story, _, _ in told)
        for burst in bursts_in(told)
        if 0 <= burst.at - begins[burst.story] <= 1.5 * HOUR
    }
    assert len(caught) >= 80
    assert sorted(caught.values())[len(caught) // 2] <= 6


def test_what_is_told_can_be_put_into_words():
    watch = Bursts()
    *before, burst = outlets(watch, 5)
    assert before == [None] * 4
    assert (burst.story, burst.outlets, burst.since, burst.minutes) == ("s", 5, 0.0, 40.0)
    assert burst.ratio == pytest.approx(burst.rate / burst.usual) and burst.ratio > 5
    assert burst.surprise >= 9 and burst.window in (15, 30, 90, 180)


def test_a_burst_is_told_once_and_again_when_it_comes_again():
    watch = Bursts()
    assert [bool(burst) for burst in outlets(watch, 12)] == [False] * 4 + [True] + [False] * 7
    again = outlets(watch, 12, begin=30 * HOUR)
    assert sum(bool(burst) for burst in again) == 1


def test_one_outlet_alone_never_bursts():
    watch = Bursts()
    assert not any(watch.add("s", 60.0 * k, outlet="Post") for k in range(100))
    assert not any(watch.add("t", 60.0 * k) for k in range(100))  # nor do many of whom nobody knows who they are


def test_copies_count_a_fifth_and_are_no_outlets():
    watch = Bursts()
    watch.add("s", 0.0, outlet="Post")
    assert not any(watch.add("s", 60.0 * k, outlet=k, copy=True) for k in range(1, 60))
    assert watch.state("s", 3600.0).outlets == 1
    rates = []
    for copies in (False, True):
        watch = Bursts()
        for k in range(5):
            watch.add("s", 60.0 * k, outlet=k, copy=copies)
        rates.append(watch.state("s", 300.0).rate)
    assert rates[1] == pytest.approx(0.2 * rates[0])


def test_what_is_usual_for_a_busy_story_is_no_burst():
    rng = random.Random(5)
    told = steady(rng, "busy", 3.0, 0.0, 48 * HOUR)
    assert not [burst for burst in bursts_in(told) if burst.at > 24 * HOUR]
    quick = [(48 * HOUR + 600.0 * k, "busy", f"new {k}", False) for k in range(4)]
    slow = [(48 * HOUR + 600.0 * k, "slow", f"new {k}", False) for k in range(6)]
    assert [burst.story for burst in bursts_in(told + quick + slow) if burst.at >= 48 * HOUR] == ["slow"]


def test_after_a_restart_it_answers_the_same():
    told = sorted(quiet_world(7, stories=20) + [(40 * HOUR + 500.0 * k, ("a", 1), f"o{k}", False) for k in range(9)])
    whole, watch = Bursts(), Bursts()
    expected = [whole.add(story, at, outlet=outlet, copy=copy) for at, story, outlet, copy in told]
    found = []
    for n, (at, story, outlet, copy) in enumerate(told):
        if n % 50 == 0:
            watch = Bursts.restore(watch.snapshot())
        found.append(watch.add(story, at, outlet=outlet, copy=copy))
    assert found == expected and any(found)
    assert watch.snapshot() == whole.snapshot()
    assert watch.state(("a", 1), 50 * HOUR) == whole.state(("a", 1), 50 * HOUR)


def test_stories_that_nobody_tells_any_more_are_forgotten():
    watch = Bursts(forget_hours=96)
    watch.add("old", 0.0, outlet="Post")
    watch.add("new", 97 * HOUR, outlet="Post")
    assert ("old" in watch, "new" in watch, len(watch)) == (False, True, 1)


def test_a_late_report_counts_for_when_it_was():
    watch, other = Bursts(), Bursts()
    for at, outlet in ((0.0, 1), (10 * HOUR, 2), (5 * HOUR, 3)):
        watch.add("s", at, outlet=outlet)
    for at, outlet in ((0.0, 1), (5 * HOUR, 3), (10 * HOUR, 2)):
        other.add("s", at, outlet=outlet)
    assert watch.state("s", 11 * HOUR).rate == pytest.approx(other.state("s", 11 * HOUR).rate)


@pytest.mark.parametrize("at", [float("nan"), float("inf"), -1.0])
def test_times_that_are_none_are_refused(at):
    watch = Bursts()
    with pytest.raises(ValueError, match="at must be"):
        watch.add("s", at)
    watch.add("s", 0.0)
    with pytest.raises(ValueError, match="now must be"):
        watch.state("s", at)


@pytest.mark.parametrize("setting", ["line", "usual", "trust_hours", "forget_hours", "least_outlets"])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(ValueError, match=setting):
        Bursts(**{setting: 0})


def test_a_story_never_heard_of_has_no_state():
    with pytest.raises(ValueError, match="story"):
        Bursts().state("s", 0.0)


@pytest.mark.parametrize("data", [b"", b"not a snapshot", Bursts().snapshot()[:-3]])
def test_a_damaged_snapshot_is_refused(data):
    with pytest.raises(ValueError, match="replay"):
        Bursts.restore(data)
