"""Who brings whom: how many further hands one in a community brings in each, and which pair matters most."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from groundswell.science.chains import door, tree
from groundswell.science.chains.offspring import LEAST_WATCHED, drawn

Array = NDArray[Any]

_CELLS = 1 << 22
_BINS = 1 << 14
_ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class NextGeneration:
    """Further hands between communities.

    Attributes
    ----------
    communities : tuple
        Their names, sorted; the order of all that follows.
    matrix : numpy.ndarray, shape (k, k)
        ``matrix[i, j]``: further pass-ons in community i that one pass-on in community j leads to.
    counts : numpy.ndarray of int, shape (k, k)
        How many were seen. Under some ten an entry is a guess.
    n : numpy.ndarray of int, shape (k,)
        Pass-ons in each community.
    spectral_radius : float
        By how much all grow from one generation to the next in the long run. Above 1 they carry themselves together.
    interval : tuple of float
        Where it lies, 95 %.
    elasticities : numpy.ndarray, shape (k, k)
        By how many per cent the radius grows if that entry grows by one per cent. They sum to 1; all 0 where the
        radius is 0.
    invest : tuple or None
        (from, to): the pair with the greatest elasticity; the first of equals.
    """

    communities: tuple[Hashable, ...]
    matrix: Array
    counts: Array
    n: Array
    spectral_radius: float
    interval: tuple[float, float]
    elasticities: Array
    invest: tuple[Hashable, Hashable] | None


def between(
    parent: ArrayLike, created: ArrayLike, community: Any, now: float | None = None, *, seed: int = 0
) -> NextGeneration:
    """Find how communities bring one another further.

    Parameters
    ----------
    parent : array_like of int
        For each pass-on the index of the one by which its giver came; -1 for those who began.
    created : array_like of float
        When each was made, in seconds.
    community : sequence of hashable
        In which community each was made: one each, at most 2,000 in all.
    now : float, optional
        Until when it was watched; by default the time of the newest.
    seed : int
        Of the draws for the interval.

    Returns
    -------
    NextGeneration

    Raises
    ------
    ValueError
        As for :func:`summary`; communities are of another length, unknown or too many.

    Notes
    -----
    The next-generation matrix of epidemics, counted and not inferred, for who came by whom is known. The youngest have not
    had their time: each further hand weighs one by those of the giver's community who were watched to that age (Nelson and
    Aalen). The interval draws whole chains anew, to first order. Elasticities say where growth hangs now, not what a new tie
    between two that never met would bring. Cost grows with the pass-ons, and with communities cubed.

    References
    ----------
    Diekmann, O., Heesterbeek, J. A. P. and Roberts, M. G. (2010), "The construction of next-generation matrices for
    compartmental epidemic models", *Journal of the Royal Society Interface* 7. Caswell, H. (2001), *Matrix Population Models*.

    Examples
    --------
    >>> found = between([-1, 0, 0, 1, 2], [0.0, 1.0, 2.0, 3.0, 4.0], ["a", "b", "b", "a", "a"], now=1e6)
    >>> found.communities, found.matrix.round(2).tolist(), round(found.spectral_radius, 2)
    (('a', 'b'), [[0.0, 1.0], [0.67, 0.0]], 0.82)
    >>> found.elasticities.round(2).tolist(), found.invest
    ([[0.0, 0.5], [0.5, 0.0]], ('a', 'b'))
    """
    above, at, until = door.checked(parent, created, now)
    codes, names = door.communities(community, len(above))
    root, _, circle = tree.climb(above)
    if circle >= 0:
        raise ValueError(f"parent must have no circle, and {circle} stands in one")
    k = len(names)
    bins = max(256, min(_BINS, _CELLS // k))
    width = max(until - float(at.min()), 1e-9) / bins * (1 + 1e-12)
    still = np.cumsum(_ages(codes, at, until, width, k, bins)[:, ::-1], axis=1)[:, ::-1]
    n = still[:, 0].astype(np.int64)
    ended = still - np.concatenate([still[:, 1:], np.zeros((k, 1))], axis=1)
    enough = np.minimum(LEAST_WATCHED, np.maximum(1, np.ceil(n / 10)))
    weight = np.where(still >= enough[:, None], 1.0 / np.maximum(still - 0.5 * ended, 0.5), 0.0)
    matrix, counts = _hands(above, codes, at, width, weight)
    radius, elasticities = growth(matrix)
    slopes = np.divide(radius * elasticities, matrix, out=np.zeros_like(matrix), where=matrix > 0)
    added = _added(above, codes, at, until, width, weight, slopes, root)[root == np.arange(len(root))]
    best = np.unravel_index(int(np.argmax(elasticities.T)), (k, k))
    return NextGeneration(
        communities=names,
        matrix=matrix,
        counts=counts,
        n=n,
        spectral_radius=radius,
        interval=drawn(added / radius, radius, seed) if radius else (0.0, math.inf),
        elasticities=elasticities,
        invest=(names[int(best[0])], names[int(best[1])]) if radius else None,
    )


def growth(matrix: Array) -> tuple[float, Array]:
    """The spectral radius of a matrix without negative entries, and its elasticities.

    Communities that do not lead back to one another are taken apart, so that the vectors of each part are unique;
    where parts grow alike their elasticities are shared out evenly.
    """
    from scipy.sparse.csgraph import connected_components  # heavy, and needed only here

    k = len(matrix)
    found = []
    _, parts = connected_components(matrix > 0, directed=True, connection="strong")
    for part in range(int(parts.max()) + 1):
        members = np.flatnonzero(parts == part)
        inner = matrix[np.ix_(members, members)]
        radius, right = _leading(inner)
        _, left = _leading(inner.T)
        found.append((radius, members, left, right))
    radius = max(one[0] for one in found)
    elasticities = np.zeros((k, k))
    if radius <= 0:
        return 0.0, elasticities
    leading = [one for one in found if one[0] >= radius * (1 - _ALIKE)]
    for _, members, left, right in leading:
        grid = np.ix_(members, members)
        share = matrix[grid] * np.outer(left, right)
        elasticities[grid] = share / share.sum() / len(leading)
    return radius, elasticities


def _leading(matrix: Array) -> tuple[float, Array]:
    """The largest eigenvalue and its vector; both real and not negative for such a matrix."""
    values, vectors = np.linalg.eig(matrix)
    place = int(np.argmax(values.real))
    return max(0.0, float(values[place].real)), np.abs(vectors[:, place].real)


@njit(cache=True)
def _ages(codes: Array, created: Array, now: float, width: float, k: int, bins: int) -> Array:
    """By community and age: how many were watched up to it."""
    watched = np.zeros((k, bins))
    for i in range(len(codes)):
        watched[codes[i], min(bins - 1, int((now - created[i]) / width))] += 1.0
    return watched


@njit(cache=True)
def _hands(parent: Array, codes: Array, created: Array, width: float, weight: Array) -> tuple[Array, Array]:
    """(to, from): the further hands, each weighed; and how many."""
    k, bins = weight.shape
    matrix, counts = np.zeros((k, k)), np.zeros((k, k), np.int64)
    for i in range(len(parent)):
        above = parent[i]
        if above >= 0:
            one = weight[codes[above], min(bins - 1, int((created[i] - created[above]) / width))]
            matrix[codes[i], codes[above]] += one
            counts[codes[i], codes[above]] += 1
    return matrix, counts


@njit(cache=True)
def _added(
    parent: Array, codes: Array, created: Array, now: float, width: float, weight: Array, slopes: Array, root: Array
) -> Array:
    """What each chain adds to the error of the radius: its further hands, less what was to be expected of it."""
    k, bins = weight.shape
    loss, out = np.zeros((k, bins)), np.zeros(len(parent))
    for i in range(len(parent)):
        above = parent[i]
        if above >= 0:
            giver, age = codes[above], min(bins - 1, int((created[i] - created[above]) / width))
            one = slopes[codes[i], giver] * weight[giver, age]
            out[root[i]] += one
            loss[giver, age] += one * weight[giver, age]
    for j in range(k):
        for age in range(1, bins):
            loss[j, age] += loss[j, age - 1]
    for i in range(len(parent)):
        out[root[i]] -= loss[codes[i], min(bins - 1, int((now - created[i]) / width))]
    return out
