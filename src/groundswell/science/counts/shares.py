"""Method of equal shares: each voter has the same share of the money, and what is bought is paid by those who want it."""

from __future__ import annotations

import heapq
from fractions import Fraction
from typing import Any

from groundswell.science.counts import door
from groundswell.science.counts.loads import by_loads
from groundswell.science.counts.lots import Lots
from groundswell.science.counts.money import Budget, Purchase, Wishes, wishes
from groundswell.science.counts.results import exact

_COMPLETIONS = ("add1u", "add1", "phragmen", "votes", "none")
# So many raises are alike; then the step doubles every so often, or a small one would take for ever.
_EVEN, _DOUBLED = 1000, 50


def equal_shares(
    ballots: Any,
    *,
    costs: Any,
    budget: Any,
    weights: Any = None,
    seed: int = 0,
    utility: str = "cost",
    completion: str = "add1u",
    increment: Any = 1,
) -> Budget:
    """Share out a budget by the method of equal shares.

    Parameters
    ----------
    ballots : sequence of collections, or of mappings
        Each holds the projects that a voter wants; or maps projects to points (not below 0).
    costs : mapping
        What each project costs.
    budget : number
        What there is to spend.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.
    utility : {"cost", "count"}
        What a project wanted is worth to a voter: its cost, or one. With points: points times that.
    completion : {"add1u", "add1", "phragmen", "votes", "none"}
        What to do with money that is left: raise every share by ``increment`` as long as the whole stays within the
        budget ("add1"), and then fill by votes ("add1u"); fill by Phragmén's loads, or by votes; or nothing.
    increment : number
        How much the share of a voter of weight 1 rises with "add1" (after 1,000 raises ever more).

    Returns
    -------
    Budget

    Raises
    ------
    ValueError
        A ballot names something twice or unknown; costs or budget are not positive numbers; nobody wants anything; bad weights.

    Notes
    -----
    Of what its supporters can pay, the project with the least price for what it is worth to each is bought, each paying alike
    as far as they can; of equals the one with more votes, then by lot. Fractions, exact. Voters who want the same are
    one; cost grows with groups x projects², times the runs of "add1". Not fit for projects that shut one another out.

    References
    ----------
    Peters, D., Pierczyński, G. and Skowron, P. (2021), "Proportional participatory budgeting with additive utilities",
    *NeurIPS* 34.

    Examples
    --------
    >>> ballots = [{"park", "bus"}] * 6 + [{"hall"}] * 4
    >>> found = equal_shares(ballots, costs={"park": 60, "bus": 40, "hall": 40}, budget=100)
    >>> found.winners, [str(one.price) for one in found.rounds]
    (('park', 'hall'), ['1/6', '1/4'])
    """
    if utility not in ("cost", "count"):
        raise ValueError('utility must be "cost" or "count"')
    if completion not in _COMPLETIONS:
        raise ValueError(f"completion must be one of {', '.join(_COMPLETIONS)}")
    step = door.number(increment, "increment")
    if step <= 0:
        raise ValueError("increment must be more than 0")
    data = wishes(ballots, costs, budget, weights)
    seed = door.seeded(seed)
    each, bought, lots = _shared(data, utility, seed, step if completion.startswith("add1") else None)
    one = Fraction(data.unit * data.point, data.coin if utility == "count" else 1)
    steps = [(place, "shares", price * one) for place, price in bought]
    if completion == "phragmen":
        steps += by_loads(data, [place for place, _ in bought], lots, skip=True)
    if completion in ("add1u", "votes"):
        steps += _by_votes(data, [place for place, _ in bought], lots)
    return told(data, steps, lots, each * data.unit / data.coin)


def _shared(data: Wishes, utility: str, seed: int, step: Fraction | None) -> tuple[Fraction, list[tuple[int, Fraction]], Lots]:
    """The share of each, what is bought with it, and the lots; with a step shares rise as long as the whole stays within."""
    each = Fraction(data.limit, sum(data.weights) + data.silent)
    lots = Lots(seed, data.names)
    bought = _run(data, each, utility, lots)
    if step is None:
        return each, bought, lots
    more, runs = step * data.coin / data.unit, 0
    # From the whole budget on for each, a higher share buys nothing new.
    while each * min(data.weights) <= data.limit and _room(data, bought):
        runs += 1
        if runs > _EVEN and runs % _DOUBLED == 0:
            more *= 2
        other_lots = Lots(seed, data.names)
        other = _run(data, each + more, utility, other_lots)
        if sum(data.costs[place] for place, _ in other) > data.limit:
            break
        each, bought, lots = each + more, other, other_lots
    return each, bought, lots


