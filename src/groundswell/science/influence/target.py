"""One kind's fit: what it sees, the most likely values, how far they may be off, and how it holds on held-out time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import kolmogorov
from threadpoolctl import threadpool_limits

from groundswell.science.influence.asked import Watch
from groundswell.science.influence.bounds import intervals, likelihood_ratio, uncertainty
from groundswell.science.influence.concave import Optimum, Problem, climb, first_guess, solve
from groundswell.science.influence.history import expected_until, see
from groundswell.science.influence.results import LikelihoodRatio
from groundswell.science.influence.smooth import smoothed

Array = NDArray[Any]

HELD_OUT = 0.2
_CELLS = 4_000_000  # of 8 bytes: the rows that are in memory at one time
_LEAST_CHECKED = 10
_EVERY = 8
_WIDEST = 256  # covariances of more values are not kept


@dataclass(slots=True, eq=False)
class TargetFit:
    """What is kept of one kind: per second where it is a rate; NaN for hours never watched."""

    level: Array
    branching: Array
    effects: Array
    bounds: Array
    effect_bounds: Array
    loglik: float
    covariance: Array | None
    distance: float
    p: float


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What is to be done for each target."""

    watch: Watch
    l1: float | None = None
    checked: bool = True
    bounded: bool = True


def split(watch: Watch) -> float:
    """When held-out time begins."""
    return watch.ground.end - HELD_OUT * watch.span


def blocks(watch: Watch) -> list[list[int]]:
    """Targets in groups whose rows fit into memory at one time."""
    width = watch.width + len(watch.outside)
    out: list[list[int]] = [[]]
    cells = 0
    for i, n in enumerate(watch.counts):
        if out[-1] and cells + n * width > _CELLS:
            out.append([])
            cells = 0
        out[-1].append(i)
        cells += n * width
    return out


def expected(watch: Watch, until: float) -> Array:
    """What each value adds to the events expected by then: levels in seconds, follow-ups, outside events in seconds."""
    follow = expected_until(watch.times, watch.kinds, watch.n_kinds, watch.decays, watch.begun, until)
    outside = watch.ground.outside_until(np.array([until]))[0]
    return np.concatenate([watch.ground.exposure(watch.ground.start, until), follow.ravel(), outside])


def problems(watch: Watch, targets: list[int], price: Array) -> Iterator[tuple[int, Problem, Array]]:
    """Each target's problem, in units of its mean rate, and the times of its events."""
    counts = watch.counts
    width = watch.width
    place = np.full(watch.n_kinds, -1)
    first = 0
    for i in targets:
        place[i] = first
        first += int(counts[i])
    rows, when = np.zeros((first, width + len(watch.outside))), np.zeros(first)
    unit = watch.span / np.maximum(counts, 1.0)
    see(watch.times, watch.kinds, place, watch.decays, watch.factor, unit, rows, when, watch.n_kinds)
    for i in targets:
        mine, times = (part[place[i] - counts[i] : place[i]] for part in (rows, when))
        rate = max(int(counts[i]), 1) / watch.span
        scaled = price.copy()
        scaled[: watch.ground.bins] *= rate
        if watch.outside:
            mine[:, width:] = watch.ground.outside(times)
            scaled[watch.ground.bins + width :] *= rate
        yield i, Problem(mine, watch.ground.bin(times), scaled, watch.ground.bins), times


def examine(job: Job, prices: tuple[Array, Array], targets: list[int]) -> list[TargetFit]:
    """Fit some targets; ``prices`` is :func:`expected` at the end and at the split."""
    with threadpool_limits(1, "blas"):
        return [_one(job, problem, times, prices) for _, problem, times in problems(job.watch, targets, prices[0])]


def begin(problem: Problem, hourly: bool) -> tuple[Problem, Array]:
    """The problem, its levels kept as smooth as they seem to be, and a first guess, by every eighth event if there are many."""
    held = unseen(problem)
    guess = first_guess(problem, held)
    n = len(problem.bin)
    part = problem.part(_EVERY) if n / _EVERY > 300 * math.sqrt(len(guess)) else problem
    if hourly:
        rough, guess = smoothed(part, guess, held)
        return replace(problem, rough=rough), problem.lifted(guess)
    return problem, problem.lifted(climb(part, guess, held=held).x) if part is not problem else guess


def unseen(problem: Problem) -> Array:
    """Influences of which nothing can be said: of kinds without events. (A level never watched follows its neighbours.)"""
    out: Array = problem.expected <= 0
    out[: problem.bins] = False
    return out


def _one(job: Job, problem: Problem, times: Array, prices: tuple[Array, Array]) -> TargetFit:
    n, checked, start, curve = len(times), (math.nan, math.nan), None, None
    if job.checked:
        earlier = int(np.searchsorted(times, split(job.watch)))
        if earlier and n - earlier >= _LEAST_CHECKED:
            problem.rough, start, curve, checked = _hold_out(job.watch, problem, times, earlier, prices)
    if start is None and n:
        problem, start = begin(problem, job.watch.ground.hourly)
    found = _climbed(job, problem, start, curve)
    return _told(job, problem, found, checked)


