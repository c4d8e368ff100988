"""Join or not: how an item and a story are weighed, against what chance brings and what true company looks like."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from groundswell.science.stories import index, score

Array = NDArray[Any]

# Fitted once, by logistic regression, to the first half of a set of news sorted by hand and to made streams of it from ten to
# 20,000 items; the second half and the other streams of the benchmark only judge it.
LINE = 0.62
_FADE_HOURS, _FADE_POWER = 64.90, 1.2220
_WEIGHTS = np.array(
    [-2.068, 6.0, 2.647, -3.125, 4.881, -1.065, -4.62, -1.105, 2.753, 0.329,
     -0.033, 4.354, 0.539, -0.189, 2.149, -0.716, -0.224, -0.521, 6.052]
)  # fmt: skip
_RATE = 0.01
# What is taken for granted before anything has been seen: likeness by chance, likeness in company, and how often seen.
START = (0.05, 0.3, 0.0, 0.0)
CHANCE, COMPANY, N_CHANCE, N_COMPANY = range(4)


@njit(cache=True)
def look(
    terms: Array, weights: Array, flags: Array, at: float, horizon: float, scale: float, budget: int, log_df: Array,
    middle: Array, capital: Array, start: Array, length: Array, pool_slot: Array, pool_weight: Array, first: Array, last: Array,
    norm: Array, story: Array, term_start: Array, term_end: Array, store_tid: Array, store_weight: Array, store_flag: Array,
    head: Array, before: Array, partial: Array, story_best: Array, likeness: Array,
) -> tuple[Array, Array, Array, Array, Array]:  # fmt: skip
    """Search, measure and weigh in one compiled call.

    Returns the numbers of the nearest live stories (-1 where there are fewer), the slot nearest in each, how many of its
    items were measured, the chance that the item tells it, and how near it is.
    """
    top, found = index.search(
        terms, weights, scale, horizon, budget, log_df, start, length, pool_slot, pool_weight, last, norm, story, partial,
        story_best,
    )  # fmt: skip
    features, nearest = score.measure(
        top, found, at, horizon, terms, weights, flags, scale, log_df, middle, capital, term_start, term_end, store_tid,
        store_weight, store_flag, first, last, head, before,
    )  # fmt: skip
    chance, near = chances(features, likeness)
    return top, nearest, features[:, score.MEMBERS], chance, near


@njit(cache=True)
def chances(features: Array, likeness: Array) -> tuple[Array, Array]:
    """For each story the chance that the item tells it, and how near it is with time faded in."""
    terms, near = weigh(features, likeness)
    out = np.zeros(len(near))
    for k in range(len(near)):
        if terms[k, 0] > 0.0:
            total = 0.0
            for i in range(len(_WEIGHTS)):
                total += _WEIGHTS[i] * terms[k, i]
            out[k] = 1.0 / (1.0 + math.exp(-min(30.0, max(-30.0, total))))
    return out, near


@njit(cache=True)
def weigh(features: Array, likeness: Array) -> tuple[Array, Array]:
    """What is weighed of each story that is not far behind the nearest (rows that begin with 1), and how near each is.

    Nearness is placed between what chance brings (0) and what true company looks like (1); features of the pair, the
    runner-up and the time between move the line that stands between them.
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
    scale = max(0.05, likeness[COMPANY] - likeness[CHANCE])
    out = np.zeros((n, len(_WEIGHTS)))
    for k in range(n):
        if near[k] <= 0.0 or near[k] < 0.4 * first:
            continue
        f, terms = features[k], out[k]
        other = second if near[k] == first else first
        terms[0] = 1.0
        terms[1] = (near[k] - likeness[CHANCE]) / scale
        terms[2] = f[score.COSINE] - near[k]
        terms[3] = f[score.TITLE_COSINE]
        terms[4] = f[score.MINE_COVERED]
        terms[5] = f[score.THEIRS_COVERED]
        terms[6] = f[score.RAREST]
        terms[7] = f[score.NEXT_RAREST]
        terms[8] = f[score.NAMES]
        terms[9] = f[score.COUNT] - 1.5
        terms[10] = f[score.NUMBERS]
        terms[11] = (near[k] - other) / scale
        terms[12] = f[score.LENGTH] - 3.0
        terms[13] = math.log((near[k] + 0.02) / (likeness[CHANCE] + 0.02))
        terms[14] = math.log((near[k] + 0.02) / (other + 0.02))
        terms[15] = f[score.NAME_MASS]
        terms[16] = min(math.expm1(f[score.GAP]) / 24.0, 10.0)
        terms[17] = likeness[COMPANY] - 0.3
        terms[18] = likeness[CHANCE] - 0.1
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
