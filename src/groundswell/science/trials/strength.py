"""Before a trial: how large it must be, what it can see, how probably it sees it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.optimize import brentq
from scipy.stats import norm

_MOST = 1e12
_SMALLEST, _LARGEST = 1e-100, 1e100


@dataclass(frozen=True, slots=True)
class Power:
    """What a trial of two arms can see.

    Attributes
    ----------
    power : float
        Probability that a true effect of this size is seen.
    effect : float
        The effect, in the unit of the outcome.
    n : int
        People in both arms together.
    clusters : int
        Clusters in both arms together.
    design_effect : float
        How many times more people it takes than if each were drawn alone.
    """

    power: float
    effect: float
    n: int
    clusters: int
    design_effect: float


def power(
    *,
    effect: float | None = None,
    n: int | None = None,
    power: float | None = None,
    baseline: float | None = None,
    sd: float | None = None,
    share: float = 0.5,
    cluster_size: float = 1.0,
    icc: float = 0.0,
    alpha: float = 0.05,
) -> Power:
    """Find the third of effect, size and power, given two.

    Parameters
    ----------
    effect : float, optional
        The difference worth seeing: for shares .02 is two points. In size at most 1e100.
    n : int, optional
        People in both arms together, 4 to 1e12.
    power : float, optional
        Probability to see it; .8 is usual.
    baseline : float
        Share of yes in the control, for yes and no; or
    sd : float
        Standard deviation of the outcome, 1e-100 to 1e100. Just one of the two.
    share : float
        Share of people in the treated arm.
    cluster_size : float
        People in a cluster, if clusters are drawn: at most half of n, for each arm has one at least.
    icc : float
        How alike people of one cluster are (intraclass correlation), 0 to 1.
    alpha : float
        Level of the two-sided test.

    Returns
    -------
    Power

    Raises
    ------
    ValueError
        Not just two of effect, n and power are given; a figure is out of its range; no effect or size is enough.

    Notes
    -----
    Normal approximation; the design effect is 1 + (cluster_size - 1) icc. Not fit for fewer than some thirty clusters, nor
    for very rare outcomes.

    Examples
    --------
    >>> power(effect=0.02, power=0.8, baseline=0.3).n
    16781
    >>> round(power(effect=0.02, n=10_000, baseline=0.3, cluster_size=2, icc=0.5).power, 2)
    0.42
    >>> round(power(n=10_000, power=0.8, baseline=0.3).effect, 4)
    0.026
    """
    _check(effect, n, power, baseline, sd)
    _within("share", share, 0, 1)
    _within("alpha", alpha, 0, 1)
    _within("power", power, alpha, 1)
    if not 1 <= cluster_size <= (_MOST if n is None else n) / 2:
        raise ValueError("cluster_size must be at least 1 and at most half of n")
    if not 0 <= icc <= 1:
        raise ValueError("icc must be from 0 to 1")
    plan = _Plan(baseline, sd, share, 1 + (cluster_size - 1) * icc, float(norm.isf(alpha / 2)))
    if n is None and effect is not None and power is not None:
        n = plan.size(effect, power, max(4, math.ceil(2 * cluster_size)))
    elif effect is None and n is not None and power is not None:
        effect = plan.least(n, power)
    assert effect is not None and n is not None
    return Power(plan.seen(effect, n), effect, int(n), math.ceil(n / cluster_size), plan.design)


def _check(effect: float | None, n: int | None, power: float | None, baseline: float | None, sd: float | None) -> None:
    if sum(one is None for one in (effect, n, power)) != 1:
        raise ValueError("effect, n and power must be given but for one")
    if (baseline is None) == (sd is None):
        raise ValueError("baseline or sd must be given, not both")
    _within("baseline", baseline, 0, 1)
    if sd is not None and not _SMALLEST <= sd <= _LARGEST:
        raise ValueError(f"sd must be from {_SMALLEST} to {_LARGEST}")
    if n is not None and not 4 <= n <= _MOST:
        raise ValueError(f"n must be at least 4 and at most {_MOST:.0e}")
    if effect is None:
        return
    if not 0 < abs(effect) <= _LARGEST or (baseline is not None and not 0 <= baseline + effect <= 1):
        raise ValueError(f"effect must not be 0, be at most {_LARGEST} in size, and with the baseline stay from 0 to 1")


@dataclass(frozen=True, slots=True)
class _Plan:
    baseline: float | None
    sd: float | None
    share: float
    design: float
    far: float

    def seen(self, effect: float, n: float) -> float:
        sizes = (n * (1 - self.share), n * self.share)
        if self.baseline is None:
            variances: tuple[float, float] = ((self.sd or 0.0) ** 2,) * 2
        else:
            shares = (self.baseline, self.baseline + effect)
            variances = (shares[0] * (1 - shares[0]), shares[1] * (1 - shares[1]))
        error = math.sqrt(self.design * sum(v / size for v, size in zip(variances, sizes, strict=True)))
        if error == 0:
            return 1.0
        return float(norm.cdf(abs(effect) / error - self.far) + norm.cdf(-abs(effect) / error - self.far))

    def size(self, effect: float, power: float, fewest: int) -> int:
        if self.seen(effect, _MOST) < power:
            raise ValueError("effect must be larger: no trial sees it")
        if self.seen(effect, fewest) >= power:
            return fewest
        return math.ceil(float(brentq(lambda n: self.seen(effect, n) - power, fewest, _MOST, rtol=1e-12)) - 1e-6)

    def least(self, n: float, power: float) -> float:
        most = 1 - self.baseline if self.baseline is not None else 1e6 * (self.sd or 1.0)
        if self.seen(most, n) < power:
            raise ValueError("n must be larger: it sees no effect at all")
        # Sought as a part of the largest, for the search ends at an absolute distance and sd may be of any unit.
        if self.seen(most * 1e-18, n) >= power:
            return most * 1e-18
        return most * float(brentq(lambda part: self.seen(part * most, n) - power, 1e-18, 1, xtol=1e-24, rtol=1e-12))


def _within(name: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low < value < high:
        raise ValueError(f"{name} must be between {low} and {high}")
