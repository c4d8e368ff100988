"""Counts worked by hand, and the worked examples of the papers that the rules come from."""

import random
from fractions import Fraction

import numpy as np
import pytest

from groundswell.science import counts

# Schulze (2011), example 1: 45 voters, five candidates, E wins.
SCHULZE = {"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8}


def cast(often):
    return [list(order) for order, n in often.items() for _ in range(n)]


def test_schulze_finds_the_winner_and_the_strengths_of_the_paper():
    found = counts.schulze(cast(SCHULZE), candidates="ABCDE", seats=5)
    assert found.winners == ("E", "A", "C", "B", "D")
    told = found.rounds[0]
    assert told.pairs["A", "C"] == 26 and told.pairs["C", "A"] == 19
    assert [told.strengths["A", to] for to in "BCDE"] == [28, 28, 30, 24]
    assert [told.strengths["E", to] for to in "ABCD"] == [25, 28, 28, 31]
    assert not found.tie_breaks and found.exhausted == 0


def test_the_runner_up_of_the_first_round_can_win_the_run_off():
    ballots = cast({"AB": 8, "BA": 7, "CB": 5, "D": 1})
    found = counts.irv(ballots, candidates="ABCD")
    assert found.winners == ("B",)
    assert [one.excluded for one in found.rounds] == [("D",), ("C",), ()]
    assert found.rounds[-1].votes == {"A": 8, "B": 12, "C": 0, "D": 0}
    assert found.exhausted == 1


def test_an_equal_rank_that_the_count_comes_to_exhausts_the_ballot():
    ballots = [["A"], ["A"], ["A"], ["B"], ["B"], ["C", ("A", "B")], [("A", "B")]]
    found = counts.irv(ballots, candidates="ABC")
    assert found.winners == ("A",)
    assert [one.exhausted for one in found.rounds] == [1, 2]
    # An equal rank that is named after a single one does no harm to those before it.
    assert counts.stv_scottish(ballots, candidates="ABC", seats=1).rounds[0].votes == {"A": 3, "B": 2, "C": 1}


def test_burying_decides_only_where_ranks_are_compared():
    ballots = [["A", ("B", "C")], ["A", ("B", "C")], [("B", "C"), "A"], ["B"], ["C", "B"]]
    told = counts.schulze(ballots, candidates="ABC").rounds[0]
    assert told.pairs["B", "A"] == 3 and told.pairs["A", "B"] == 2
    assert told.pairs["B", "C"] == 1 and told.pairs["C", "B"] == 1


def test_scottish_transfers_are_truncated_at_five_decimals():
    # 10 valid papers, 2 seats: quota 4. A has 7, surplus 3: each paper goes on at .42857.
    ballots = cast({"AB": 4, "AC": 3, "B": 1, "C": 2})
    found = counts.stv_scottish(ballots, candidates="ABC", seats=2)
    first, second = found.rounds[:2]
    assert (first.quota, first.elected) == (4, ("A",))
    assert second.factors == {1: Fraction(42857, 100000)}
    assert second.votes == {"A": 4, "B": 1 + 4 * Fraction(42857, 100000), "C": 2 + 3 * Fraction(42857, 100000)}
    assert second.exhausted == Fraction(1, 100000)
    assert found.winners == ("A", "C") and second.excluded == ("B",)


def test_scottish_last_seats_go_to_those_who_are_left_without_a_further_transfer():
    found = counts.stv_scottish(cast({"A": 5, "BC": 2, "C": 3}), candidates="ABC", seats=2)
    assert found.winners == ("A", "C")
    assert [(one.action, one.elected, one.excluded) for one in found.rounds] == [
        ("first preferences", ("A",), ()),
        ("surplus", ("C",), ("B",)),
    ]


def test_meek_keeps_what_makes_the_quota():
    # A has 6 of 9 first preferences for two seats; nobody's paper ends, so the quota stays 3 and A keeps half of each.
    found = counts.stv_meek(cast({"AB": 6, "B": 1, "CB": 2}), candidates="ABC", seats=2)
    assert found.winners == ("A", "B")
    assert float(found.rounds[0].quota) == pytest.approx(3)
    assert float(found.rounds[1].factors["A"]) == pytest.approx(0.5)
    assert float(found.rounds[1].votes["B"]) == pytest.approx(4)


def test_meek_lowers_the_quota_as_papers_end():
    found = counts.stv_meek(cast({"A": 6, "B": 2, "C": 1}), candidates="ABC", seats=2)
    last = found.rounds[-1]
    assert found.winners == ("A", "B")
    assert last.quota < 3 and last.exhausted > 0
    assert sum(last.votes.values()) + last.exhausted == 9


def test_ranked_pairs_leaves_out_what_would_close_a_circle():
    found = counts.ranked_pairs(cast({"ABC": 7, "BCA": 6, "CAB": 5}), candidates="ABC", seats=3)
    assert found.winners == ("A", "B", "C")
    assert list(found.rounds[0].strengths) == [("B", "C"), ("A", "B")]


def test_ranked_pairs_takes_lots_only_where_the_order_matters():
    circle = cast({"ABC": 1, "BCA": 1, "CAB": 1})
    found = [counts.ranked_pairs(circle, candidates="ABC", seed=seed) for seed in range(20)]
    assert {one.winners[0] for one in found} == set("ABC")
    assert all([tie.what for tie in one.tie_breaks] == ["first locked"] for one in found)
    assert not counts.ranked_pairs(cast({"ABC": 2}), candidates="ABC").tie_breaks


def test_approval_score_and_quadratic_sum_exactly():
    assert counts.approval([["A", "B"], {"B"}, set()], candidates="AB").exhausted == 1
    table = np.array([[True, True], [False, True]])
    assert counts.approval(table, candidates="AB").rounds[0].votes == {"A": 1, "B": 2}
    found = counts.score([{"A": 0.1}, {"A": 0.2}, {"B": 0.3}], candidates="AB", seats=2)
    assert found.rounds[0].votes == {"A": Fraction(3, 10), "B": Fraction(3, 10)}
    assert counts.score(np.array([[5, 1], [0, 5]]), candidates="AB").winners == ("B",)
    found = counts.quadratic([{"A": 6, "B": 8}, {"B": -3}], candidates="AB", weights=[1, 2])
    assert found.rounds[0].votes == {"A": 6, "B": 2}


def test_majority_and_supermajority_can_elect_nobody():
    assert counts.majority(cast({"A": 2, "B": 2, "C": 1}), candidates="ABC").winners == ()
    assert counts.majority(np.array([0, 0, 1, -1]), candidates="AB").winners == ("A",)
    yes = ["yes"] * 65 + ["no"] * 35
    assert counts.supermajority(yes, candidates=["yes", "no"]).winners == ()
    assert counts.supermajority(yes, candidates=["yes", "no"], share=0.65).winners == ("yes",)
    found = counts.majority([("A", "B"), [("A", "B")], None, "B"], candidates="AB", weights=[1, 5, 5, 0.5])
    assert found.winners == ("A",) and found.exhausted == 10


def test_consent_needs_no_objection_and_somebody_who_agrees():
    said = [{"A": "agree", "B": "agree"}, {"A": "object", "B": "aside"}, {"C": "aside"}]
    found = counts.consent(said, candidates="ABC", seats=3)
    assert found.winners == ("B",) and found.rounds[0].excluded == ("A",) and found.exhausted == 1
    assert counts.consent(said, candidates="ABC", weights=[1, 0, 1], seats=3).winners == ("A", "B")
    assert counts.consent([{"A": "object"}], candidates="A").winners == ()


def test_lots_are_public_and_can_be_drawn_again():
    import hashlib

    tied = ["Ann", "Bo", "Cy"]
    for seed in range(10):
        found = counts.approval([["Ann"], ["Bo"], ["Cy"]], candidates=tied, seed=seed)
        tickets = [hashlib.sha256(f"{seed}:1:{place}".encode()).digest() for place in range(3)]
        assert found.winners == (tied[tickets.index(min(tickets))],)
        assert found.tie_breaks[0].by == "lot" and found.tie_breaks[0].among == tuple(tied)


def test_ties_look_at_earlier_rounds_before_lots():
    # B and C are equal in the second round; C was behind in the first.
    ballots = cast({"A": 6, "B": 4, "C": 3, "DC": 1, "E": 1})
    found = counts.irv(ballots, candidates="ABCDE", seed=3)
    chosen = {tie.chosen: tie.by for tie in found.tie_breaks}
    assert chosen[("C",)] == "earlier rounds"
    assert [tie.what for tie in found.tie_breaks] == ["excluded"] * len(found.tie_breaks)


RULES = ["irv", "stv_scottish", "stv_meek", "schulze", "ranked_pairs"]


@pytest.mark.parametrize("rule", RULES)
def test_weights_arrays_and_sequences_say_the_same(rule):
    orders = [[0, 1, 2], [1, 2], [2, 0, 1, 3], [3], [1, 0]]
    often = [4, 3, 5, 2, 1]
    count = getattr(counts, rule)
    spread = [order for order, n in zip(orders, often, strict=True) for _ in range(n)]
    random.Random(1).shuffle(spread)
    padded = np.array([order + [-1] * (4 - len(order)) for order in orders])
    one = count(spread, candidates=range(4))
    assert one == count(orders, candidates=range(4), weights=often)
    assert one == count(padded, candidates=range(4), weights=np.array(often))
    assert one == count(padded.astype(np.int8), candidates=4, weights=[Fraction(n) for n in often])
    halves = count(padded, candidates=range(4), weights=np.array(often) / 2)
    if rule != "stv_scottish":  # whose quota is a whole number
        assert halves.winners == one.winners


def test_one_candidate_and_one_ballot():
    for rule in RULES:
        assert getattr(counts, rule)([["A"]], candidates="A").winners == ("A",)
    assert counts.stv_scottish([["A", "B"]], candidates="AB", seats=2).winners == ("A", "B")
