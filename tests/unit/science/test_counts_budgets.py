"""Budgets: by hand, voter by voter against a textbook, and with bad input."""

import math
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from groundswell.science import counts

COSTS = {"bus": 30, "hall": 20, "lamp": 7, "park": 45, "trees": 12}
some = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
sets = st.lists(st.frozensets(st.sampled_from(sorted(COSTS))), min_size=1, max_size=25).filter(any)
points = st.lists(st.dictionaries(st.sampled_from(sorted(COSTS)), st.integers(1, 4)), min_size=1, max_size=15).filter(any)


def textbook_shares(ballots, budget, utility):
    """Every project that can be bought next at the least price, each voter's purse a fraction; stops at the first tie."""
    purse = [Fraction(budget, len(ballots))] * len(ballots)
    left, bought = set(COSTS), []
    while True:
        prices = {}
        for name in left:
            worth = COSTS[name] if utility == "cost" else 1
            joined = {k: ballot[name] * worth for k, ballot in enumerate(ballots) if ballot.get(name)}
            if sum(purse[k] for k in joined) < COSTS[name]:
                continue
            # The least price is one at which some set of voters pays all it has, the others alike.
            for edge in {purse[k] / joined[k] for k in joined}:
                poor = [k for k in joined if purse[k] / joined[k] < edge]
                rich = sum(joined[k] for k in joined if k not in poor)
                price = (Fraction(COSTS[name]) - sum(purse[k] for k in poor)) / rich
                paid = sum(min(purse[k], price * joined[k]) for k in joined)
                if paid == COSTS[name]:
                    prices[name] = min(price, prices.get(name, price))
        if not prices:
            return bought, False
        least = min(prices.values())
        first = [name for name in prices if prices[name] == least]
        if len(first) > 1:
            return bought, True
        bought.append((first[0], least))
        left.discard(first[0])
        worth = COSTS[first[0]] if utility == "cost" else 1
        purse = [has - min(has, least * ballot.get(first[0], 0) * worth) for has, ballot in zip(purse, ballots, strict=True)]


@some
@given(st.one_of(sets, points), st.integers(20, 110), st.sampled_from(["cost", "count"]))
def test_shares_equal_the_textbook(ballots, budget, utility):
    found = counts.equal_shares(ballots, costs=COSTS, budget=budget, utility=utility, completion="none")
    as_points = [ballot if isinstance(ballot, dict) else dict.fromkeys(ballot, 1) for ballot in ballots]
    bought, tied = textbook_shares(as_points, budget, utility)
    steps = [(one.project, one.price) for one in found.rounds]
    assert steps[: len(bought)] == bought
    assert tied or len(steps) == len(bought)
    assert found.spent == sum(COSTS[name] for name in found.winners) <= budget


@some
@given(sets, st.integers(20, 110), st.sampled_from(["add1u", "add1", "phragmen", "votes"]))
def test_completion_spends_more_and_never_too_much(ballots, budget, completion):
    plain = counts.equal_shares(ballots, costs=COSTS, budget=budget, completion="none")
    found = counts.equal_shares(ballots, costs=COSTS, budget=budget, completion=completion)
    assert found.spent == sum(COSTS[name] for name in found.winners) <= budget
    assert [one.spent for one in found.rounds] == [
        sum(COSTS[name] for name in found.winners[:k]) for k in range(1, len(found.winners) + 1)
    ]
    if completion in ("phragmen", "votes"):
        assert found.winners[: len(plain.winners)] == plain.winners
    if completion != "add1":
        wanted = set().union(*ballots)
        assert all(COSTS[name] > budget - found.spent for name in wanted - set(found.winners))
    assert found.each >= plain.each


@some
@given(sets, st.integers(20, 110), st.booleans())
def test_loads_equal_the_textbook(ballots, budget, skip):
    found = counts.phragmen(ballots, costs=COSTS, budget=budget, skip=skip)
    carried, left, spent = [Fraction(0)] * len(ballots), {name for name in COSTS if COSTS[name] <= budget}, 0
    for one in found.rounds:
        after = {}
        for name in left:
            joined = [k for k, ballot in enumerate(ballots) if name in ballot]
            if joined and (not skip or spent + COSTS[name] <= budget):
                after[name] = (Fraction(COSTS[name]) + sum(carried[k] for k in joined)) / len(joined)
        assert one.price == after[one.project] == min(after.values())
        carried = [one.price if one.project in ballot else has for has, ballot in zip(carried, ballots, strict=True)]
        spent += COSTS[one.project]
        left.discard(one.project)
        assert one.spent == spent <= budget


