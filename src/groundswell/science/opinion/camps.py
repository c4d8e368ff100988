"""Groups among places on a plane: k-means on few weighted points, and how many groups there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]

MOST_GROUPS = 5
_STARTS, _ROUNDS, _LAST_ROUNDS = 8, 100, 20
_CELLS, _EXACT_UP_TO = 40, 1000
_BASES, _BASE_ROUNDS, _GROUP_ROUNDS, _STILL = 100, 100, 20, 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Camps:
    """Group of each place and centres (k, 2), the largest group first; ``width`` is the mean silhouette of each k tried."""

    labels: Array
    centres: Array
    width: dict[int, float]


def camps(
    places: Array,
    weight: Array,
    k: int | None,
    *,
    seed: int,
    as_polis: bool,
    near: Array | None = None,
    held: int = 0,
    rounds: int = _LAST_ROUNDS,
) -> Camps:
    """Groups of ``places`` (n, 2), each counting ``weight`` times; ``near`` are centres to try first.

    Without ``k`` it is the number from 2 to 5 whose groups are best apart (mean silhouette), fewer where there are few
    places. A number ``held`` before stays while it is within .01 of the best.
    """
    cell, points, mass = _bases(places, weight) if as_polis else _cells(places, weight)
    distinct = int(_distinct(points, mass, MOST_GROUPS if k is None else k))
    wanted = list(range(2, 1 + min(MOST_GROUPS, 2 + len(points) // 12, distinct))) if k is None else [min(k, distinct)]
    if not wanted or wanted == [1] or not len(places):
        centre = np.average(places, axis=0, weights=weight)[None] if len(places) else np.zeros((0, 2))
        return Camps(np.zeros(len(places), np.int64), centre, {})
    draws = np.random.default_rng(seed).random((_STARTS, MOST_GROUPS if k is None else max(k, MOST_GROUPS)))
    found: dict[int, tuple[Array, Array]] = {}
    for count in wanted:
        if as_polis:
            found[count] = _settle(points, mass, points[:count].copy(), _GROUP_ROUNDS, _STILL)
        else:
            first = near if near is not None and len(near) == count else np.zeros((0, 2))
            found[count] = _best(points, mass, count, draws, first)
    width = {}
    if k is None:
        labels = np.stack([found[count][0] for count in wanted])
        widths = _silhouettes(points, mass, labels)
        width = dict(zip(wanted, widths.tolist(), strict=True))
        chosen = max(wanted, key=lambda count: (width[count], -count))
        if held in width and width[held] >= width[chosen] - 0.01:
            chosen = held
    else:
        chosen = wanted[0]
    own, centres = found[chosen]
    own = own[cell]
    if not as_polis and len(points) < len(places):
        own, centres = _settle(places, weight, centres, rounds, 0.0)
    return _by_size(places, weight, own, width)


def agreement(one: Array, other: Array) -> float:
    """Adjusted Rand index of two groupings of the same places: 1 the same, 0 as by chance."""
    table = _crossed(one, other, int(one.max()) + 1, int(other.max()) + 1).astype(np.float64)

    def pairs(counts: Array) -> float:
        return float(np.sum(counts * (counts - 1)) / 2)

    both, rows, columns, every = pairs(table), pairs(table.sum(1)), pairs(table.sum(0)), pairs(table.sum()[None])
    expected, most = rows * columns / every if every else 0.0, (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _by_size(places: Array, weight: Array, labels: Array, width: dict[int, float]) -> Camps:
    """Groups numbered from the largest, those that nobody is in left out."""
    mass = np.bincount(labels, weight)
    heads = np.bincount(labels)
    centres = np.stack([np.bincount(labels, weight * places[:, a]) for a in (0, 1)], axis=1) / np.maximum(mass, 1e-300)[:, None]
    order = [int(j) for j in np.lexsort((centres[:, 0], -heads)) if heads[j]]
    name = np.zeros(len(heads), np.int64)
    name[order] = np.arange(len(order))
    return Camps(name[labels], centres[order], width)


def _cells(places: Array, weight: Array) -> tuple[Array, Array, Array]:
    """Places gathered in the cells of a grid where there are many; each cell stands at the mean of its own."""
    if len(places) <= _EXACT_UP_TO:
        return np.arange(len(places)), places, weight
    cell, sums = _gathered(places, weight)
    used = np.flatnonzero(sums[:, 2] > 0)
    number = np.zeros(len(sums), np.int64)
    number[used] = np.arange(len(used))
    return number[cell], sums[used, :2] / sums[used, 2:], np.ascontiguousarray(sums[used, 2])


@njit(cache=True)
def _gathered(places: Array, weight: Array) -> tuple[Array, Array]:
    """Each place's cell of the grid over all of them, and each cell's weighted sums and weight."""
    low, high = places[0].copy(), places[0].copy()
    for i in range(len(places)):
        for a in range(2):
            low[a], high[a] = min(low[a], places[i, a]), max(high[a], places[i, a])
    cell, sums = np.empty(len(places), np.int32), np.zeros((_CELLS * _CELLS, 3))
    fine_x, fine_y = _CELLS / max(high[0] - low[0], 1e-300), _CELLS / max(high[1] - low[1], 1e-300)
    for i in range(len(places)):
        x = min(int((places[i, 0] - low[0]) * fine_x), _CELLS - 1)
        y = min(int((places[i, 1] - low[1]) * fine_y), _CELLS - 1)
        cell[i] = x * _CELLS + y
        sums[cell[i], 0] += weight[i] * places[i, 0]
        sums[cell[i], 1] += weight[i] * places[i, 1]
        sums[cell[i], 2] += weight[i]
    return cell, sums


def _bases(places: Array, weight: Array) -> tuple[Array, Array, Array]:
    """Polis' base clusters: k-means with a hundred centres, which begin at the first different places."""
    first: dict[tuple[float, float], None] = {}
    for place in zip(*places.T.tolist(), strict=True):
        first.setdefault(place)
        if len(first) == _BASES:
            break
    cell, points = _settle(places, weight, np.array(list(first)).reshape(-1, 2), _BASE_ROUNDS, _STILL)
    return cell, points, np.bincount(cell, weight, len(points))


