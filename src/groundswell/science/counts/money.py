"""What may enter a budget: costs, the sum to spend, who wants what; voters who want the same are one group."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from groundswell.science.counts import door
from groundswell.science.counts.results import Exact, TieBreak


@dataclass(frozen=True, slots=True)
class Purchase:
    """One step of a budget.

    Attributes
    ----------
    number : int
        From 1 on.
    project : hashable
        What was chosen.
    by : str
        "shares", "loads" or "votes": what it was chosen by.
    price : int or Fraction
        What each supporter pays for it at most (shares; by points: for each point), what each has carried after it
        (loads), or how much support it has (votes).
    spent : int or Fraction
        What is spent after it.
    """

    number: int
    project: Hashable
    by: str
    price: Exact
    spent: Exact


@dataclass(frozen=True, slots=True)
class Budget:
    """What is to be done with the money.

    Attributes
    ----------
    winners : tuple
        The projects chosen, in the order in which they were.
    rounds : tuple of Purchase
        Every step.
    tie_breaks : tuple of TieBreak
        Every tie that had to be settled.
    spent : int or Fraction
        What they cost together.
    each : int or Fraction
        The share that each voter of weight 1 had; 0 where the rule knows no shares.
    exhausted : int or Fraction
        The weight of voters who want nothing of all this.
    """

    winners: tuple[Hashable, ...]
    rounds: tuple[Purchase, ...]
    tie_breaks: tuple[TieBreak, ...]
    spent: Exact
    each: Exact
    exhausted: Exact


@dataclass(frozen=True, slots=True)
class Wishes:
    """Projects by their place, costs in whole units, and groups of voters (whole weights) with what they want of each.

    ``coin`` units make 1 of money, ``unit`` of weight one vote, ``point`` of points one. ``wants[p]`` lists (group, points)
    of a project.
    """

    names: tuple[Hashable, ...]
    costs: list[int]
    limit: int
    coin: int
    weights: list[int]
    unit: int
    point: int
    wants: list[list[tuple[int, int]]]
    silent: int


def wishes(ballots: Any, costs: Any, budget: Any, weights: Any, *, points: bool = True) -> Wishes:
    """All of it, checked."""
    if not isinstance(costs, Mapping) or not costs:
        raise ValueError("costs must map each project to what it costs")
    names = door.listed(list(costs))
    prices = [door.number(one, "costs") for one in costs.values()]
    whole = door.number(budget, "budget")
    if any(price <= 0 for price in prices):
        raise ValueError("costs must be more than 0")
    if whole <= 0:
        raise ValueError("budget must be more than 0")
    coin = math.lcm(whole.denominator, *(price.denominator for price in prices))
    given = [_wanted(one, row, names, points=points) for row, one in enumerate(door.several(ballots))]
    scaled, unit = door.weighed(weights, len(given))
    grouped: dict[frozenset[tuple[int, Fraction]], int] = {}
    for one, weight in zip(given, scaled.tolist(), strict=True):
        if weight:
            grouped[one] = grouped.get(one, 0) + weight
    silent = grouped.pop(frozenset(), 0)
    if not grouped:
        raise ValueError("ballots must want at least one project")
    fine = math.lcm(*(value.denominator for one in grouped for _, value in one))
    wants: list[list[tuple[int, int]]] = [[] for _ in names]
    # In an order that does not hang on that of the ballots.
    ordered = sorted(grouped.items(), key=lambda item: sorted(item[0]))
    for group, (one, _) in enumerate(ordered):
        for place, value in one:
            wants[place].append((group, int(value * fine)))
    units = [weight for _, weight in ordered]
    return Wishes(names, [int(price * coin) for price in prices], int(whole * coin), coin, units, unit, fine, wants, silent)


def _wanted(ballot: Any, row: int, names: tuple[Hashable, ...], *, points: bool) -> frozenset[tuple[int, Fraction]]:
    index = {name: place for place, name in enumerate(names)}
    if isinstance(ballot, Mapping):
        if not points:
            raise ValueError(f"ballots must be collections of projects: ballot {row} is none")
        pairs = [(one, door.number(value, "ballots")) for one, value in ballot.items()]
    elif isinstance(ballot, Set | list | tuple):
        pairs = [(one, Fraction(1)) for one in ballot]
    else:
        raise ValueError(f"ballots must be collections of projects: ballot {row} is none")
    if any(not isinstance(one, Hashable) or one not in index for one, _ in pairs):
        raise ValueError(f"ballots must name projects only: ballot {row} names something else")
    if len({one for one, _ in pairs}) < len(pairs):
        raise ValueError(f"ballots must name nothing twice: ballot {row} does")
    if any(value < 0 for _, value in pairs):
        raise ValueError(f"ballots must not hold points below 0: ballot {row} does")
    return frozenset((index[one], value) for one, value in pairs if value > 0)
