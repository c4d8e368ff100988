"""Schulze's method and ranked pairs: each two candidates compared, and what to do when the comparisons run in a circle."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.counts import door, papers
from groundswell.science.counts.lots import Lots
from groundswell.science.counts.results import Count, Round, exact

Array = NDArray[Any]
Pair = tuple[int, int]


def schulze(
    ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0, strength: str = "winning"
) -> Count:
    """Count ranked ballots by Schulze's method: the strongest way from one to the other decides.

    Parameters
    ----------
    ballots : sequence of sequences, or array_like of int, shape (n, ranks)
        Each ranks candidates, best first, a tuple where ranks are equal. As an array: places in ``candidates``, padded
        with -1. Whom a ballot leaves out comes after all others.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        How many win. They are the first in Schulze's order: not in proportion to anything.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.
    strength : {"winning", "margins"}
        What a won comparison is worth: those for it, or those for it less those against it.

    Returns
    -------
    Count
        One round: ``pairs`` (who is preferred to whom), ``strengths`` (the strongest ways), ``votes`` (how many
        others each is before). Those whom nobody is before win; of several, by lot.

    Raises
    ------
    ValueError
        A ballot ranks somebody twice or somebody unknown; there are no ballots, more seats than candidates or bad weights.

    Notes
    -----
    Whoever is preferred to each other candidate wins. Cost: papers x candidates², then candidates³. Not fit for filling a
    committee that should mirror its voters.

    References
    ----------
    Schulze, M. (2011), "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
    election method", *Social Choice and Welfare* 36.

    Examples
    --------
    >>> found = schulze([["Ann", "Bo", "Cy"]] * 4 + [["Bo", "Cy"]] * 3 + [["Cy", "Bo"]] * 2, candidates=["Ann", "Bo", "Cy"])
    >>> found.winners, found.rounds[0].pairs["Bo", "Ann"]
    (('Bo',), 5)
    """
    data, lots, pairs, won = _compared(ballots, candidates, seats, weights, seed, strength)
    ways = won.copy()
    for k in range(len(ways)):
        ways = np.maximum(ways, np.minimum(ways[:, k, None], ways[None, k, :]))
    np.fill_diagonal(ways, 0)
    before = ways > ways.T
    winners = _first(before, seats, lots)
    return _told(data, lots, winners, "strongest ways", pairs, before, _named(data, ways))


def ranked_pairs(
    ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0, strength: str = "winning"
) -> Count:
    """Count ranked ballots by ranked pairs: the clearest comparisons first, none that would close a circle.

    Parameters
    ----------
    ballots : sequence of sequences, or array_like of int, shape (n, ranks)
        Each ranks candidates, best first, a tuple where ranks are equal. As an array: places in ``candidates``, padded
        with -1. Whom a ballot leaves out comes after all others.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        How many win: the first in the order that results, not in proportion to anything.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.
    strength : {"winning", "margins"}
        What a won comparison is worth: those for it (of equals, the one with fewer against it first), or those for it
        less those against it.

    Returns
    -------
    Count
        One round: ``pairs`` (who is preferred to whom), ``strengths`` (the pairs locked, in order), ``votes``
        (over how many others each is locked). Equal pairs whose order matters are ordered by lot.

    Raises
    ------
    ValueError
        A ballot ranks somebody twice or somebody unknown; there are no ballots, more seats than candidates or bad weights.

    Notes
    -----
    Whoever is preferred to each other candidate wins. Cost: papers x candidates², then up to candidates⁴. Not fit for
    filling a committee that should mirror its voters.

    References
    ----------
    Tideman, T. N. (1987), "Independence of clones as a criterion for voting rules", *Social Choice and Welfare* 4.

    Examples
    --------
    >>> found = ranked_pairs([["A", "B", "C"]] * 4 + [["B", "C", "A"]] * 3 + [["C", "A", "B"]] * 2, candidates="ABC")
    >>> found.winners, list(found.rounds[0].strengths)
    (('A',), [('B', 'C'), ('A', 'B')])
    """
    data, lots, pairs, won = _compared(ballots, candidates, seats, weights, seed, strength)
    against = pairs.T if strength == "winning" else np.zeros_like(pairs)
    order = sorted(zip(*(one.tolist() for one in np.nonzero(won)), strict=True), key=lambda p: (-won[p], against[p]))
    over = np.zeros(won.shape, np.bool_)
    locked: list[Pair] = []
    while order:
        first = order[0]
        equal = [pair for pair in order if won[pair] == won[first] and against[pair] == against[first]]
        order = order[len(equal) :]
        open_ = [(a, b) for a, b in equal if not over[b, a]]
        together, new = _lock(over, open_)
        if len(new) < len(open_):
            together, new = _lock(over, lots.order_pairs(open_, what="first locked", at=1))
        over = together
        locked += new
    winners = _first(over, seats, lots)
    names = data.candidates
    strengths = {(names[a], names[b]): exact(int(won[a, b]), data.unit) for a, b in locked}
    return _told(data, lots, winners, "locked pairs", pairs, over, strengths)


def _compared(
    ballots: Any, candidates: Any, seats: Any, weights: Any, seed: Any, strength: str
) -> tuple[door.Ranked, Lots, Array, Array]:
    """The ballots, the lots, who is preferred to whom, and what each won comparison is worth."""
    data = door.ranked(ballots, candidates, weights)
    door.whole(seats, "seats", 1, len(data.candidates))
    if strength not in ("winning", "margins"):
        raise ValueError('strength must be "winning" or "margins"')
    pairs = papers.preferred(data.order, data.place, data.weights, len(data.candidates))
    if not pairs.any() and len(data.candidates) > 1:
        raise ValueError("ballots must hold at least one preference")
    worth = pairs if strength == "winning" else pairs - pairs.T
    return data, Lots(door.seeded(seed), data.candidates), pairs, np.where(pairs > pairs.T, worth, 0)


def _lock(over: Array, wanted: list[Pair]) -> tuple[Array, list[Pair]]:
    """The order with these added one by one, each left out that would close a circle; and those added."""
    found, new = over.copy(), []
    for a, b in wanted:
        if not found[b, a]:
            new.append((a, b))
            up, down = found[:, a].copy(), found[b].copy()
            up[a] = down[b] = True
            found |= up[:, None] & down
    return found, new


def _first(before: Array, seats: int, lots: Lots) -> list[int]:
    """The first of a partial order, layer by layer, by lot where a layer has more than there are seats."""
    left = list(range(len(before)))
    found: list[int] = []
    while len(found) < seats:
        layer = [place for place in left if not before[left, place].any()]
        room = seats - len(found)
        found += layer if len(layer) <= room else lots.draw(layer, room, what="elected", at=1)
        left = [place for place in left if place not in layer]
    return found


def _named(data: door.Ranked, matrix: Array) -> dict[tuple[Any, Any], Any]:
    names = data.candidates
    return {(a, b): exact(int(matrix[i, j]), data.unit) for i, a in enumerate(names) for j, b in enumerate(names) if i != j}


def _told(
    data: door.Ranked, lots: Lots, winners: list[int], action: str, pairs: Array, before: Array, strengths: dict[Any, Any]
) -> Count:
    names = data.candidates
    silent = int(data.weights[data.place.min(axis=1) == len(names)].sum()) if len(data.place) else (
        int(data.weights[data.order[:, 0] < 0].sum()) if data.order.shape[1] else 0
    )  # fmt: skip
    elected = tuple(names[place] for place in winners)
    votes = {name: int(number) for name, number in zip(names, before.sum(axis=1), strict=True)}
    one = Round(
        number=1,
        action=action,
        votes=votes,
        elected=elected,
        exhausted=exact(silent, data.unit),
        pairs=_named(data, pairs),
        strengths=strengths,
    )
    return Count(elected, (one,), tuple(lots.ties), exact(silent, data.unit))
