"""How fast the attention to one story fades, and what is left of it in some hours."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Half-lives considered, in hours, from ten minutes to ten days; before anything is known four hours is the middle guess, and
# two thirds of all stories are taken to lie between an hour and a half and eleven.
_HALF_LIVES = tuple(10.0 / 60.0 * 1440.0 ** (k / 63.0) for k in range(64))
_MIDDLE, _SPREAD = math.log(4.0), 1.0
_PRIOR = tuple(-0.5 * ((math.log(hours) - _MIDDLE) / _SPREAD) ** 2 for hours in _HALF_LIVES)
# Points of a standard normal that stand for a fifth of it each.
_FIFTHS = (-1.2816, -0.5244, 0.0, 0.5244, 1.2816)
_LOW, _HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Fading:
    """Median and 80 % interval of the half-life in hours, mean and 80 % interval of the chance of a report later on."""

    half_life: float
    half_life_interval: tuple[float, float]
    chance: float
    chance_interval: tuple[float, float]


def fade(ages: list[float], lasted: float, usual: float, *, begin: float, end: float) -> Fading:
    """Fit a pace that starts high and halves every so many hours.

    Parameters
    ----------
    ages : list of float
        When each report came, in hours after the first, which itself is left out.
    lasted : float
        How many hours the story has been watched since the first.
    usual : float
        Reports an hour that come in any case.
    begin, end : float
        The stretch ahead, in hours from now, for which the chance of a report is asked.

    Notes
    -----
    Given the half-life, reports are a Poisson process with pace A exp(-b t); A is integrated out under a gamma prior of
    half a report, and half-lives are weighed on a grid. Reports excite one another, so the true interval is wider.
    """
    n = len(ages) + 0.5
    total = sum(ages)
    weights, chances = [], []
    for hours, prior in zip(_HALF_LIVES, _PRIOR, strict=True):
        b = math.log(2.0) / hours
        seen = (1.0 - math.exp(-b * lasted)) / b + 0.25
        weights.append(prior - b * total - n * math.log(seen))
        ahead = math.exp(-b * lasted) * (math.exp(-b * begin) - math.exp(-b * end)) / b
        chances.append([1.0 - math.exp(-usual * (end - begin) - pace * ahead) for pace in _gamma_fifths(n, seen)])
    most = max(weights)
    share = [math.exp(weight - most) for weight in weights]
    whole = sum(share)
    share = [one / whole for one in share]
    halves = list(zip(_HALF_LIVES, share, strict=True))
    spread = sorted((chance, part / len(row)) for row, part in zip(chances, share, strict=True) for chance in row)
    mean = sum(chance * part for chance, part in spread)
    return Fading(
        _quantile(halves, 0.5), (_quantile(halves, _LOW), _quantile(halves, _HIGH)),
        mean, (min(mean, _quantile(spread, _LOW)), max(mean, _quantile(spread, _HIGH))),
    )  # fmt: skip


def _gamma_fifths(shape: float, rate: float) -> list[float]:
    """Five values that stand for a gamma distribution (Wilson and Hilferty's cube of a normal)."""
    third = 1.0 / (9.0 * shape)
    return [shape * max(0.0, 1.0 - third + z * math.sqrt(third)) ** 3 / rate for z in _FIFTHS]


def _quantile(spread: list[tuple[float, float]], share: float) -> float:
    """Where so much of the weight lies below, values being in order."""
    below = 0.0
    for value, weight in spread:
        below += weight
        if below >= share:
            return value
    return spread[-1][0]
