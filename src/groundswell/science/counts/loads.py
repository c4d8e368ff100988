"""Phragmén's sequential rule: money drips to everybody alike, and those who want the same buy it as soon as they can."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from groundswell.science.counts import door
from groundswell.science.counts.lots import Lots
from groundswell.science.counts.money import Budget, Purchase, Wishes, wishes
from groundswell.science.counts.results import exact


def phragmen(
    ballots: Any,
    *,
    costs: Any = None,
    budget: Any = None,
    candidates: Any = None,
    seats: int | None = None,
    weights: Any = None,
    seed: int = 0,
    skip: bool = False,
) -> Budget:
    """Share out a budget, or fill a committee, in proportion by approvals: Phragmén's sequential rule.

    Parameters
    ----------
    ballots : sequence of collections
        Each holds the projects or people that a voter wants.
    costs, budget : mapping and number
        What each project costs, and what there is to spend; or
    candidates, seats : sequence and int
        Whom one can vote for, and how many are elected.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.
    skip : bool
        Whether to go on past a project that no longer fits; otherwise the first such ends it.

    Returns
    -------
    Budget
        ``price``: what each supporter has carried after each step. Equal loads are settled by lot.

    Raises
    ------
    ValueError
        Neither or both kinds are given; a ballot names something twice or unknown; costs or budget are not positive
        numbers; nobody wants anything; more seats than candidates; bad weights.

    References
    ----------
    Brill, M., Freeman, R., Janson, S. and Lackner, M. (2024), "Phragmén's voting methods and justified representation",
    *Mathematical Programming* 203.

    Examples
    --------
    >>> found = phragmen([{"Ann", "Bo"}] * 6 + [{"Cy"}] * 4, candidates=["Ann", "Bo", "Cy"], seats=2)
    >>> sorted(found.winners), [str(one.price) for one in found.rounds]
    (['Ann', 'Cy'], ['1/6', '1/4'])
    """
    if (
        (costs is None) == (candidates is None)
        or (costs is None) != (budget is None)
        or (candidates is None) != (seats is None)
    ):
        raise ValueError("costs and budget must be given, or candidates and seats")
    if candidates is not None:
        names = door.listed(candidates)
        budget = door.whole(seats, "seats", 1, len(names))
        costs = dict.fromkeys(names, 1)
    data = wishes(ballots, costs, budget, weights, points=False)
    lots = Lots(door.seeded(seed), data.names)
    steps = by_loads(data, [], lots, skip=skip)
    rounds, spent = [], 0
    for number, (place, by, price) in enumerate(steps, 1):
        spent += data.costs[place]
        one = exact(price.numerator, price.denominator)
        rounds.append(Purchase(number, data.names[place], by, one, exact(spent, data.coin)))
    winners = tuple(one.project for one in rounds)
    return Budget(winners, tuple(rounds), tuple(lots.ties), exact(spent, data.coin), 0, exact(data.silent, data.unit))


def by_loads(data: Wishes, chosen: list[int], lots: Lots, *, skip: bool) -> list[tuple[int, str, Fraction]]:
    """What is bought by loads after what is chosen already, with the load of its supporters (for one vote, in money)."""
    load, fine = [0] * len(data.weights), 1
    left = data.limit - sum(data.costs[place] for place in chosen)
    # What costs more than there is at all is no choice.
    waiting = [
        place for place, wanted in enumerate(data.wants) if wanted and place not in chosen and data.costs[place] <= data.limit
    ]
    weight = {place: sum(data.weights[group] for group, _ in data.wants[place]) for place in waiting}
    carried = dict.fromkeys(waiting, 0)
    steps: list[tuple[int, str, Fraction]] = []
    while waiting:
        if skip:
            waiting = [place for place in waiting if data.costs[place] <= left]
            if not waiting:
                break
        for place in waiting:
            carried[place] = sum(data.weights[group] * load[group] for group, _ in data.wants[place])
        after = {place: Fraction(data.costs[place] * fine + carried[place], weight[place]) for place in waiting}
        least = min(after.values())
        tied = [place for place in waiting if after[place] == least]
        if not skip and any(data.costs[place] > left for place in tied):
            break
        place = tied[0] if len(tied) == 1 else lots.draw(tied, 1, what="elected", at=len(chosen) + len(steps) + 1)[0]
        waiting.remove(place)
        left -= data.costs[place]
        if least.denominator > 1:
            load = [one * least.denominator for one in load]
            fine *= least.denominator
        for group, _ in data.wants[place]:
            load[group] = least.numerator
        steps.append((place, "loads", Fraction(least.numerator * data.unit, fine * data.coin)))
    return steps
