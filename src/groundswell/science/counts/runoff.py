"""Instant run-off: the last of each round goes out and those votes go on, until one has over half."""

from __future__ import annotations

from typing import Any

from groundswell.science.counts import door
from groundswell.science.counts.piles import Piles
from groundswell.science.counts.results import Count, exact


def irv(ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0) -> Count:
    """Count ranked ballots by instant run-off (alternative vote).

    Parameters
    ----------
    ballots : sequence of sequences, or array_like of int, shape (n, ranks)
        Each ranks candidates, best first. As an array: places in ``candidates``, padded with -1. A ballot that
        comes to a tuple (an equal rank) is exhausted there.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        Must be 1.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.

    Returns
    -------
    Count
        A round for each who went out. Ties for the last place are settled by the latest earlier round in which they
        differed, then by lot.

    Raises
    ------
    ValueError
        A ballot ranks somebody twice or somebody unknown; there are no ballots, no first preference at all, other than
        one seat or bad weights.

    Notes
    -----
    Not fit for: finding a compromise. Somebody whom a majority prefers to each other candidate can be out in the second
    round (Burlington 2009), and ranking the winner higher can make them lose.

    Examples
    --------
    >>> found = irv([["Ann", "Bo"]] * 4 + [["Bo"]] * 3 + [["Cy", "Bo"]] * 2, candidates=["Ann", "Bo", "Cy"])
    >>> found.winners, [dict(one.votes) for one in found.rounds]
    (('Bo',), [{'Ann': 4, 'Bo': 3, 'Cy': 2}, {'Ann': 4, 'Bo': 5, 'Cy': 0}])
    """
    data = door.ranked(ballots, candidates, weights)
    if door.whole(seats, "seats", 1, len(data.candidates)) != 1:
        raise ValueError("seats must be 1: several seats are filled by stv_scottish or stv_meek")
    piles = Piles(data, door.seeded(seed), scale=1)
    while True:
        active = piles.active()
        half = exact(sum(piles.totals), 2 * piles.one)
        first = max(active, key=lambda place: piles.totals[place])
        if 2 * piles.totals[first] > sum(piles.totals) or len(active) == 1:
            piles.elect([first])
            piles.close(quota=half, elected=[first])
            return piles.count()
        out = piles.lowest()
        piles.close(quota=half, excluded=[out])
        piles.standing[out] = False
        piles.transfer(out, "exclusion", lambda value: value, left=0)
