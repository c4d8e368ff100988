"""How far a sum may stray by chance at any time whatever, however often one looks.

For increments X with ``E[X | past] = effect`` and a guess g made before each, ``X - g >= -1`` (in units of the largest):
``prod exp(l (X - effect) - psi(l) (X - g)^2)`` with ``psi(l) = -log(1 - l) - l`` never grows on average, for every l in [0, 1)
(Fan, Grama and Liu 2015). Averaged over l with a gamma density cut off at one it has the closed form below (the
gamma-exponential mixture of Howard, Ramdas, McAuliffe and Sekhon 2021), and by Ville's inequality it passes 1/alpha with
probability alpha at most, ever. No outcome has to be normal and no number of people large.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaln

_STEPS = 60

Numbers = float | NDArray[np.float64]


def tuned(variance: float, alpha: float) -> float:
    """Return the density's parameter with which the boundary is about narrowest at this summed variance."""
    depth = 2 * math.log(1 / alpha)
    return max(variance, 1e-3) / (depth + math.log1p(depth))


def evidence(stray: Numbers, variance: Numbers, rho: float) -> Numbers:
    """Return the logarithm of the averaged product at a sum ``stray`` >= 0 above what was expected, and a summed variance."""
    a, b = variance + rho, stray + variance + rho
    before = rho * math.log(rho) - gammaln(rho) - np.log(gammainc(rho, rho))
    return before + gammaln(a) + np.log(gammainc(a, b)) - a * np.log(b) + stray + variance  # type: ignore[no-any-return]


def boundary(variance: float, rho: float, alpha: float) -> float:
    """Return how far the sum strays upward, with probability ``alpha`` at most over all time."""
    wanted = -math.log(alpha)
    least, most = 0.0, 1.0 + 2 * wanted
    while evidence(most, variance, rho) < wanted:
        least, most = most, 2 * most
    for _ in range(_STEPS):  # halves until nothing is between; the outer end is returned, so never too narrow
        middle = (least + most) / 2
        least, most = (least, middle) if evidence(middle, variance, rho) >= wanted else (middle, most)
    return most


def ever(stray: float, variance: float, rho: float) -> float:
    """Return the two-sided p of a sum that should have been nothing: valid whenever one looks, at most 1."""
    return min(1.0, 2 * math.exp(-max(0.0, float(evidence(abs(stray), variance, rho)))))
