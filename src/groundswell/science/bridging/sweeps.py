"""The compiled sweeps of the factor model: each side's best values given the other's, over ratings grouped by one of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]


@njit(cache=True)
def within(numbers: Array, most: int) -> bool:
    """Whether all are from 0 to under ``most``; unsigned numbers too large for the type have turned negative."""
    fine = True
    for one in numbers:
        fine &= (one >= 0) & (one < most)
    return fine


@njit(cache=True)
def between(values: Array) -> bool:
    """Whether all lie between 0 and 1."""
    fine = True
    for one in values:
        fine &= (one >= 0.0) & (one <= 1.0)
    return fine


@njit(cache=True)
def grouped(key: Array, other: Array, given: Array, n: int) -> tuple[Array, Array, Array]:
    """Ratings in the order of ``key``: where each key's begin, then one piece of memory seen in two ways, as whole
    numbers and as parts: number 2i is whom rating i concerns, part 2i + 1 what it says."""
    start = np.zeros(n + 1, np.int64)
    for k in key:
        start[k + 1] += 1
    for k in range(n):
        start[k + 1] += start[k]
    place = start[:-1].copy()
    partner = np.empty(2 * len(key), np.int32)
    value = partner.view(np.float32)
    for i in range(len(key)):
        at = place[key[i]]
        partner[2 * at], value[2 * at + 1] = other[i], given[i]
        place[key[i]] = at + 1
    return start, partner, value


@njit(cache=True)
def solve(
    start: Array, partner: Array, value: Array, mean: float, there: Array, penalty: Array, here: Array
) -> tuple[float, float, float]:
    """Set each row of ``here`` to its best intercept and factor; returns squared errors, their plain sum, and the
    squared norm of half the gradient as it was before."""
    squares = left = gradient = 0.0
    for k in range(len(here)):
        n = start[k + 1] - start[k]
        if n == 0:
            here[k, 0] = here[k, 1] = 0.0
            continue
        x = xx = e = ee = ex = 0.0
        for at in range(start[k], start[k + 1]):
            other = partner[2 * at]
            factor = there[other, 1]
            error = value[2 * at + 1] - mean - there[other, 0]
            x += factor
            xx += factor * factor
            e += error
            ee += error * error
            ex += error * factor
        a, d = n + penalty[0], xx + penalty[1]
        gradient += (a * here[k, 0] + x * here[k, 1] - e) ** 2 + (d * here[k, 1] + x * here[k, 0] - ex) ** 2
        det = a * d - x * x
        i, f = (d * e - x * ex) / det, (a * ex - x * e) / det
        here[k, 0], here[k, 1] = i, f
        left += e - n * i - x * f
        squares += ee - 2 * (i * e + f * ex - i * f * x) + n * i * i + f * f * xx
    return squares, left, gradient


@njit(cache=True)
def turn(start: Array, partner: Array, value: Array, mean: float, there: Array, here: Array) -> None:
    """One step of power iteration on what the intercepts leave: factors of mean square one."""
    total = 0.0
    for k in range(len(here)):
        pull = 0.0
        for at in range(start[k], start[k + 1]):
            other = partner[2 * at]
            pull += (value[2 * at + 1] - mean - here[k, 0] - there[other, 0]) * there[other, 1]
        here[k, 1] = pull
        total += pull * pull
    if total > 0:
        here[:, 1] /= np.sqrt(total / len(here))


@njit(cache=True)
def inner(a: Array, b: Array) -> Array:
    """Inner products of rows, summed in a fixed order."""
    out = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            total = 0.0
            for k in range(a.shape[1]):
                total += a[i, k] * b[j, k]
            out[i, j] = total
    return out