@some
@given(sets, st.integers(0, 3), st.integers(1, 5))
def test_weights_stand_for_so_many_voters(ballots, seed, times):
    more = {"costs": COSTS, "budget": 80, "seed": seed, "completion": "none"}
    one = counts.equal_shares(ballots * times, **more)
    assert counts.equal_shares(ballots, weights=[times] * len(ballots), **more) == one
    assert counts.equal_shares(ballots[::-1], weights=[times] * len(ballots), **more) == one
    parts = counts.equal_shares(ballots, weights=[Fraction(times, 7)] * len(ballots), **more)
    assert parts.winners == one.winners
    assert parts.each == 7 * one.each


@some
@given(sets)
def test_money_in_cents_buys_the_same(ballots):
    assume(len(ballots) > 1)
    one = counts.equal_shares(ballots, costs=COSTS, budget=80, completion="phragmen")
    cents = {name: cost / 100 for name, cost in COSTS.items()}
    other = counts.equal_shares(ballots, costs=cents, budget=0.8, completion="phragmen")
    assert other.winners == one.winners and other.spent == Fraction(one.spent) / 100


def test_a_minority_gets_its_part():
    ballots = [{"a", "b", "c", "d"}] * 75 + [{"x"}] * 25
    costs = dict.fromkeys("abcdx", 25)
    for found in (
        counts.equal_shares(ballots, costs=costs, budget=100),
        counts.phragmen(ballots, costs=costs, budget=100),
        counts.phragmen(ballots, candidates="abcdx", seats=4),
    ):
        assert "x" in found.winners and len(found.winners) == 4
        assert found.tie_breaks  # the four are alike


def test_raising_shares_comes_to_an_end():
    ballots = [{"big"}] + [{"small"}] * 9
    found = counts.equal_shares(ballots, costs={"big": 10**9 - 5, "small": 6}, budget=10**9)
    assert found.winners == ("small",)
    found = counts.equal_shares([{"big"}] + [set()] * 9, costs={"big": 10**9}, budget=10**9)
    assert found.winners == ("big",) and found.exhausted == 9


def test_a_committee_by_hand():
    # After A (1/5 each) B costs its two others and one who has paid: (1 + 1/5) / 3.
    ballots = [{"A"}] * 4 + [{"A", "B"}] + [{"B"}] * 2
    found = counts.phragmen(ballots, candidates="AB", seats=2)
    assert [(one.project, one.price) for one in found.rounds] == [("A", Fraction(1, 5)), ("B", Fraction(6, 15))]
    assert found.spent == 2 and found.exhausted == 0


@pytest.mark.parametrize(
    ("ballots", "more", "named"),
    [
        ([], {}, "ballots"),
        ([set()], {}, "ballots"),
        ([{"zoo"}], {}, "ballots"),
        ([["bus", "bus"]], {}, "ballots"),
        (["bus"], {}, "ballots"),
        ([7], {}, "ballots"),
        ([[[]]], {}, "ballots"),
        ([{"bus": -1}], {}, "ballots"),
        ([{"bus": math.nan}], {}, "ballots"),
        ([{"bus"}], {"costs": {}}, "costs"),
        ([{"bus"}], {"costs": ["bus"]}, "costs"),
        ([{"bus"}], {"costs": {"bus": -1}}, "costs"),
        ([{"bus"}], {"costs": {"bus": 0}}, "costs"),
        ([{"bus"}], {"costs": {"bus": math.inf}}, "costs"),
        ([{"bus"}], {"budget": 0}, "budget"),
        ([{"bus"}], {"budget": math.nan}, "budget"),
        ([{"bus"}], {"weights": [-1]}, "weights"),
        ([{"bus"}], {"weights": [0]}, "weights"),
        ([{"bus"}], {"seed": None}, "seed"),
        ([{"bus"}], {"utility": "joy"}, "utility"),
        ([{"bus"}], {"completion": "more"}, "completion"),
        ([{"bus"}], {"increment": 0}, "increment"),
    ],
)
def test_bad_input_is_named(ballots, more, named):
    with pytest.raises(ValueError, match=named):
        counts.equal_shares(ballots, **{"costs": COSTS, "budget": 80, **more})


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({}, "costs and budget"),
        ({"costs": {"a": 1}}, "costs and budget"),
        ({"candidates": "ab"}, "costs and budget"),
        ({"candidates": "ab", "seats": 3}, "seats"),
        ({"candidates": "ab", "seats": 1, "costs": {"a": 1}, "budget": 1}, "costs and budget"),
        ({"costs": {"a": 1}, "budget": -1}, "budget"),
    ],
)
def test_loads_need_one_kind_of_question(more, named):
    with pytest.raises(ValueError, match=named):
        counts.phragmen([{"a"}], **more)
    with pytest.raises(ValueError, match="ballots"):
        counts.phragmen([{"a": 2}], candidates="ab", seats=1)