def _best(points: Array, mass: Array, k: int, draws: Array, first: Array) -> tuple[Array, Array]:
    """The tightest of several settlings: from ``first``, if any, and from far apart points."""
    best: tuple[float, Array, Array] | None = None
    starts = ([first.copy()] if len(first) else []) + [_spread(points, mass, k, row) for row in draws]
    for start in starts:
        labels, centres = _settle(points, mass, start, _ROUNDS, 0.0)
        loss = _looseness(points, mass, labels, centres)
        if best is None or loss < best[0] - 1e-12 * abs(best[0]):
            best = (loss, labels, centres)
    assert best is not None
    return best[1], best[2]


@njit(cache=True)
def _distinct(points: Array, mass: Array, most: int) -> int:
    """How many different points there are, counted up to ``most``."""
    seen = np.empty((most, 2))
    n = 0
    for i in range(len(points)):
        if n == most:
            break
        new = mass[i] > 0
        for j in range(n):
            new = new and (points[i, 0] != seen[j, 0] or points[i, 1] != seen[j, 1])
        if new:
            seen[n] = points[i]
            n += 1
    return n


@njit(cache=True)
def _spread(points: Array, mass: Array, k: int, draws: Array) -> Array:
    """Starting centres: each drawn by mass times squared distance to the nearest so far (k-means++)."""
    centres = np.zeros((k, 2))
    far = mass.copy()
    for j in range(k):
        total = 0.0
        for i in range(len(far)):
            total += far[i]
        left, at = draws[j] * total, 0
        for i in range(len(far)):
            if far[i] > 0:
                at = i
                left -= far[i]
                if left < 0:
                    break
        centres[j] = points[at]
        for i in range(len(far)):
            apart = mass[i] * ((points[i, 0] - points[at, 0]) ** 2 + (points[i, 1] - points[at, 1]) ** 2)
            far[i] = apart if j == 0 else min(far[i], apart)
    return centres


