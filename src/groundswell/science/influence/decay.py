"""How fast follow-ups fade, when nobody knows: decays tried one after the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.influence.asked import Watch, rates_of

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class DecayProfile:
    """How likely the events are by each single decay.

    Attributes
    ----------
    decays : numpy.ndarray
        Rates per second that were tried, in order.
    loglik : numpy.ndarray
        The log-likelihood with each. Those within 1.92 of the largest cannot be ruled out (95 %).
    best : float
        The most likely one.
    """

    decays: Array
    loglik: Array
    best: float


def candidate_rates(candidates: ArrayLike) -> Array:
    """Candidates as an array; raises ValueError where they are none."""
    if np.ndim(candidates) != 1 or np.size(candidates) > 16:
        raise ValueError("candidates must be a list of up to 16 rates per second")
    return rates_of(candidates)


def usual_rates(watch: Watch) -> Array:
    """Two a decade, from a tenth of the watch to the typical gap, or to the rounding; at most fifteen."""
    gaps = np.diff(watch.times)
    gap = float(np.median(gaps[gaps > 0])) if bool(np.any(gaps > 0)) else watch.span
    slow, fast = 10.0 / watch.span, max(4.0 / max(gap, watch.resolution), 40.0 / watch.span)
    steps = int(np.clip(math.ceil(2 * math.log10(fast / slow)) + 1, 3, 15))
    out: Array = np.geomspace(slow, fast, steps)
    return out


def next_rate(tried: dict[float, float]) -> float:
    """Where to look next: half-way, on a scale of ratios, from the best towards the better of its wider sides."""
    ordered = sorted(tried)
    place = max(range(len(ordered)), key=lambda k: tried[ordered[k]])
    if len(ordered) == 1:
        return ordered[0] * 2.0
    if place == 0 or place == len(ordered) - 1:
        other = ordered[1] if place == 0 else ordered[-2]
        return math.sqrt(ordered[place] * other)
    low, here, high = ordered[place - 1 : place + 2]
    return math.sqrt(here * low) if here / low > high / here * 1.01 else math.sqrt(here * high)
