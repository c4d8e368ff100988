"""What cannot be counted is refused by name: never a wrong result, never a crash."""

import math
from fractions import Fraction

import numpy as np
import pytest

from groundswell.science import counts

RANKED = ["irv", "stv_scottish", "stv_meek", "schulze", "ranked_pairs"]
ALL = [*RANKED, "approval", "majority"]


@pytest.mark.parametrize("rule", ALL)
@pytest.mark.parametrize(
    ("ballots", "more", "named"),
    [
        ([], {}, "ballots"),
        (None, {}, "ballots"),
        ("AB", {}, "ballots"),
        ([["A", "Z"]], {}, "ballots"),
        ([["A", "B", "A"]], {}, "ballots"),
        ([[]], {}, "ballots"),
        (np.array([[0, 3]]), {}, "ballots"),
        (np.array([[-2, 0]]), {}, "ballots"),
        (np.array([[0, 0]]), {}, "ballots"),
        (np.array([[-1, 0]]), {}, "ballots"),
        (np.empty((0, 3), int), {}, "ballots"),
        (np.full((2, 3), -1), {}, "ballots"),
        (np.array([[2**40, 0]]), {}, "ballots"),
        ([["A"]], {"candidates": []}, "candidates"),
        ([["A"]], {"candidates": ["A", "A"]}, "candidates"),
        ([["A"]], {"candidates": [("A", "B"), "A"]}, "candidates"),
        ([["A"]], {"candidates": None}, "candidates"),
        ([["A"]], {"seats": 0}, "seats"),
        ([["A"]], {"seats": 4}, "seats"),
        ([["A"]], {"seats": 1.5}, "seats"),
        ([["A"]], {"seed": "x"}, "seed"),
        ([["A"]], {"seed": 0.5}, "seed"),
        ([["A"]], {"weights": [-1]}, "weights"),
        ([["A"]], {"weights": [0]}, "weights"),
        ([["A"]], {"weights": [1, 1]}, "weights"),
        ([["A"]], {"weights": [math.nan]}, "weights"),
        ([["A"]], {"weights": [math.inf]}, "weights"),
        ([["A"]], {"weights": [2**63]}, "weights"),
        ([["A"], ["B"]], {"weights": [2**62, 2**62]}, "weights"),
        ([["A"], ["B"]], {"weights": [Fraction(7, 2**61 - 1), Fraction(5)]}, "weights"),
        ([["A"]], {"weights": ["1"]}, "weights"),
    ],
)
def test_bad_input_is_named(rule, ballots, more, named):
    with pytest.raises(ValueError, match=named):
        getattr(counts, rule)(ballots, **{"candidates": "ABC", **more})


@pytest.mark.parametrize("rule", RANKED)
@pytest.mark.parametrize(
    "ballot",
    [[("A", "B"), "A"], [("A", "A")], [["A"], "A"], {"A": 1}, 7, None, ["A", None], [{}], ["A", ()], [()], [frozenset()]],
)
def test_a_bad_ranking_is_refused(rule, ballot):
    with pytest.raises(ValueError, match="ballot"):
        getattr(counts, rule)([["A"], ballot], candidates="ABC")


@pytest.mark.parametrize("rule", ["irv", "majority", "supermajority"])
def test_one_seat_only(rule):
    with pytest.raises(ValueError, match="seats"):
        getattr(counts, rule)([["A"]], candidates="AB", seats=2)


@pytest.mark.parametrize("rule", ["score", "quadratic"])
@pytest.mark.parametrize("ballots", [[], [{"Z": 1}], [{"A": math.nan}], [{"A": math.inf}], [{"A": "1"}], [["A"]], [None], "A"])
def test_points_must_be_finite_numbers_for_candidates(rule, ballots):
    with pytest.raises(ValueError, match="ballots"):
        getattr(counts, rule)(ballots, candidates="ABC")


def test_points_stay_within_the_scale_and_the_credits():
    with pytest.raises(ValueError, match="ballots"):
        counts.score([{"A": 6}], candidates="AB", scale=(0, 5))
    for scale in [(5, 0), (0,), "05", (0, math.nan)]:
        with pytest.raises(ValueError, match="scale"):
            counts.score([{"A": 1}], candidates="AB", scale=scale)
    with pytest.raises(ValueError, match="ballots"):
        counts.quadratic([{"A": 8, "B": 7}], candidates="AB")
    for credits in (0, -1, math.nan):
        with pytest.raises(ValueError, match="credits"):
            counts.quadratic([{"A": 1}], candidates="AB", credits=credits)
    with pytest.raises(ValueError, match="ballots"):
        counts.score(np.ones((2, 3)), candidates="AB")


def test_other_arguments_are_named_too():
    for share in (0.5, 1.1, math.nan, "most"):
        with pytest.raises(ValueError, match="share"):
            counts.supermajority(["A"], candidates="AB", share=share)
    with pytest.raises(ValueError, match="of must"):
        counts.supermajority(["A"], candidates="AB", of="all")
    for rule in (counts.schulze, counts.ranked_pairs):
        with pytest.raises(ValueError, match="strength"):
            rule([["A"]], candidates="AB", strength="loudest")
    for said in [{"A": "yes"}, {"Z": "agree"}, "A"]:
        with pytest.raises(ValueError, match="ballots"):
            counts.consent([said], candidates="AB")
    with pytest.raises(ValueError, match="without ranks"):
        counts.approval([[("A", "B")]], candidates="AB")
