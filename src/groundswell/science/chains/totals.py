"""One page about a set of chains: how far they went, whether they carry themselves, how they are shaped."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.chains import door, tree
from groundswell.science.chains.offspring import Offspring, extinction

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class ChainSummary:
    """What was seen of a set of chains.

    Attributes
    ----------
    R : float
        Further pass-ons that one pass-on leads to. Above 1 a chain carries itself.
    interval : tuple of float
        Where R lies, 95 %.
    dispersion : float
        k of a negative binomial: small where few people bring most of the others; infinite where all are alike.
    extinction : float
        Probability that what one person begins dies out.
    expected_total : float
        People that one who begins reaches in the end, that one included; infinite from R = 1 on.
    generations : numpy.ndarray
        Pass-ons in each generation, those who began first.
    depth : int
        Steps from the first hand to the last of the longest chain.
    structural_virality : float
        Mean steps between two people of one chain (a star of n: 2 (n - 1) / n); NaN without two in any chain.
    largest_broadcast_share : float
        The share of all further pass-ons that the one person with the most brought; 0 without any.
    reach : float
        Share of pass-ons by which anybody came.
    onward : float
        Further pass-ons for each by which somebody came: R is ``reach`` times this.
    watched : float
        The age, in seconds, up to which further pass-ons are counted in R.
    roots : int
        How many began.
    """

    R: float
    interval: tuple[float, float]
    dispersion: float
    extinction: float
    expected_total: float
    generations: Array
    depth: int
    structural_virality: float
    largest_broadcast_share: float
    reach: float
    onward: float
    watched: float
    roots: int


def summary(
    parent: ArrayLike, created: ArrayLike, recruited: ArrayLike | None = None, now: float | None = None, *, seed: int = 0
) -> ChainSummary:
    """Sum up chains of word of mouth.

    Parameters
    ----------
    parent : array_like of int
        For each pass-on the index of the one by which its giver came; -1 for those who began.
    created : array_like of float
        When each was made, in seconds.
    recruited : array_like of bool, optional
        Whether anybody came by it. By default: whether anybody passed on who came by it.
    now : float, optional
        Until when it was watched; by default the time of the newest.
    seed : int
        Of the draws for the interval.

    Raises
    ------
    ValueError
        Arrays are empty, of unequal length or hold what they must not; somebody passes on before the one by
        whom they came, or in a circle; somebody passed on who came by a pass-on by which nobody came.

    Notes
    -----
    Who came by whom is known, so R is a count and not an inference. The youngest have not had their time: further
    pass-ons are summed by age, each divided by how many were watched to that age (Nelson and Aalen). The interval
    draws whole chains anew (by exponential weights, to first order), for people of one chain are alike. With fewer than
    some twenty chains it is too narrow. What happens on other ways than links is not seen.

    References
    ----------
    Lawless, J. F. and Nadeau, C. (1995), "Some simple robust methods for the analysis of recurrent events", *Technometrics*
    37. Lloyd-Smith, J. O. et al. (2005), "Superspreading and the effect of individual variation on disease emergence",
    *Nature* 438. Goel, S. et al. (2016), "The structural virality of online diffusion", *Management Science* 62.

    Examples
    --------
    >>> found = summary([-1, 0, 0, 1, -1], [0.0, 60.0, 120.0, 200.0, 30.0], now=100000.0)
    >>> round(found.R, 2), found.generations.tolist(), found.depth, found.roots
    (0.6, [2, 2, 1], 2, 2)
    >>> round(found.structural_virality, 2), round(found.largest_broadcast_share, 2)
    (1.67, 0.67)
    """
    above, at, until = door.checked(parent, created, now)
    came = door.recruits(recruited, above)
    root, depth, circle = tree.climb(above)
    if circle >= 0:
        raise ValueError(f"parent must have no circle, and {circle} stands in one")
    generations = np.bincount(depth)
    steps, pairs = tree.distances(above, tree.by_depth(depth, generations))
    hands = Offspring(above, at, until)
    k = hands.dispersion()
    reach = float(np.mean(came))
    further = len(above) - int(generations[0])
    return ChainSummary(
        R=hands.R,
        interval=hands.interval(root, seed),
        dispersion=k,
        extinction=extinction(hands.R, k),
        expected_total=1.0 / (1.0 - hands.R) if hands.R < 1.0 else math.inf,
        generations=generations,
        depth=len(generations) - 1,
        structural_virality=steps / pairs if pairs else math.nan,
        largest_broadcast_share=int(hands.children.max()) / further if further else 0.0,
        reach=reach,
        onward=hands.R / reach if reach else 0.0,
        watched=hands.watched,
        roots=int(generations[0]),
    )
