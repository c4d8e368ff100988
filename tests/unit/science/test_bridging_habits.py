"""What is to be expected of communities that have not rated yet, and how readiness waits for them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.science.bridging import Habits, Missing, readiness

NO_HISTORY = Missing("no_history", None, 0)


def _past(answers=40, seed=0, with_=("hill", "quay", "mill")):
    """Hill and quay go together, mill mostly sees it the other way."""
    rng = np.random.default_rng(seed)
    liked = rng.uniform(0.1, 0.9, answers)
    share = {"hill": liked, "quay": np.clip(liked + rng.normal(0, 0.05, answers), 0, 1), "mill": 1 - liked}
    return [{name: (20, rng.binomial(20, share[name][i]) / 20) for name in with_} for i in range(answers)]


def _rated(**communities):
    people = [(name, i) for name, ratings in communities.items() for i in range(len(ratings))]
    return people, [rating for ratings in communities.values() for rating in ratings], [name for name, _ in people]


def test_who_went_along_is_expected_to_and_who_did_not_is_not():
    habits = Habits(_past(), 3)
    (quay,) = [one for one in habits.expected({"hill": (20, 0.9), "mill": (20, 0.1)}) if one.community == "quay"]
    (mill,) = habits.expected({"hill": (20, 0.9), "quay": (20, 0.9)})
    assert quay.mean > 0.7
    assert mill.mean < 0.3
    (sure,), (unsure,) = (habits.expected({"hill": (n, 0.9), "quay": (n, 0.9)}) for n in (400, 3))
    assert sure.mean < unsure.mean < habits.mean[habits.place["mill"]]


def test_an_expectation_is_the_best_linear_one_on_a_large_history():
    rng = np.random.default_rng(3)
    spread = 0.01 * np.array([[1, 0.8, -0.4], [0.8, 1.5, 0.1], [-0.4, 0.1, 2]])
    table = np.clip(rng.multivariate_normal([0.5, 0.6, 0.4], spread, 3000), 0, 1)
    habits = Habits([{name: (10**6, float(x)) for name, x in zip("abc", row, strict=True)} for row in table], 3)
    (found,) = habits.expected({"a": (10**6, 0.62), "b": (10**6, 0.55)})
    away = np.array([0.62 - 0.5, 0.55 - 0.6])
    assert found.mean == pytest.approx(0.4 + spread[2, :2] @ np.linalg.solve(spread[:2, :2], away), abs=0.02)


def test_readiness_waits_for_a_known_community_that_may_see_it_otherwise():
    both = _rated(hill=[1] * 8, quay=[1] * 8)
    verdict = readiness(*both, history=_past())
    assert not verdict.ready
    assert verdict.missing == (Missing("expected_under", "mill", 3), NO_HISTORY)
    assert verdict.score < 0.6 < readiness(*both).score
    begun = readiness(*_rated(hill=[1] * 8, quay=[1] * 8, mill=[1]), history=_past())
    assert begun.missing == (Missing("expected_under", "mill", 2), NO_HISTORY)
    heard = readiness(*_rated(hill=[1] * 8, quay=[1] * 8, mill=[1] * 4), history=_past())
    assert heard.ready and heard.missing == ()


def test_a_community_that_goes_along_is_not_waited_for():
    both = _rated(hill=[1] * 8, mill=[1] * 8)
    verdict = readiness(*both, line=0.5, history=_past())
    assert verdict.ready
    assert 0.5 < verdict.score < readiness(*both, line=0.5).score
    assert readiness(*both, line=0.5, history=Habits(_past(), 3)) == verdict


def test_fewer_than_eight_answers_or_three_raters_make_nobody_known():
    both = _rated(hill=[1] * 8, quay=[1] * 8)
    few = [{name: (2, mean) for name, (_, mean) in answer.items()} for answer in _past()]
    for history in (_past(7), few, [{}], []):
        assert readiness(*both, history=history) == readiness(*both)


def test_history_says_whether_communities_have_disagreed():
    together, apart = _rated(hill=[1] * 8, quay=[1] * 8), _rated(hill=[1] * 8, mill=[1] * 8)
    history = _past(with_=("hill", "quay"))
    assert readiness(*together, history=history).missing == (NO_HISTORY,)
    assert readiness(*apart, line=0.5, history=_past()).missing == ()


def test_at_most_three_are_named():
    history = [dict.fromkeys("abcdefg", (20, i % 10 / 10)) for i in range(40)]
    verdict = readiness(
        *_rated(x=[1] * 9, a=[1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1]), history=[{**row, "x": (9, 0.2)} for row in history]
    )
    assert sum(one.code == "expected_under" for one in verdict.missing) <= 3


shares = st.dictionaries(st.sampled_from("abcde"), st.tuples(st.integers(0, 30), st.floats(0, 1)), max_size=5)


@settings(max_examples=50, deadline=None)
@given(st.lists(shares, max_size=30), shares)
def test_any_history_gives_expectations_between_nothing_and_all(history, said):
    habits = Habits(history, 3)
    found = habits.expected({name: one for name, one in said.items() if one[0] >= 3})
    assert all(0 <= one.mean <= 1 for one in found)
    assert not {one.community for one in found} & {name for name, one in said.items() if one[0] >= 3}


@pytest.mark.parametrize("history", [[{"a": (3, 1.5)}], [{"a": (-1, 0.5)}], [{"a": (3, float("nan"))}], [[("a", 3)]]])
def test_a_history_that_makes_no_sense_is_refused(history):
    with pytest.raises(ValueError, match="history must be"):
        readiness(["x"], [1], ["a"], history=history)
