"""Single transferable vote as in Scottish council elections: weighted inclusive Gregory, five decimals, truncated."""

from __future__ import annotations

from typing import Any

from groundswell.science.counts import door
from groundswell.science.counts.piles import Piles
from groundswell.science.counts.results import Count, exact

_DECIMALS = 100_000


def stv_scottish(ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0) -> Count:
    """Fill seats in proportion by the single transferable vote, by the Scottish rules.

    Parameters
    ----------
    ballots : sequence of sequences, or array_like of int, shape (n, ranks)
        Each ranks candidates, best first. As an array: places in ``candidates``, padded with -1. A ballot that
        comes to a tuple (an equal rank) is exhausted there.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        How many are elected.
    weights : array_like, optional
        How many such papers each ballot stands for; not negative.
    seed : int
        Public seed of the lots.

    Returns
    -------
    Count
        A round for each surplus and each exclusion. ``factors`` of a surplus tell what papers of each value are worth
        after it.

    Raises
    ------
    ValueError
        A ballot ranks somebody twice or somebody unknown; there are no ballots, no first preference at all, more seats
        than candidates or bad weights.

    Notes
    -----
    The quota is the valid votes over seats + 1, truncated, plus 1. The largest surplus goes first, all of its owner's
    papers at (surplus x value / votes), five decimals, the rest ignored; then the last goes out. Ties: the latest earlier
    round in which they differed, then lot. When as many are left as seats, they have them. Cost grows with papers x
    ranks. Not fit for: very small groups, in which the whole-number quota is coarse (Meek's is not).

    References
    ----------
    The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52.

    Examples
    --------
    >>> ballots = [["Ann", "Bo"]] * 6 + [["Cy", "Di"]] * 3 + [["Di"]] * 1
    >>> found = stv_scottish(ballots, candidates=["Ann", "Bo", "Cy", "Di"], seats=2)
    >>> found.winners, [(one.action, one.of) for one in found.rounds]
    (('Ann', 'Cy'), [('first preferences', ()), ('surplus', ('Ann',)), ('exclusion', ('Di',))])
    >>> found.rounds[1].votes["Bo"], found.rounds[1].factors
    (Fraction(99999, 50000), {1: Fraction(33333, 100000)})
    """
    data = door.ranked(ballots, candidates, weights)
    door.whole(seats, "seats", 1, len(data.candidates))
    piles = Piles(data, door.seeded(seed), scale=_DECIMALS)
    # The quota is a whole number of votes also where papers weigh fractions.
    quota = (piles.valid // piles.one // (seats + 1) + 1) * piles.one
    _fill(piles, seats, quota)
    return piles.count()


def _fill(piles: Piles, seats: int, quota: int) -> None:
    """Surpluses, the largest first, then exclusions, until all seats are filled."""
    waiting: list[int] = []
    while True:
        elected = piles.elect(place for place in piles.active() if piles.totals[place] >= quota)
        waiting += [place for place in elected if piles.totals[place] > quota]
        active = piles.active()
        if 0 < len(active) <= seats - len(piles.winners):
            elected += piles.elect(active)
        if len(piles.winners) == seats:
            piles.close(quota=exact(quota, piles.one), elected=elected)
            return
        if waiting:
            most = max(piles.totals[place] for place in waiting)
            tied = [place for place in waiting if piles.totals[place] == most]
            place = piles.first_of(tied, lowest=False, what="surplus first")
            waiting.remove(place)
            piles.close(quota=exact(quota, piles.one), elected=elected)
            surplus, total = piles.totals[place] - quota, piles.totals[place]
            piles.transfer(place, "surplus", lambda value, s=surplus, t=total: s * value // t, left=quota)  # type: ignore[misc]
        else:
            out = piles.lowest()
            piles.standing[out] = False
            left = piles.active()
            if len(left) == seats - len(piles.winners):
                # As many are left as seats: no further transfer is made (rule 52).
                elected += piles.elect(left)
            piles.close(quota=exact(quota, piles.one), elected=elected, excluded=[out])
            if len(piles.winners) == seats:
                return
            piles.transfer(out, "exclusion", lambda value: value, left=0)
