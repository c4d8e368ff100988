"""The two directions in which votes differ most, and where each voter stands on them.

A missing vote is taken as the statement's mean, so that after centring it is exactly zero: nothing is stored for it, and
each pass costs one step a vote.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal

from groundswell.science.opinion.votes import Table

Array = NDArray[Any]

KEPT = 8
_MOST_STEPS, _LOOK_EVERY, _EXACT = 300, 4, 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """Loadings (m, q), the first two being the axes; each voter's scores (n, q); and the lens (n, 3) that turns a voter's
    two scores into a place: a symmetric matrix by its entries 11, 12, 22. ``seen`` (n, 3) is how much of the axes a voter's
    statements hold, ``doubt`` (2,) what draws voters with few votes to the middle."""

    loadings: Array
    scores: Array
    lens: Array
    seen: Array
    doubt: Array

    @property
    def positions(self) -> Array:
        """Where the voters stand, (n, 2)."""
        return seen_through(self.lens, self.scores)


def found(table: Table, seed: int, before: Array | None = None) -> tuple[Array, Array]:
    """Loadings of the strongest directions (m, q) and their variances; ``before`` (m, 2) is a first guess that keeps sides."""
    m = len(table.tally)
    centred = np.arange(-1.0, 2.0)[None, :] - table.mean[:, None]
    start = np.random.default_rng(seed).standard_normal(m) if before is None else before[:, 0] + 0.5 * before[:, 1]
    start = np.where(table.tally.sum(1) > 0, start, 0.0)
    steps = min(m, _MOST_STEPS)
    basis = np.zeros((steps + 1, m))
    size = _length(start)
    if size == 0.0:
        return np.zeros((m, 2)), np.zeros(2)
    basis[0] = start / size
    along, across = np.zeros(steps), np.zeros(steps)
    done, values, mix = 0, np.zeros(1), np.zeros((1, 1))
    while done < steps:
        image = _pass(table.start, table.code, centred, basis[done])
        along[done], across[done] = _orthogonal(basis, done, image)
        done += 1
        stuck = across[done - 1] <= 1e-13 * max(along[:done].max(), 1e-300)
        if stuck or done == steps or (done >= KEPT and done % _LOOK_EVERY == 0):
            values, mix = eigh_tridiagonal(along[:done], across[: done - 1])
            values, mix = values[::-1], mix[:, ::-1]
            left = across[done - 1] * np.abs(mix[-1, :2])
            if stuck or np.all(left <= _EXACT * max(values[0], 1e-300)):
                break
        basis[done] = image
    q = min(KEPT, done)
    loadings = _combined(basis[:done], np.ascontiguousarray(mix[:, :q]))
    loadings[:, values[:q] <= 1e-10 * max(values[0], 1e-300)] = 0.0
    if q < 2:
        loadings = np.column_stack([loadings, np.zeros(m)])
    _turn(loadings, before)
    return loadings, np.maximum(values[:q], 0.0)


def placed(table: Table, loadings: Array, compatible: tuple[int, int] | None) -> Axes:
    """Everybody's scores and lens. ``compatible`` holds the numbers of all statements and of those left out."""
    centred = np.arange(-1.0, 2.0)[None, :] - table.mean[:, None]
    scores = _scores(table.start, table.code, centred, loadings)
    lens = np.zeros((len(scores), 3))
    if compatible is not None:
        every, out = compatible
        lens[:, 0] = lens[:, 2] = np.sqrt(every / np.maximum(1, table.counts + out))
        return Axes(loadings, scores, lens, np.zeros((len(scores), 3)), np.zeros(2))
    seen = _seen(table.start, table.code, loadings)
    total = float(np.sum(table.tally * centred**2))
    noise = total / max(1, len(table.code))
    doubt = np.full(2, np.inf)
    for axis, column in ((0, 0), (1, 2)):
        spread = float(np.sum(scores[:, axis] ** 2)) - noise * float(np.sum(seen[:, column]))
        weight = float(np.sum(seen[:, column] ** 2))
        if weight > 0:
            doubt[axis] = noise * weight / max(spread, 1e-3 * noise)
    doubt = np.minimum(doubt, 1e9)
    a, b, d = seen[:, 0] + doubt[0], seen[:, 1], seen[:, 2] + doubt[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        lens = np.stack([d, -b, a], axis=1) / (a * d - b * b)[:, None]
    return Axes(loadings, scores, np.where(np.isfinite(lens), lens, 0.0), seen, doubt)


def seen_through(lens: Array, scores: Array) -> Array:
    """Places (n, 2) of two scores."""
    x, y = scores[:, 0], scores[:, 1]
    return np.stack([lens[:, 0] * x + lens[:, 1] * y, lens[:, 1] * x + lens[:, 2] * y], axis=1)


def _turn(loadings: Array, before: Array | None) -> None:
    """Fix the signs: as before, else the largest loading of each axis positive."""
    for axis in range(loadings.shape[1]):
        own = loadings[:, axis]
        guide = own[np.argmax(np.abs(own))] if before is None or axis > 1 else np.sum(own * before[:, axis])
        if guide < 0:
            loadings[:, axis] = -own


@njit(cache=True)
def _length(a: Array) -> float:
    total = 0.0
    for one in a:
        total += one * one
    return math.sqrt(total)


@njit(cache=True)
def _pass(start: Array, code: Array, centred: Array, w: Array) -> Array:
    """X'Xw in one reading of the votes."""
    m = len(w)
    worth, pull = np.empty(3 * m), np.zeros(3 * m)
    for j in range(m):
        for v in range(3):
            worth[3 * j + v] = centred[j, v] * w[j]
    for i in range(len(start) - 1):
        score = 0.0
        for at in range(start[i], start[i + 1]):
            score += worth[code[at]]
        for at in range(start[i], start[i + 1]):
            pull[code[at]] += score
    out = np.empty(m)
    for j in range(m):
        out[j] = centred[j, 0] * pull[3 * j] + centred[j, 1] * pull[3 * j + 1] + centred[j, 2] * pull[3 * j + 2]
    return out


@njit(cache=True)
def _orthogonal(basis: Array, last: int, image: Array) -> tuple[float, float]:
    """Take from ``image`` what the basis has already, twice, and scale it to one: its share of the last, and its length."""
    m = len(image)
    share = 0.0
    for again in range(2):
        for k in range(last, -1, -1):
            dot = 0.0
            for j in range(m):
                dot += basis[k, j] * image[j]
            if again == 0 and k == last:
                share = dot
            for j in range(m):
                image[j] -= dot * basis[k, j]
    size = _length(image)
    if size > 0:
        for j in range(m):
            image[j] /= size
    return share, size


@njit(cache=True)
def _combined(basis: Array, mix: Array) -> Array:
    out = np.zeros((basis.shape[1], mix.shape[1]))
    for k in range(len(basis)):
        for j in range(basis.shape[1]):
            for q in range(mix.shape[1]):
                out[j, q] += basis[k, j] * mix[k, q]
    return out


@njit(cache=True)
def _scores(start: Array, code: Array, centred: Array, loadings: Array) -> Array:
    q = loadings.shape[1]
    worth = np.empty((3 * len(loadings), q))
    for j in range(len(loadings)):
        for v in range(3):
            for a in range(q):
                worth[3 * j + v, a] = centred[j, v] * loadings[j, a]
    out = np.zeros((len(start) - 1, q))
    for i in range(len(out)):
        for at in range(start[i], start[i + 1]):
            for a in range(q):
                out[i, a] += worth[code[at], a]
    return out


@njit(cache=True)
def _seen(start: Array, code: Array, loadings: Array) -> Array:
    """How much of each axis each voter's statements hold: sums of products of loadings, 11, 12 and 22."""
    out = np.zeros((len(start) - 1, 3))
    for i in range(len(out)):
        for at in range(start[i], start[i + 1]):
            x, y = loadings[code[at] // 3, 0], loadings[code[at] // 3, 1]
            out[i, 0] += x * x
            out[i, 1] += x * y
            out[i, 2] += y * y
    return out
