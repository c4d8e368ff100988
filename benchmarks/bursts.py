"""Bursts in made news: how many of the planted are caught, how late, how many false alarms in quiet hours; reports a second."""

from __future__ import annotations

import random
import statistics
from typing import Any

from benchmarks.report import OURS, Clock, Report

HOUR = 3600.0
OUTLETS = 60
Told = tuple[float, int, int, bool]


def run(report: Report) -> None:
    """Every case on seeds that were not used to choose the settings."""
    report.measure("40 quiet hours, 300 stories", OURS, quiet, repeat=1)
    report.measure("bursts planted, 6 to 20 times the usual", OURS, planted, repeat=1)
    report.measure("will it go on in three hours", OURS, foretold, repeat=1)
    for n in (2_000, 20_000, 200_000, 1_000_000):
        report.measure(f"{n:,} reports of {n // 40:,} stories", OURS, speed, n, repeat=1, size=("reports", n))


def steady(rng: random.Random, story: int, pace: float, begin: float, end: float) -> list[Told]:
    """Reports at a steady pace (an hour), three in ten of them copies."""
    told: list[Told] = []
    at = begin
    while True:
        at += rng.expovariate(pace / HOUR)
        if at >= end:
            return told
        told.append((at, story, rng.randrange(OUTLETS), rng.random() < 0.3))


def quiet_world(seed: int, n_stories: int, hours: float) -> tuple[list[Told], list[float]]:
    """Stories at steady paces, from one report in twenty hours to one an hour, old ones and new."""
    rng = random.Random(seed)
    told: list[Told] = []
    paces: list[float] = []
    for story in range(n_stories):
        pace = 0.05 * 20.0 ** rng.random()
        paces.append(pace)
        told += steady(rng, story, pace, rng.random() * hours * HOUR / 2, hours * HOUR)
    return told, paces


def quiet(clock: Clock, seed: int = 100, n_stories: int = 300) -> dict[str, Any]:
    """A day to learn, then forty hours in which nothing happens."""
    from groundswell.science.bursts import Bursts

    watch = Bursts()
    told, _ = quiet_world(seed, n_stories, 64.0)
    with clock:
        alarms = [at for at, story, outlet, copy in sorted(told) if watch.add(story, at, outlet=outlet, copy=copy)]
    alarms = [at for at in alarms if at >= 24 * HOUR]
    share = len({int(at // HOUR) for at in alarms}) / 40
    return {"quality": f"hours with a false alarm {100 * share:.1f} %", "alarms": len(alarms), "stories": n_stories}


def planted(clock: Clock, seed: int = 200, n_stories: int = 300) -> dict[str, Any]:
    """In each story one burst of an hour and a half; caught is what is told before it ends."""
    from groundswell.science.bursts import Bursts

    rng = random.Random(seed)
    told, paces = quiet_world(seed, n_stories, 64.0)
    begins = []
    for story, pace in enumerate(paces):
        begin = (36 + 24 * rng.random()) * HOUR
        begins.append(begin)
        told += steady(rng, story, max(6.0, pace * rng.uniform(6, 20)), begin, begin + 1.5 * HOUR)
    watch = Bursts()
    caught: dict[int, int] = {}
    seen = dict.fromkeys(range(n_stories), 0)
    outside = 0
    with clock:
        for at, story, outlet, copy in sorted(told):
            burst = watch.add(story, at, outlet=outlet, copy=copy)
            during = begins[story] <= at < begins[story] + 1.5 * HOUR
            seen[story] += during
            if burst and during:
                caught.setdefault(story, seen[story])
            outside += bool(burst) and not during and at < begins[story]
    delay = statistics.median(caught.values())
    share = len(caught) / n_stories
    quality = f"{100 * share:.0f} % caught, {delay:.0f} reports late, {outside} before their time"
    return {"quality": quality, "caught": share, "delay": delay, "outside": outside}


def foretold(clock: Clock, seed: int = 300, n_stories: int = 400) -> dict[str, Any]:
    """Stories that fade with half-lives of one to twelve hours: what was said after two hours beside what came."""
    from groundswell.science.bursts import Bursts

    rng = random.Random(seed)
    pairs: list[tuple[float, bool]] = []
    covered = 0
    with clock:
        for story in range(n_stories):
            half, pace = 12.0 ** rng.random(), rng.uniform(4, 15)
            told = []
            for at, _, outlet, copy in steady(rng, story, pace, 0.0, 8 * HOUR):
                if rng.random() < 0.5 ** (at / HOUR / half):
                    told.append((at, outlet, copy))
            watch = Bursts()
            for at, outlet, copy in told:
                if at < 2 * HOUR:
                    watch.add(story, at, outlet=outlet, copy=copy)
            if story not in watch:
                continue
            state = watch.state(story, 2 * HOUR)
            came = any(5 * HOUR <= at < 6 * HOUR and not copy for at, _, copy in told)
            pairs.append((state.still_in_3h, came))
            if state.half_life_interval is not None:
                covered += state.half_life_interval[0] <= half <= state.half_life_interval[1]
    brier = statistics.fmean((said - came) ** 2 for said, came in pairs)
    mean = statistics.fmean(came for _, came in pairs)
    said = statistics.fmean(said for said, _ in pairs)
    quality = f"said {100 * said:.0f} %, came {100 * mean:.0f} %, Brier {brier:.3f} (constant {mean * (1 - mean):.3f})"
    quality += f", half-life in its interval {100 * covered / len(pairs):.0f} %"
    return {"quality": quality, "brier": brier, "said": said, "came": mean, "covered": covered / len(pairs)}


def speed(clock: Clock, n: int) -> dict[str, Any]:
    """Reports a second, and the size of what is kept."""
    from groundswell.science.bursts import Bursts

    rng = random.Random(7)
    stories = n // 40
    told = [(k * 0.8, rng.randrange(stories), rng.randrange(OUTLETS), rng.random() < 0.3) for k in range(n)]
    watch = Bursts()
    with clock:
        for at, story, outlet, copy in told:
            watch.add(story, at, outlet=outlet, copy=copy)
    rate = len(told) / clock.cpu
    return {"quality": f"{rate:,.0f} reports/s, snapshot {len(watch.snapshot()) / 1e6:.1f} MB", "reports_a_second": rate}
