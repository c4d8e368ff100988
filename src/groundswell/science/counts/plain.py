"""Approval and score: one figure for each candidate, the highest win."""

from __future__ import annotations

from collections.abc import Mapping, Set
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.counts import door
from groundswell.science.counts.lots import Lots, top
from groundswell.science.counts.results import Candidate, Count, Exact, Round, exact

Array = NDArray[Any]


def approval(ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0) -> Count:
    """Count approvals: each ballot names everybody whom it can live with.

    Parameters
    ----------
    ballots : sequence of collections, or ndarray
        Each holds the candidates approved; an empty one approves of none. As an array of bool, shape (n, candidates);
        or of int: places in ``candidates``, padded with -1.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        How many win: those with the most approvals, not in proportion to anything.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.

    Returns
    -------
    Count
        One round with the totals. A tie at the last seat is settled by lot.

    Raises
    ------
    ValueError
        A ballot names somebody twice or somebody unknown, or none approves of anybody; there are no ballots, more seats
        than candidates or bad weights.

    Examples
    --------
    >>> found = approval([{"Ann", "Bo"}, {"Bo"}, {"Cy"}], candidates=["Ann", "Bo", "Cy"])
    >>> found.winners, dict(found.rounds[0].votes)
    (('Bo',), {'Ann': 1, 'Bo': 2, 'Cy': 1})
    """
    names = door.listed(candidates)
    door.whole(seats, "seats", 1, len(names))
    if isinstance(ballots, np.ndarray) and ballots.ndim == 2 and ballots.dtype.kind == "b":
        if ballots.shape[1] != len(names) or not len(ballots):
            raise ValueError(f"ballots must hold at least one, and {len(names)} columns, one for each candidate")
        scaled, unit = door.weighed(weights, len(ballots))
        totals = [int(scaled[ballots[:, place]].sum()) for place in range(len(names))]
        silent = int(scaled[~ballots.any(axis=1)].sum())
    else:
        given = ballots if isinstance(ballots, np.ndarray) else [_sorted(one) for one in door.several(ballots)]
        data = door.ranked(given, names, weights)
        if len(data.place):
            raise ValueError("ballots must name candidates only, without ranks")
        scaled, unit = data.weights, data.unit
        totals = [int(scaled[(data.order == place).any(axis=1)].sum()) for place in range(len(names))]
        silent = int(scaled[(data.order < 0).all(axis=1)].sum())
    if not any(totals):
        raise ValueError("ballots must approve of at least one candidate")
    return highest(names, [Fraction(one, unit) for one in totals], seats, seed, exhausted=exact(silent, unit))


def score(
    ballots: Any,
    *,
    candidates: Any,
    seats: int = 1,
    weights: Any = None,
    seed: int = 0,
    scale: tuple[float, float] | None = None,
) -> Count:
    """Count scores: each ballot gives points, the highest sum wins.

    Parameters
    ----------
    ballots : sequence of mappings, or array_like, shape (n, candidates)
        Each maps candidates to points; whom it leaves out gets none (0) from it. Floats are read as they are written.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        How many win: those with the highest sums, not in proportion to anything.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.
    scale : (float, float), optional
        The lowest and the highest points allowed. Without it whoever writes the largest number decides: always give it
        where ballots come from people.

    Returns
    -------
    Count
        One round with the sums. A tie at the last seat is settled by lot.

    Raises
    ------
    ValueError
        A ballot scores somebody unknown, or not with a finite number within the scale; there are no ballots, more seats
        than candidates or bad weights.

    Examples
    --------
    >>> score([{"Ann": 5, "Bo": 4}, {"Bo": 3}, {"Cy": 5}], candidates=["Ann", "Bo", "Cy"], scale=(0, 5)).winners
    ('Bo',)
    """
    names = door.listed(candidates)
    door.whole(seats, "seats", 1, len(names))
    within = _scale(scale)
    rows = points(ballots, names)
    if any(not within[0] <= value <= within[1] for row in rows for value in row.values()):
        raise ValueError(f"ballots must hold points from {scale and scale[0]} to {scale and scale[1]}")
    totals, silent = added(rows, names, weights)
    return highest(names, totals, seats, seed, exhausted=silent)


def points(ballots: Any, names: tuple[Candidate, ...]) -> list[dict[int, Fraction]]:
    """What each ballot gives to whom, exactly."""
    index = {one: place for place, one in enumerate(names)}
    found = []
    if isinstance(ballots, np.ndarray) and (ballots.ndim != 2 or ballots.shape[1] != len(names)):
        raise ValueError(f"ballots must hold {len(names)} columns, one for each candidate")
    for row, ballot in enumerate(door.several(ballots)):
        if isinstance(ballot, Mapping):
            if any(one not in index for one in ballot):
                raise ValueError(f"ballots must name candidates only: ballot {row} names somebody else")
            found.append({index[one]: door.number(value, "ballots") for one, value in ballot.items()})
        elif isinstance(ballot, list | tuple) and len(ballot) == len(names):
            found.append({place: door.number(value, "ballots") for place, value in enumerate(ballot)})
        else:
            raise ValueError(f"ballots must map candidates to numbers: ballot {row} does not")
    return found


def added(rows: list[dict[int, Fraction]], names: tuple[Candidate, ...], weights: Any) -> tuple[list[Fraction], Exact]:
    """The sum for each candidate, and the weight of ballots that say nothing."""
    scaled, unit = door.weighed(weights, len(rows))
    totals = [Fraction(0)] * len(names)
    silent = 0
    for row, weight in zip(rows, scaled.tolist(), strict=True):
        silent += 0 if row else weight
        for place, value in row.items():
            totals[place] += value * weight
    return [total / unit for total in totals], exact(silent, unit)


def highest(names: tuple[Candidate, ...], totals: list[Fraction], seats: int, seed: Any, *, exhausted: Exact) -> Count:
    """The highest win, a tie at the last seat by lot."""
    lots = Lots(door.seeded(seed), names)
    common = [int(total * _shared(totals)) for total in totals]
    winners = tuple(names[place] for place in top(common, range(len(names)), seats, lots, at=1))
    votes = {name: exact(total.numerator, total.denominator) for name, total in zip(names, totals, strict=True)}
    one = Round(number=1, action="totals", votes=votes, elected=winners, exhausted=exhausted)
    return Count(winners, (one,), tuple(lots.ties), exhausted)


def _shared(totals: list[Fraction]) -> int:
    return int(np.lcm.reduce(np.array([total.denominator for total in totals], object)))


def _sorted(ballot: Any) -> Any:
    return list(ballot) if isinstance(ballot, Set) else ballot


def _scale(scale: Any) -> tuple[Fraction, Fraction] | tuple[float, float]:
    if scale is None:
        return float("-inf"), float("inf")
    if not isinstance(scale, tuple | list) or len(scale) != 2:
        raise ValueError("scale must be the lowest and the highest points")
    low, high = (door.number(one, "scale") for one in scale)
    if low >= high:
        raise ValueError("scale must be the lowest and the highest points")
    return low, high
