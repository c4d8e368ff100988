"""Join or not: how an item and a story are weighed, against what chance brings and what true company looks like."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from groundswell.science.stories import score

Array = NDArray[Any]

# Fitted once, by logistic regression, to the first half of a set of news sorted by hand and to made streams of its titles at
# 1,000 to 20,000 items; the second half and the other streams of the benchmark only judge it.
LINE = 0.62
_FADE_HOURS, _FADE_POWER = 64.90, 1.2220
_LINE = 0.3447
_STEEPNESS = 6.0
_WEIGHTS = np.array(
    [0.4412, -0.5208, 0.8135, -0.1775, -0.7700, -0.1841, 0.4589, 0.0549, -0.0055,
     0.7257, 0.0898, -0.0315, 0.3581, -0.1193, -0.0374, -0.0868, 1.0086]
)  # fmt: skip
_RATE = 0.01
# What is taken for granted before anything has been seen: likeness by chance, likeness in company, and how often seen.
START = (0.05, 0.3, 0.0, 0.0)
CHANCE, COMPANY, N_CHANCE, N_COMPANY = range(4)


@njit(cache=True)
def chances(features: Array, likeness: Array) -> tuple[Array, Array]:
    """For each story the chance that the item tells it, and how near it is with time faded in.

    Nearness is placed between what chance brings (0) and what true company looks like (1); the line stands in between,
    and features of the pair move it.
    """
    n = len(features)
    near = np.zeros(n)
    first = second = 0.0
    for k in range(n):
        hours = math.expm1(features[k, score.GAP])
        near[k] = min(features[k, score.MEAN], features[k, score.COSINE]) * (1.0 + hours / _FADE_HOURS) ** -_FADE_POWER
        if near[k] > first:
            first, second = near[k], first
        elif near[k] > second:
            second = near[k]
    out = np.zeros(n)
    scale = max(0.05, likeness[COMPANY] - likeness[CHANCE])
    terms = np.zeros(len(_WEIGHTS))
    for k in range(n):
        if near[k] <= 0.0 or near[k] < 0.4 * first:
            continue
        f = features[k]
        other = second if near[k] == first else first
        terms[0] = f[score.COSINE] - near[k]
        terms[1] = f[score.TITLE_COSINE]
        terms[2] = f[score.MINE_COVERED]
        terms[3] = f[score.THEIRS_COVERED]
        terms[4] = f[score.RAREST]
        terms[5] = f[score.NEXT_RAREST]
        terms[6] = f[score.NAMES]
        terms[7] = f[score.COUNT] - 1.5
        terms[8] = f[score.NUMBERS]
        terms[9] = (near[k] - other) / scale
        terms[10] = f[score.LENGTH] - 3.0
        terms[11] = math.log((near[k] + 0.02) / (likeness[CHANCE] + 0.02))
        terms[12] = math.log((near[k] + 0.02) / (other + 0.02))
        terms[13] = f[score.NAME_MASS]
        terms[14] = min(math.expm1(f[score.GAP]) / 24.0, 10.0)
        terms[15] = likeness[COMPANY] - 0.3
        terms[16] = likeness[CHANCE] - 0.1
        total = (near[k] - likeness[CHANCE]) / scale - _LINE
        for i in range(len(_WEIGHTS)):
            total += _WEIGHTS[i] * terms[i]
        out[k] = 1.0 / (1.0 + math.exp(-min(30.0, max(-30.0, _STEEPNESS * total))))
    return out, near


@njit(cache=True)
def learn(likeness: Array, near: Array, chosen: int) -> None:
    """Let the running means follow: how near the nearest story is that the item did not join, and the one it did."""
    by_chance = 0.0
    for k in range(len(near)):
        if k != chosen:
            by_chance = max(by_chance, near[k])
    likeness[N_CHANCE] += 1.0
    likeness[CHANCE] += max(_RATE, 1.0 / (20.0 + likeness[N_CHANCE])) * (by_chance - likeness[CHANCE])
    if chosen >= 0:
        likeness[N_COMPANY] += 1.0
        likeness[COMPANY] += max(_RATE, 1.0 / (20.0 + likeness[N_COMPANY])) * (near[chosen] - likeness[COMPANY])
