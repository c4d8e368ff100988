"""The most likely values of one target: a concave function of values that are not below zero, climbed by Newton's steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from groundswell.science.influence.history import by_bin

Array = NDArray[Any]

_CHUNK = 4096
_STEPS = 200
_EXACT = 1e-10  # what a further step would add to the log-likelihood when we stop
_SHRINKS = 0.1  # of what the step before was to gain: beyond that the bend is looked at anew


@dataclass(slots=True)
class Problem:
    """One target: for each of its events the bin and what it sees; and what each value adds to the events expected.

    The intensity at event m is ``x[bin[m]] + rows[m] @ x[bins:]``; the log-likelihood is the sum of its logarithms, less
    ``expected @ x``, less ``x[:bins] @ rough @ x[:bins] / 2`` where levels are kept smooth. Rates are in units of the
    target's own mean rate, so that values stand near one.
    """

    rows: Array
    bin: Array
    expected: Array
    bins: int
    rough: Array | None = None

    def intensity(self, x: Array) -> Array:
        """At each event."""
        out: Array = self.rows @ x[self.bins :] + (x[0] if self.bins == 1 else x[self.bin])
        return out

    def value(self, x: Array, intensity: Array) -> float:
        """The log-likelihood, less what roughness costs."""
        return float(np.log(intensity).sum() - self.expected @ x - 0.5 * x[: self.bins] @ self.pull(x))

    def pull(self, x: Array) -> Array:
        """What roughness costs, by level, at the margin."""
        return np.zeros(self.bins) if self.rough is None else np.asarray(self.rough @ x[: self.bins])

    def slopes(self, x: Array, intensity: Array) -> tuple[Array, Array]:
        """Gradient and (negative) curvature."""
        n, width = self.rows.shape
        bins = self.bins
        curve, g = np.zeros((bins + width, bins + width)), -self.expected
        cross, diagonal, by = np.zeros((bins, width)), np.zeros(bins), np.zeros(bins)
        buffer = np.empty((min(_CHUNK, max(n, 1)), width))
        for first in range(0, n, _CHUNK):
            inverse = 1.0 / intensity[first : first + _CHUNK]
            scaled = np.multiply(self.rows[first : first + _CHUNK], inverse[:, None], out=buffer[: len(inverse)])
            curve[bins:, bins:] += scaled.T @ scaled
            g[bins:] += np.ones(len(inverse)) @ scaled
            if bins == 1:
                cross[0] += inverse @ scaled
                diagonal[0] += inverse @ inverse
                by[0] += inverse.sum()
            else:
                by_bin(scaled, inverse, self.bin[first : first + _CHUNK], cross, diagonal, by)
        g[:bins] += by - self.pull(x)
        curve[np.arange(bins), np.arange(bins)] = diagonal
        if self.rough is not None:
            curve[:bins, :bins] += self.rough
        curve[:bins, bins:], curve[bins:, :bins] = cross, cross.T
        return g, curve

    def gradient(self, x: Array, intensity: Array) -> Array:
        """The gradient alone: a tenth of the work of both."""
        inverse = 1.0 / intensity
        g = -self.expected
        g[self.bins :] += inverse @ self.rows
        g[: self.bins] += inverse.sum() if self.bins == 1 else np.bincount(self.bin, inverse, self.bins)
        g[: self.bins] -= self.pull(x)
        return g

    def part(self, every: int) -> Problem:
        """Every so many-th event, what is expected lessened as much."""
        share = len(self.bin[::every]) / len(self.bin)
        return Problem(np.ascontiguousarray(self.rows[::every]), self.bin[::every].copy(), self.expected * share, self.bins)

    def lifted(self, x: Array) -> Array:
        """Values at which every event of the target is possible: no watched hour nearly without events of its own."""
        bins, n = self.bins, len(self.bin)
        out = x.copy()
        least = 0.05 * n / max(float(self.expected[:bins].sum()), 1e-300)
        out[:bins] = np.maximum(x[:bins], least)
        return out


@dataclass(slots=True)
class Optimum:
    """Where the climb ended."""

    x: Array
    value: float
    gradient: Array
    curvature: Array


def solve(curve: Array, c: Array) -> Array:
    """Solve a symmetric positive system; one that is hardly so is stiffened until it is."""
    if len(c) == 0:
        return c.copy()
    diagonal = np.diag(curve)
    stiff = 1e-12
    while True:
        stiffened = curve.copy()
        np.fill_diagonal(stiffened, diagonal * (1 + stiff) + 1e-200)
        _, x, info = lapack.dposv(stiffened, c, lower=1)
        if info == 0 and np.isfinite(x).all():
            out: Array = x
            return out
        stiff *= 100
        if stiff > 1e6:
            return np.asarray(c / np.maximum(diagonal, 1e-200))


def bounded_quadratic(curve: Array, c: Array, free: Array) -> Array:
    """The y >= 0 that makes ``c @ y - y @ curve @ y / 2`` largest, by block pivoting from a first guess of what is free."""
    free = free.copy()
    best, patience = len(c) + 1, 10
    y = np.zeros_like(c)
    scale = 1e-12 * (np.abs(c).max(initial=0.0) + 1e-300)
    for _ in range(50 + 2 * len(c)):
        y[:] = 0.0
        y[free] = solve(curve[np.ix_(free, free)], c[free])
        wants = c - curve @ y
        wrong = (free & (y < 0)) | (~free & (wants > scale))
        count = int(wrong.sum())
        if count == 0:
            break
        if count < best:
            best, patience = count, 10
        elif patience:
            patience -= 1
        else:  # pivot one at a time from here on: that cannot go in circles
            wrong[: np.flatnonzero(wrong)[-1]] = False
        free ^= wrong
    return np.maximum(y, 0.0)


def climb(
    problem: Problem,
    x: Array,
    *,
    penalty: Array | None = None,
    held: Array | None = None,
    exact: float = _EXACT,
    curve: Array | None = None,
    is_end: bool = True,
) -> Optimum:
    """The most likely values, from a first guess; those ``held`` stay as they are.

    Each step maximises the quadratic that touches the log-likelihood where we stand, no value below zero, and goes
    as far towards it as the log-likelihood grows. The quadratic's bend is most of the work: that of an earlier place
    (or ``curve``, of a problem much like this one) serves as long as steps shrink quickly with it. Unless this ``is_end``,
    the curvature that is returned is one of those.
    """
    price = problem.expected if penalty is None else problem.expected + penalty
    problem = replace(problem, expected=price)
    moving = np.ones(len(x), bool) if held is None else ~held
    where = np.flatnonzero(moving)
    x = x.copy()
    intensity = problem.intensity(x)
    if float(intensity.min(initial=1.0)) < 1e-6:
        x = problem.lifted(x)
        intensity = problem.intensity(x)
    value, before = problem.value(x, intensity), np.inf
    is_fresh = curve is None
    gradient, curve = problem.slopes(x, intensity) if curve is None else (problem.gradient(x, intensity), curve)
    for _ in range(_STEPS):
        step, aim = _step(curve, gradient, x, where)
        slope = float(gradient @ step)
        # An old bend is trusted while steps shrink quickly, and never with the last word.
        if not is_fresh and (slope > _SHRINKS * before if slope > exact else is_end):
            (gradient, curve), is_fresh = problem.slopes(x, intensity), True
            continue
        if not slope > exact:
            # so near that the quadratic is as good as the thing itself: its own top, without another look at the events
            if exact == _EXACT and slope > 0.0:
                x[where], value, gradient = aim, value + 0.5 * slope, gradient - curve @ step
            break
        change = problem.intensity(step)
        length, grown, seen = _length(problem, value, x, intensity, change, step, slope)
        if length == 0.0:
            if is_fresh:
                break
            before = 0.0  # that bend leads nowhere: look anew
            continue
        x = x + length * step
        if length == 1.0:
            x[where] = aim  # exactly zero where it ends at zero
        is_over = is_fresh and grown - value < 1e-13 * (abs(grown) + 1.0)
        intensity, value, before, is_fresh = seen, grown, slope, False
        gradient = problem.gradient(x, intensity)
        if is_over:
            break
    if is_end and not is_fresh:
        curve = problem.slopes(x, intensity)[1]
    return Optimum(x, value, gradient, curve)


def _step(curve: Array, gradient: Array, x: Array, where: Array) -> tuple[Array, Array]:
    """The way to the top of the quadratic, and those of the values that move as they are there."""
    inner, now = curve[np.ix_(where, where)], x[where]
    aim = bounded_quadratic(inner, gradient[where] + inner @ now, (now > 0) | (gradient[where] > 0))
    step = np.zeros_like(x)
    step[where] = aim - now
    return step, aim


def _length(
    problem: Problem, value: float, x: Array, intensity: Array, change: Array, step: Array, slope: float
) -> tuple[float, float, Array]:
    """How far along the step, the log-likelihood there and the intensities; 0 if nothing is gained any more."""
    worst = float(np.min(change / intensity, initial=0.0))
    length = 1.0 if worst > -1.0 + 1e-9 else 0.95 / -worst
    bins, bend = problem.bins, problem.pull(step)
    price = float(problem.expected @ step + x[:bins] @ bend)
    bent = 0.5 * float(step[:bins] @ bend)
    for _ in range(60):
        seen = intensity + length * change
        # the difference is summed, not the sums subtracted: the last steps gain less than a sum's rounding
        gain = float(np.log1p(length * (change / intensity)).sum()) - length * price - length * length * bent
        if gain >= 1e-4 * length * slope:
            return length, value + gain, seen
        length *= 0.5
    return 0.0, value, intensity


def first_guess(problem: Problem, held: Array) -> Array:
    """Half from the ground, half from those before."""
    n, bins = max(len(problem.bin), 1), problem.bins
    x = np.zeros(len(problem.expected))
    watched = problem.expected[:bins].sum()
    x[:bins] = 0.5 * n / max(watched, 1e-300)
    others = problem.expected[bins:]
    live = (others > 0) & ~held[bins:]
    if live.any():
        x[bins:][live] = 0.5 * n / live.sum() / others[live]
    return x
