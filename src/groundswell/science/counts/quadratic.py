"""Quadratic voting: several votes for what matters to one, each dearer than the one before."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from groundswell.science.counts import door, plain
from groundswell.science.counts.results import Count


def quadratic(
    ballots: Any,
    *,
    candidates: Any,
    seats: int = 1,
    weights: Any = None,
    seed: int = 0,
    credits: Fraction | float = 100,
) -> Count:
    """Count quadratic votes: n votes for or against one candidate cost n x n credits.

    Parameters
    ----------
    ballots : sequence of mappings, or array_like, shape (n, candidates)
        Each maps candidates to votes, below 0 for votes against; whom it leaves out gets none.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        How many win: those with the most votes, not in proportion to anything.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.
    credits : Fraction or float
        What each ballot may spend.

    Returns
    -------
    Count
        One round with the sums. A tie at the last seat is settled by lot.

    Raises
    ------
    ValueError
        A ballot spends more than it has, names somebody unknown or holds no finite number; there are no ballots, more seats
        than candidates or bad weights.

    Notes
    -----
    Not fit for a group whose members can make up further voters: two ballots of 50 credits buy more than one of 100.

    References
    ----------
    Lalley, S. P. and Weyl, E. G. (2018), "Quadratic voting: how mechanism design can radicalize democracy", *AEA Papers and
    Proceedings* 108.

    Examples
    --------
    >>> ballots = [{"park": 9, "bus": 1}, {"bus": 5, "park": -5}, {"bus": 3}]
    >>> found = quadratic(ballots, candidates=["park", "bus"])
    >>> found.winners, dict(found.rounds[0].votes)
    (('bus',), {'park': 4, 'bus': 9})
    """
    names = door.listed(candidates)
    door.whole(seats, "seats", 1, len(names))
    allowed = door.number(credits, "credits")
    if allowed <= 0:
        raise ValueError("credits must be more than 0")
    rows = plain.points(ballots, names)
    for row, votes in enumerate(rows):
        spent = sum(value * value for value in votes.values())
        if spent > allowed:
            raise ValueError(f"ballots must spend at most {credits} credits: ballot {row} spends {spent}")
    totals, silent = plain.added(rows, names, weights)
    return plain.highest(names, totals, seats, seed, exhausted=silent)