def _climbed(job: Job, problem: Problem, start: Array | None, curve: Array | None = None) -> Optimum:
    """The most likely values; with a price on influences, of those that are worth it."""
    held = unseen(problem)
    if start is None:
        return Optimum(np.zeros(len(held)), 0.0, -problem.expected, np.zeros((len(held), len(held))))
    if curve is not None and bool((np.diag(curve)[~held] <= 0).any()):
        curve = None  # of what came earlier some values knew nothing
    found = climb(problem, problem.lifted(start), held=held, curve=curve, is_end=job.bounded or bool(job.l1))
    if not job.l1:
        return found
    follow = slice(problem.bins, problem.bins + job.watch.width)
    penalty = np.zeros(len(held))
    live = np.flatnonzero(~held)
    alone = np.full(len(held), np.inf)
    alone[live] = np.sqrt(np.diag(solve(found.curvature[np.ix_(live, live)], np.eye(len(live)))))
    penalty[follow] = job.l1 / np.maximum(alone[follow], 1e-12)
    chosen = climb(problem, found.x, penalty=penalty, held=held)
    left_out = held | ((chosen.x <= 0) & (penalty > 0))
    return climb(problem, problem.lifted(chosen.x), held=left_out)


def _told(job: Job, problem: Problem, found: Optimum, checked: tuple[float, float]) -> TargetFit:
    """The values found, back in seconds."""
    watch, bins, n = job.watch, problem.bins, len(problem.bin)
    rate = max(n, 1) / watch.span
    follow, outside = slice(bins, bins + watch.width), slice(bins + watch.width, None)
    shape = (watch.n_kinds, len(watch.decays))
    unit = np.full(len(found.x), rate)
    unit[follow] = 1.0
    x, unknown = found.x * unit, unseen(problem)
    bounds, spread = np.full((len(x), 2), math.nan), None
    if job.bounded:
        covariances = uncertainty(found)
        bounds = intervals(found, covariances, unknown) * unit[:, None]
        spread = covariances[follow, follow].copy() if watch.width <= _WIDEST else None
    return TargetFit(
        level=np.where(problem.expected[:bins] > 0, x[:bins], math.nan),
        branching=x[follow].reshape(shape),
        effects=x[outside],
        bounds=bounds[follow].reshape(*shape, 2),
        effect_bounds=bounds[outside],
        loglik=found.value + 0.5 * float(found.x[:bins] @ problem.pull(found.x)) + (n * math.log(rate) if n else 0.0),
        covariance=spread,
        distance=checked[0],
        p=checked[1],
    )


def _hold_out(
    watch: Watch, problem: Problem, times: Array, earlier: int, prices: tuple[Array, Array]
) -> tuple[Array | None, Array, Array, tuple[float, float]]:
    """Fit what came earlier; how smooth its week is, its values, about how the whole bends there, how it holds on the rest."""
    share = np.divide(prices[1], prices[0], out=np.zeros_like(prices[0]), where=prices[0] > 0)
    before = Problem(problem.rows[:earlier], problem.bin[:earlier], problem.expected * share, problem.bins)
    before, start = begin(before, watch.ground.hourly)
    found = climb(before, start, held=unseen(before), is_end=False)
    x, curve = found.x, found.curvature * (len(times) / earlier)
    if before.rough is not None:  # that does not grow with the events
        curve[: problem.bins, : problem.bins] -= before.rough * (len(times) / earlier - 1)
    if bool(np.any(prices[1][: problem.bins][problem.bin[earlier:]] <= 0)):
        return before.rough, x, curve, (math.nan, math.nan)
    return before.rough, x, curve, kolmogorov_smirnov(np.diff(_expected_meanwhile(watch, problem, times, earlier, x)))


def _expected_meanwhile(watch: Watch, problem: Problem, times: Array, earlier: int, x: Array) -> Array:
    """Events of the target that the values expect up to each held-out one, but for a constant."""
    bins, rate, at = problem.bins, len(times) / watch.span, times[earlier:]
    follow = x[bins : bins + watch.width].reshape(watch.n_kinds, -1)
    first = int(np.searchsorted(watch.times, at[0]))
    begun = np.concatenate([[0.0], np.cumsum((follow @ watch.begun)[watch.kinds[first:]])])
    until: Array = begun[np.searchsorted(watch.times, at) - first]
    until -= problem.rows[earlier:, : watch.width] @ (follow * rate / watch.factor).ravel()
    until += watch.ground.level_until(x[:bins] * rate, at)
    if watch.outside:
        until += watch.ground.outside_until(at) @ (x[bins + watch.width :] * rate)
    return until


def kolmogorov_smirnov(waits: Array) -> tuple[float, float]:
    """How far waits are from an exponential law of mean one, and how often one would be as far."""
    reached = np.sort(-np.expm1(-np.maximum(waits, 0.0)))
    n = len(reached)
    rank = np.arange(n + 1) / n
    distance = float(max((rank[1:] - reached).max(), (reached - rank[:-1]).max()))
    return distance, float(kolmogorov(distance * (math.sqrt(n) + 0.12 + 0.11 / math.sqrt(n))))


def ratios(job: Job, price: Array, targets: list[int], sources: list[int]) -> list[list[LikelihoodRatio]]:
    """For each of some targets and each source: whether the target's events follow those of the source."""
    fades, out = len(job.watch.decays), []
    with threadpool_limits(1, "blas"):
        for _, problem, times in problems(job.watch, targets, price):
            held, start = unseen(problem), None
            if len(times):
                problem, start = begin(problem, job.watch.ground.hourly)
            found = _climbed(replace(job, l1=None), problem, start)
            places = [problem.bins + j * fades + np.arange(fades) for j in sources]
            out.append([likelihood_ratio(problem, found, place, held) for place in places])
    return out
