"""Chains as trees: the root and generation of each pass-on, the size under it, and how far apart two people are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]


@njit(cache=True)
def climb(parent: Array) -> tuple[Array, Array, int]:
    """The root and the generation (0 for a root) of each, and one that stands in a circle, or -1."""
    n = len(parent)
    root, depth = np.full(n, -1, np.int32), np.zeros(n, np.int32)
    path = np.empty(n, np.int32)
    for i in range(n):
        steps, at = 0, i
        while root[at] < 0:
            root[at] = n  # on the way up now
            path[steps] = at
            steps += 1
            if parent[at] < 0:
                root[at], depth[at] = at, 0
                steps -= 1
                break
            at = parent[at]
            if root[at] == n:
                return root, depth, at
        while steps:
            steps -= 1
            below = path[steps]
            root[below], depth[below] = root[at], depth[at] + 1
            at = below
    return root, depth, -1


@njit(cache=True)
def by_depth(depth: Array, generations: Array) -> Array:
    """All, the deepest last."""
    place = np.zeros(len(generations) + 1, np.int64)
    for d in range(len(generations)):
        place[d + 1] = place[d] + generations[d]
    order = np.empty(len(depth), np.int32)
    for i in range(len(depth)):
        order[place[depth[i]]] = i
        place[depth[i]] += 1
    return order


@njit(cache=True)
def distances(parent: Array, order: Array) -> tuple[float, float]:
    """Over all pairs of people in one chain: the steps between them, summed, and the number of pairs.

    A step between two hands is on the way of every pair that it parts: those below times those not below.
    """
    n = len(parent)
    size = np.ones(n, np.int32)
    for k in range(n - 1, -1, -1):
        i = order[k]
        if parent[i] >= 0:
            size[parent[i]] += size[i]
    whole = size.copy()
    steps = pairs = 0.0
    for k in range(n):
        i = order[k]
        if parent[i] >= 0:
            whole[i] = whole[parent[i]]
            steps += float(size[i]) * float(whole[i] - size[i])
        else:
            pairs += 0.5 * float(size[i]) * float(size[i] - 1)
    return steps, pairs
