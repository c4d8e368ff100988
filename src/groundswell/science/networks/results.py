"""What is found in a network: groups, and who stands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Bridges:
    """Nodes between groups that remain so when ties are drawn anew, those spread widest first.

    Attributes
    ----------
    node : numpy.ndarray
        (B,) which they are.
    participation : numpy.ndarray
        (B,) how evenly a node's ties are spread over groups: 0 all in one, near 1 over many (Guimera and Amaral).
    within : numpy.ndarray
        (B,) ties into its own group, in standard deviations from the group's mean.
    constraint : numpy.ndarray
        (B,) Burt's constraint: how far a node's contacts are one another's; low where it alone joins them.
    survival : numpy.ndarray
        (B,) share of networks drawn anew in which it is a bridge, at least .95.
    """

    node: Array
    participation: Array
    within: Array
    constraint: Array
    survival: Array


@dataclass(frozen=True, slots=True, eq=False)
class Communities:
    """Groups of nodes with more ties among them than their number of ties would bring by chance.

    Attributes
    ----------
    labels : numpy.ndarray
        (n,) group of each node, the largest 0; a node without ties is a group of its own.
    resolution : float
        At which the groups were found; 1 is that of modularity, and larger finds smaller groups.
    modularity : float
        Of these groups, at resolution 1.
    stability : float
        Mean adjusted Rand index between runs with other seeds, over nodes with ties: 1 the same every time, near 0 no
        better than chance. Under .5 there is nothing to be believed. NaN after a single run.
    bridges : Bridges
        Who stands between groups; nobody where stability is under .5.
    resolutions, stabilities : numpy.ndarray
        (R,) what was tried, and how stable the groups were.
    """

    labels: Array
    resolution: float
    modularity: float
    stability: float
    bridges: Bridges
    resolutions: Array
    stabilities: Array