def told(data: Wishes, steps: list[tuple[int, str, Fraction]], lots: Lots, each: Fraction) -> Budget:
    """The steps with their names."""
    rounds, spent = [], 0
    for number, (place, by, price) in enumerate(steps, 1):
        spent += data.costs[place]
        one = exact(price.numerator, price.denominator)
        rounds.append(Purchase(number, data.names[place], by, one, exact(spent, data.coin)))
    winners = tuple(one.project for one in rounds)
    share = exact(each.numerator, each.denominator)
    return Budget(winners, tuple(rounds), tuple(lots.ties), exact(spent, data.coin), share, exact(data.silent, data.unit))


def _room(data: Wishes, bought: list[tuple[int, Fraction]]) -> bool:
    """Whether anything wanted would still fit."""
    left = data.limit - sum(data.costs[place] for place, _ in bought)
    chosen = {place for place, _ in bought}
    return any(wanted and data.costs[place] <= left for place, wanted in enumerate(data.wants) if place not in chosen)


def _run(data: Wishes, each: Fraction, utility: str, lots: Lots) -> list[tuple[int, Fraction]]:
    """What is bought when each unit of weight has so much, with the price of each."""
    # Money is held in whole numbers of one common fraction, made finer at each purchase: exact, and fast.
    money, fine = [each.numerator] * len(data.weights), each.denominator
    queue = [(Fraction(0), place) for place, wanted in enumerate(data.wants) if wanted]
    heapq.heapify(queue)
    bought: list[tuple[int, Fraction]] = []
    while queue:
        found: list[tuple[Fraction, int]] = []
        # Money only shrinks, so a price only grows: the one found before is a lower bound.
        while queue and (not found or queue[0][0] <= min(found)[0]):
            _, place = heapq.heappop(queue)
            price = _price(data, place, utility, money, fine)
            if price is not None:
                found.append((price, place))
        if not found:
            break
        least = min(found)[0]
        place = _chosen(data, [place for price, place in found if price == least], lots, len(bought) + 1)
        for one in found:
            if one[1] != place:
                heapq.heappush(queue, one)
        fine = _pay(data, place, utility, money, fine, least)
        bought.append((place, least))
    return bought


def _price(data: Wishes, place: int, utility: str, money: list[int], fine: int) -> Fraction | None:
    """The least price for each unit of worth at which its supporters can pay for it; None if they cannot."""
    worth = data.costs[place] if utility == "cost" else 1
    needed, wanted = data.costs[place] * fine, data.wants[place]
    if sum(data.weights[group] * money[group] for group, _ in wanted) < needed:
        return None
    alike = len({points for _, points in wanted}) == 1
    order = sorted(wanted, key=(lambda one: money[one[0]]) if alike else (lambda one: Fraction(money[one[0]], one[1])))
    weight = sum(data.weights[group] * points for group, points in order)
    for group, points in order:
        if money[group] * weight >= needed * points:
            return Fraction(needed, weight * worth * fine)
        needed -= data.weights[group] * money[group]
        weight -= data.weights[group] * points
    raise AssertionError("supporters who have enough can pay")


def _pay(data: Wishes, place: int, utility: str, money: list[int], fine: int, price: Fraction) -> int:
    """Everybody who wants it pays; the finer unit of money."""
    each = price * (data.costs[place] if utility == "cost" else 1) * fine
    if each.denominator > 1:
        for group, has in enumerate(money):
            money[group] = has * each.denominator
    for group, points in data.wants[place]:
        money[group] = max(0, money[group] - each.numerator * points)
    return fine * each.denominator


def _chosen(data: Wishes, places: list[int], lots: Lots, at: int) -> int:
    """Of equals the one with more votes, then by lot."""
    if len(places) == 1:
        return places[0]
    votes = {place: support(data, place) for place in places}
    most = sorted(place for place in places if votes[place] == max(votes.values()))
    return most[0] if len(most) == 1 else lots.draw(most, 1, what="elected", at=at)[0]


def support(data: Wishes, place: int) -> int:
    """The weight of those who want it, times their points."""
    return sum(data.weights[group] * points for group, points in data.wants[place])


def _by_votes(data: Wishes, chosen: list[int], lots: Lots) -> list[tuple[int, str, Fraction]]:
    """The rest by votes, as long as it fits."""
    left = data.limit - sum(data.costs[place] for place in chosen)
    waiting = [place for place, wanted in enumerate(data.wants) if wanted and place not in chosen]
    steps: list[tuple[int, str, Fraction]] = []
    while waiting := [place for place in waiting if data.costs[place] <= left]:
        most = max(support(data, place) for place in waiting)
        tied = [place for place in waiting if support(data, place) == most]
        place = tied[0] if len(tied) == 1 else lots.draw(tied, 1, what="elected", at=len(chosen) + len(steps) + 1)[0]
        left -= data.costs[place]
        waiting.remove(place)
        steps.append((place, "votes", Fraction(most, data.unit * data.point)))
    return steps