@njit(cache=True)
def _settle(points: Array, mass: Array, centres: Array, rounds: int, still: float) -> tuple[Array, Array]:
    """Lloyd's rounds until no label changes, or no centre moves by ``still``; centres left alone are dropped."""
    labels = np.full(len(points), -1, np.int64)
    for _ in range(rounds):
        k = len(centres)
        sums, heads = np.zeros((k, 3)), np.zeros(k, np.int64)
        changed = False
        for i in range(len(points)):
            best, least = 0, np.inf
            for j in range(k):
                x, y = points[i, 0] - centres[j, 0], points[i, 1] - centres[j, 1]
                apart = x * x + y * y
                if apart < least:
                    best, least = j, apart
            changed = changed or labels[i] != best
            labels[i] = best
            heads[best] += 1
            sums[best, 0] += mass[i] * points[i, 0]
            sums[best, 1] += mass[i] * points[i, 1]
            sums[best, 2] += mass[i]
        number, used = np.zeros(k, np.int64), 0
        moved = 0.0
        fresh = np.empty((k, 2))
        for j in range(k):
            if heads[j] > 0:
                number[j] = used
                fresh[used] = centres[j]
                if sums[j, 2] > 0:
                    fresh[used, 0], fresh[used, 1] = sums[j, 0] / sums[j, 2], sums[j, 1] / sums[j, 2]
                moved = max(moved, (fresh[used, 0] - centres[j, 0]) ** 2 + (fresh[used, 1] - centres[j, 1]) ** 2)
                used += 1
        if used < k:
            for i in range(len(points)):
                labels[i] = number[labels[i]]
        centres = fresh[:used].copy()
        if used == k and (not changed or moved < still * still):
            break
    return labels, centres


@njit(cache=True)
def _looseness(points: Array, mass: Array, labels: Array, centres: Array) -> float:
    total = 0.0
    for i in range(len(points)):
        x, y = points[i, 0] - centres[labels[i], 0], points[i, 1] - centres[labels[i], 1]
        total += mass[i] * (x * x + y * y)
    return total


@njit(cache=True)
def _silhouettes(points: Array, mass: Array, labels: Array) -> Array:
    """Mean silhouette of each labelling (rows), points counting by their mass; a group of one has none."""
    tried, n = labels.shape
    most = labels.max() + 1
    whole = np.zeros((tried, most))
    every = 0.0
    for i in range(n):
        every += mass[i]
        for t in range(tried):
            whole[t, labels[t, i]] += mass[i]
    out = np.zeros(tried)
    far = np.empty((tried, most))
    for i in range(n):
        far[:] = 0.0
        for o in range(n):
            x, y = points[i, 0] - points[o, 0], points[i, 1] - points[o, 1]
            apart = mass[o] * np.sqrt(x * x + y * y)
            for t in range(tried):
                far[t, labels[t, o]] += apart
        for t in range(tried):
            own = labels[t, i]
            if whole[t, own] <= 1.0:
                continue
            inside, outside = far[t, own] / (whole[t, own] - 1.0), np.inf
            for j in range(most):
                if j != own and whole[t, j] > 0:
                    outside = min(outside, far[t, j] / whole[t, j])
            if outside < np.inf and max(inside, outside) > 0:
                out[t] += mass[i] * (outside - inside) / max(inside, outside)
    return out / max(every, 1e-300)


@njit(cache=True)
def _crossed(one: Array, other: Array, rows: int, columns: int) -> Array:
    out = np.zeros((rows, columns), np.int64)
    for i in range(len(one)):
        out[one[i], other[i]] += 1
    return out
