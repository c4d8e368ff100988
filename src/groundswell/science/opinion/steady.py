"""Would the groups be the same, had other voters come? Voters are drawn anew and grouped again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import pdtr

from groundswell.science.opinion.axes import Axes
from groundswell.science.opinion.camps import agreement, camps

Array = NDArray[Any]

_DRAWS = 20
# How often one is drawn: Poisson with mean 1, in 65,536 parts.
_TIMES = np.repeat(np.arange(10.0), np.diff(np.rint(65536 * pdtr(np.arange(10), 1.0)), prepend=0).astype(np.int64))


def stability(axes: Axes, grouped: Array, labels: Array, k: int, *, seed: int, as_polis: bool) -> float:
    """Mean adjusted Rand index between ``labels`` of the ``grouped`` voters and groups of voters drawn with replacement.

    Each voter is drawn a Poisson number of times; the axes turn within the strongest directions of the whole.
    """
    if k < 2 or not len(grouped):
        return 1.0
    rng = np.random.default_rng([seed, 1])
    scores, lens = axes.scores[grouped], axes.lens[grouped]
    total = 0.0
    for _ in range(_DRAWS):
        drawn = _TIMES[rng.integers(0, len(_TIMES), len(axes.scores), dtype=np.uint16)]
        weight = drawn[grouped]
        if not weight.any():
            continue
        places = _seen_anew(scores, _turned(axes.scores, drawn), lens)
        fresh = camps(places, weight, k, seed=int(rng.integers(2**31)), as_polis=as_polis, rounds=1)
        total += agreement(labels, fresh.labels)
    return total / _DRAWS


def _turned(scores: Array, weight: Array) -> Array:
    """The two strongest directions of the drawn voters, in the frame of the old ones so that lenses still fit."""
    spread = _spread(scores, weight)
    _, vectors = np.linalg.eigh(spread)
    axes = vectors[:, :-3:-1]
    left, _, right = np.linalg.svd(axes[:2])
    return np.ascontiguousarray(axes @ (left @ right).T)


@njit(cache=True)
def _seen_anew(scores: Array, turn: Array, lens: Array) -> Array:
    """Places on turned axes."""
    out = np.empty((len(scores), 2))
    for i in range(len(scores)):
        x = y = 0.0
        for q in range(scores.shape[1]):
            x += scores[i, q] * turn[q, 0]
            y += scores[i, q] * turn[q, 1]
        out[i, 0], out[i, 1] = lens[i, 0] * x + lens[i, 1] * y, lens[i, 1] * x + lens[i, 2] * y
    return out


@njit(cache=True)
def _spread(scores: Array, weight: Array) -> Array:
    q = scores.shape[1]
    out = np.zeros((q, q))
    for i in range(len(scores)):
        if weight[i] > 0:
            for a in range(q):
                pull = weight[i] * scores[i, a]
                for b in range(a + 1):
                    out[a, b] += pull * scores[i, b]
    for a in range(q):
        for b in range(a):
            out[b, a] = out[a, b]
    return out
