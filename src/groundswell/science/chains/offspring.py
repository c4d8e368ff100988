"""How many further hands one pass-on leads to, when the youngest have not had their time yet."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import gammaln

Array = NDArray[Any]

_BINS = 1 << 16
# Older than this, fewer than so many pass-ons have been watched: nothing is said of such ages.
LEAST_WATCHED = 30
_REPLICATES = 1000
_ROOTS_DRAWN = 20_000
_AGES = 64
_MOST = 1e4


@njit(cache=True)
def _count(parent: Array, created: Array, now: float, width: float, bins: int) -> tuple[Array, Array, Array]:
    """By age: how many were watched up to it, how many further hands came at it; and the hands of each."""
    watched, came = np.zeros(bins), np.zeros(bins)
    children = np.zeros(len(parent), np.int32)
    for i in range(len(parent)):
        watched[min(bins - 1, int((now - created[i]) / width))] += 1.0
        above = parent[i]
        if above >= 0:
            came[min(bins - 1, int((created[i] - created[above]) / width))] += 1.0
            children[above] += 1
    return watched, came, children


@njit(cache=True)
def _share_out(
    parent: Array, created: Array, root: Array, now: float, width: float, last: int, weight: Array, loss: Array
) -> Array:
    """What each chain adds to the error of R: its further hands, each weighed, less what was to be expected of it."""
    out = np.zeros(len(parent))
    for i in range(len(parent)):
        out[root[i]] -= loss[min(last, int((now - created[i]) / width))]
        above = parent[i]
        if above >= 0:
            bin = int((created[i] - created[above]) / width)
            if bin <= last:
                out[root[i]] += weight[bin]
    return out


class Offspring:
    """Further hands by age: the mean cumulative count of a pass-on, those still young leaving as their age ends.

    ``by_age`` is that count at the end of each bin of age (Nelson and Aalen's estimate for events that recur); ``R`` its
    last value, at the oldest age to which at least thirty pass-ons were watched.
    """

    def __init__(self, parent: Array, created: Array, now: float) -> None:
        self._parent, self._created, self._now = parent, created, now
        span = max(float(now - created.min()), 1e-9)
        self.width = span / _BINS * (1 + 1e-9)
        ended, came, self.children = _count(parent, created, now, self.width, _BINS)
        still = np.cumsum(ended[::-1])[::-1]
        self._at_risk = np.maximum(still - 0.5 * ended, 0.5)
        enough = min(LEAST_WATCHED, max(1, math.ceil(len(parent) / 10)))
        self._last = max(0, int(np.count_nonzero(still >= enough)) - 1)
        self._rates = came / self._at_risk
        self._rates[self._last + 1 :] = 0.0
        self.by_age = np.cumsum(self._rates)
        self.R = float(self.by_age[-1])
        self.watched = (self._last + 1) * self.width

    def interval(self, root: Array, seed: int) -> tuple[float, float]:
        """Where R lies, 95 %: chains are drawn anew, as wholes."""
        if self.R == 0.0:
            return 0.0, min(3.0 / len(self._parent), 3.0)
        weight = 1.0 / self._at_risk
        loss = np.cumsum(self._rates * weight)
        added = _share_out(self._parent, self._created, root, self._now, self.width, self._last, weight, loss)
        return drawn(added[root == np.arange(len(root))] / self.R, self.R, seed)

    def dispersion(self) -> float:
        """How unevenly further hands are spread: k of a negative binomial, each pass-on expected its share by its age."""
        if self.R == 0.0:
            return math.inf
        bins = np.minimum(((self._now - self._created) / self.width).astype(np.int64), self._last)
        expected = self.by_age[bins]
        group = np.minimum((expected / self.R * _AGES).astype(np.int64), _AGES - 1)
        mean = np.bincount(group, expected, _AGES) / np.maximum(1, np.bincount(group, minlength=_AGES))
        pairs, counts = np.unique(self.children.astype(np.int64) * _AGES + group, return_counts=True)
        n, m = (pairs // _AGES).astype(float), mean[pairs % _AGES]
        counts, n, m = counts[m > 0], n[m > 0], m[m > 0]

        def loss(log_k: float) -> float:
            k = math.exp(log_k)
            each = gammaln(n + k) - gammaln(k) + k * np.log(k / (k + m)) + n * np.log(m / (k + m))
            return -float(counts @ each)

        best = _lowest(loss, math.log(1e-4), math.log(_MOST))
        return math.inf if best > math.log(0.5 * _MOST) else math.exp(best)


def drawn(added: Array, mean: float, seed: int) -> tuple[float, float]:
    """Where a mean lies, 95 %, given what each chain adds to its relative error: chains are drawn anew, as wholes."""
    n = len(added)
    if n == 1:
        return 0.0, math.inf
    if n > _ROOTS_DRAWN:
        spread = math.sqrt(n / (n - 1) * float((added * added).sum()))
        low, high = -1.96 * spread, 1.96 * spread
    else:
        rng = np.random.default_rng(seed)
        replicates = np.array([(added * (rng.standard_exponential(n) - 1.0)).sum() for _ in range(_REPLICATES)])
        low, high = np.quantile(replicates * math.sqrt(n / (n - 1)), (0.025, 0.975)).tolist()
    return mean * math.exp(low), mean * math.exp(high)


def extinction(mean: float, k: float) -> float:
    """The probability that what one person begins dies out."""
    if mean <= 1.0:
        return 1.0

    def beyond(q: float) -> float:
        return (math.exp(-mean * (1 - q)) if math.isinf(k) else (1 + mean * (1 - q) / k) ** -k) - q

    return _crossing(beyond, 0.0, 1.0 - 1e-9) if beyond(1.0 - 1e-9) < 0 else 1.0


# Two searches in a line each, as scipy.optimize has them: importing that costs a worker at rest a dozen megabytes.
def _lowest(of: Callable[[float], float], low: float, high: float) -> float:
    """Where a function with one valley is lowest, to 1e-6, by golden section."""
    share = (math.sqrt(5.0) - 1.0) / 2.0
    left, right = high - share * (high - low), low + share * (high - low)
    at_left, at_right = of(left), of(right)
    while high - low > 1e-6:
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - share * (high - low)
            at_left = of(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + share * (high - low)
            at_right = of(right)
    return (low + high) / 2.0


def _crossing(of: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is above zero at ``low`` and below at ``high`` crosses it, halving."""
    for _ in range(60):
        middle = (low + high) / 2.0
        if of(middle) > 0.0:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
