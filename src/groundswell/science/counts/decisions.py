"""Majority, supermajority and consent: whether a group has decided at all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from groundswell.science.counts import door
from groundswell.science.counts.lots import Lots, top
from groundswell.science.counts.results import Count, Round, exact

_SAYINGS = ("agree", "aside", "object")


def majority(ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0) -> Count:
    """Whom more than half of those who vote are for; nobody, if there is none.

    Parameters
    ----------
    ballots : sequence, or array_like of int
        Each names one candidate, or is None (abstains); of a ranked ballot the first counts, an equal first rank abstains.
        As an array: places in ``candidates``, -1 for none; of two dimensions: ranked ballots.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        Must be 1.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Not used: over half cannot be a tie. It stands here as with the other rules.

    Returns
    -------
    Count
        One round; ``winners`` is empty if nobody has more than half. ``exhausted``: those who abstain.

    Raises
    ------
    ValueError
        A ballot names somebody unknown; there are no ballots, all abstain, other than one seat or bad weights.

    Examples
    --------
    >>> majority(["yes", "yes", "no", None], candidates=["yes", "no"]).winners
    ('yes',)
    >>> majority(["yes", "no"], candidates=["yes", "no"]).winners
    ()
    """
    return _over(ballots, candidates, seats, weights, seed, share=None, of_all=False)


def supermajority(
    ballots: Any,
    *,
    candidates: Any,
    seats: int = 1,
    weights: Any = None,
    seed: int = 0,
    share: Fraction | float = Fraction(2, 3),
    of: str = "votes",
) -> Count:
    """Whom at least a share of the votes are for, two thirds by default; nobody, if there is none.

    Parameters
    ----------
    ballots, candidates, seats, weights, seed
        As for :func:`majority`.
    share : Fraction or float
        Over a half, up to 1. Reached means enough.
    of : {"votes", "ballots"}
        The share of those who vote, or of all ballots, abstentions with them.

    Returns
    -------
    Count
        One round; ``winners`` is empty if nobody has so much. ``exhausted``: those who abstain.

    Raises
    ------
    ValueError
        As for :func:`majority`; the share is not over a half and up to 1.

    Examples
    --------
    >>> supermajority(["yes", "yes", "no"], candidates=["yes", "no"]).winners
    ('yes',)
    >>> supermajority(["yes", "yes", "no", None], candidates=["yes", "no"], of="ballots").winners
    ()
    """
    needed = door.number(share, "share")
    if not Fraction(1, 2) < needed <= 1:
        raise ValueError("share must be over a half, and at most 1")
    if of not in ("votes", "ballots"):
        raise ValueError('of must be "votes" or "ballots"')
    return _over(ballots, candidates, seats, weights, seed, share=needed, of_all=of == "ballots")


def consent(ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0) -> Count:
    """What nobody objects to; of several proposals those with the most who agree.

    Parameters
    ----------
    ballots : sequence of mappings
        Each maps proposals to "agree", "aside" or "object"; what it leaves out it stands aside from.
    candidates : sequence of hashable
        The proposals.
    seats : int
        How many are adopted at most.
    weights : array_like, optional
        What each ballot weighs; not negative. An objection of any weight but 0 counts whole.
    seed : int
        Public seed of the lots.

    Returns
    -------
    Count
        One round: ``votes`` (who agrees), ``factors`` (who objects), ``excluded`` (what somebody objects to).
        ``winners`` is empty if somebody objects to everything, or nobody agrees.

    Raises
    ------
    ValueError
        A ballot says something else, or of something unknown; there are no ballots, more seats than candidates or bad weights.

    Examples
    --------
    >>> said = [{"fair": "agree", "march": "agree"}, {"fair": "agree", "march": "object"}]
    >>> found = consent(said, candidates=["fair", "march"])
    >>> found.winners, found.rounds[0].excluded
    (('fair',), ('march',))
    """
    names = door.listed(candidates)
    door.whole(seats, "seats", 1, len(names))
    given = door.several(ballots)
    scaled, unit = door.weighed(weights, len(given))
    agree, against = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    silent = 0
    for row, (ballot, weight) in enumerate(zip(given, scaled.tolist(), strict=True)):
        if not isinstance(ballot, Mapping):
            raise ValueError(f"ballots must map candidates to what is said of them: ballot {row} does not")
        silent += 0 if any(saying != "aside" for saying in ballot.values()) else weight
        for one, saying in ballot.items():
            if one not in agree or saying not in _SAYINGS:
                raise ValueError(f"ballots must say agree, aside or object of candidates: ballot {row} does not")
            agree[one] += weight if saying == "agree" else 0
            against[one] += weight if saying == "object" else 0
    lots = Lots(door.seeded(seed), names)
    totals = list(agree.values())
    free = [place for place, one in enumerate(names) if agree[one] and not against[one]]
    winners = tuple(names[place] for place in top(totals, free, seats, lots, at=1))
    told = Round(
        number=1,
        action="consent",
        votes={one: exact(total, unit) for one, total in agree.items()},
        elected=winners,
        excluded=tuple(one for one in names if against[one]),
        exhausted=exact(silent, unit),
        factors={one: exact(total, unit) for one, total in against.items()},
    )
    return Count(winners, (told,), tuple(lots.ties), exact(silent, unit))


def _over(ballots: Any, candidates: Any, seats: Any, weights: Any, seed: Any, *, share: Fraction | None, of_all: bool) -> Count:
    names = door.listed(candidates)
    door.seeded(seed)
    if door.whole(seats, "seats", 1, len(names)) != 1:
        raise ValueError("seats must be 1: no two can have over half")
    if isinstance(ballots, np.ndarray) and ballots.dtype.kind in "iu":
        ballots = ballots[:, None] if ballots.ndim == 1 else ballots
    else:
        ballots = [_listed(one, names) for one in door.several(ballots)]
    data = door.ranked(ballots, names, weights)
    firsts = data.order[:, 0] if data.order.shape[1] else np.full(len(data.order), -1, np.int16)
    totals = [int(data.weights[firsts == place].sum()) for place in range(len(names))]
    silent, cast = int(data.weights[firsts < 0].sum()), sum(totals)
    if not cast:
        raise ValueError("ballots must not all abstain")
    base = cast + silent if of_all else cast
    # More than a half; of any other share so much is enough.
    won = [place for place, total in enumerate(totals) if (2 * total > base if share is None else total >= share * base)]
    told = Round(
        number=1,
        action="totals",
        votes={one: exact(total, data.unit) for one, total in zip(names, totals, strict=True)},
        quota=exact(base, 2 * data.unit)
        if share is None
        else exact((share * base).numerator, (share * base).denominator * data.unit),
        elected=tuple(names[place] for place in won),
        exhausted=exact(silent, data.unit),
    )
    return Count(told.elected, (told,), (), told.exhausted)


def _listed(ballot: Any, names: tuple[Any, ...]) -> Any:
    """One name as a ranked ballot of one; None as an empty one."""
    if ballot is None:
        return []
    return ballot if isinstance(ballot, list | tuple) and ballot not in names else [ballot]
