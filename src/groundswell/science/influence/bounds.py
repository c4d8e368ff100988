"""How far the most likely values may be off, and whether an influence is there at all."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from groundswell.science.influence.concave import Optimum, Problem, climb, solve
from groundswell.science.influence.results import LikelihoodRatio

Array = NDArray[Any]

Z95 = 1.959963984540054


def uncertainty(found: Optimum) -> Array:
    """(values, values): covariances by the curvature where we stand; values at zero are taken as known."""
    free = np.flatnonzero(found.x > 0)
    spread = np.zeros((len(found.x), len(found.x)))
    spread[np.ix_(free, free)] = solve(found.curvature[np.ix_(free, free)], np.eye(len(free)))
    return spread


def intervals(found: Optimum, spread: Array, unknown: Array) -> Array:
    """(values, 2): where each lies, 95 %.

    A value at zero reaches up to where the quadratic that touches the log-likelihood has fallen by half the chi-square
    quantile, the other values following; one of which nothing is known lies anywhere.
    """
    reach = Z95 * np.sqrt(np.maximum(np.diag(spread), 0.0))
    out = np.stack([np.maximum(found.x - reach, 0.0), found.x + reach], axis=1)
    out[unknown, 1] = math.inf
    at_zero = np.flatnonzero((found.x <= 0) & ~unknown)
    cross = found.curvature[:, at_zero]
    own = found.curvature[at_zero, at_zero]
    left = np.maximum(own - np.einsum("qz,qz->z", cross, spread @ cross), 1e-9 * own)
    for q, bend in zip(at_zero, left.tolist(), strict=True):
        down = -min(float(found.gradient[q]), 0.0)
        if bend > 0:
            out[q, 1] = Z95**2 / (down + math.sqrt(down * down + Z95**2 * bend))
        else:
            out[q, 1] = 0.5 * Z95**2 / down if down > 0 else math.inf
    return out


def likelihood_ratio(problem: Problem, found: Optimum, without: Array, held: Array) -> LikelihoodRatio:
    """What leaving some values out loses; ``without`` are their places."""
    if bool(held[without].all()):
        return LikelihoodRatio(math.nan, math.nan)
    if not bool(np.any(found.x[without] > 0)):
        return LikelihoodRatio(0.0, 1.0)
    start, left_out = found.x.copy(), held.copy()
    start[without], left_out[without] = 0.0, True
    null = climb(problem, problem.lifted(start), held=left_out)
    statistic = max(2.0 * (found.value - null.value), 0.0)
    tested = without[~held[without]]
    return LikelihoodRatio(statistic, _tail(statistic, found.curvature, tested, ~held))


def _tail(statistic: float, curve: Array, tested: Array, live: Array) -> float:
    """How often values that are none would seem to be at least so much, none being able to fall under zero.

    One value: half the time nothing is seen, else a chi-square of one. Two: shares by their correlation. More: a bound.
    """
    if statistic <= 0.0:
        return 1.0
    n = len(tested)
    if n == 1:
        return 0.5 * float(chdtrc(1, statistic))
    if n > 2:
        return 0.5 * float(chdtrc(n - 1, statistic) + chdtrc(n, statistic))
    places = np.flatnonzero(live)
    into = (places[:, None] == tested[None, :]).astype(float)
    alike = into.T @ solve(curve[np.ix_(places, places)], into)
    together = float(np.clip(alike[0, 1] / math.sqrt(max(alike[0, 0] * alike[1, 1], 1e-300)), -1.0, 1.0))
    both = 0.25 + math.asin(together) / (2.0 * math.pi)
    return 0.5 * float(chdtrc(1, statistic)) + both * float(chdtrc(2, statistic))
