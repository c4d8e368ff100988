"""A trial one may look at every day: valid at every look, the same however it is fed, refusing what it cannot reckon."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from groundswell.science.trials import Peek
from groundswell.science.trials.boundary import boundary, ever, evidence
from groundswell.science.trials.weighing import weighed


def made(n: int, shares: tuple[float, ...], seed: int = 3) -> tuple[Any, Any]:
    draws = np.random.default_rng(seed)
    arms = draws.integers(0, len(shares), n)
    return arms, (draws.random(n) < np.array(shares)[arms]).astype(float)


@pytest.mark.parametrize(("stray", "variance", "rho"), [(3.0, 5.0, 2.0), (20.0, 50.0, 10.0), (0.2, 0.0, 0.7), (0.0, 30.0, 4.0)])
def test_the_closed_form_is_the_average_it_stands_for(stray: float, variance: float, rho: float) -> None:
    def density(rest: float) -> float:
        return rest ** (rho - 1) * math.exp(-rho * rest)

    def grown(rest: float) -> float:
        return math.exp((1 - rest) * stray + variance * (math.log(rest) + 1 - rest)) * density(rest)

    by_hand = math.log(quad(grown, 0, 1)[0] / quad(density, 0, 1)[0])
    assert evidence(stray, variance, rho) == pytest.approx(by_hand, abs=1e-6)


def test_the_boundary_is_where_the_evidence_is_enough() -> None:
    for variance in (0.0, 1.0, 100.0, 1e6, 1e10):
        at = boundary(variance, 12.0, 0.025)
        assert evidence(at, variance, 12.0) == pytest.approx(math.log(40), abs=1e-3)
        assert ever(-at, variance, 12.0) == pytest.approx(0.05, rel=1e-3)
    assert ever(0.0, 50.0, 12.0) == 1.0


@pytest.mark.parametrize("share", [0.5, 0.02])
def test_looking_after_every_person_cries_wolf_seldom(share: float) -> None:
    """400 trials of 400 people without a difference, looked at after each person: at most 5 % ever say that there is one."""
    cried, people, of_two = 0, 400, np.array([0.5, 0.5])
    for seed in range(400):
        arms, outcomes = made(people, (share, share), seed)
        expected, off = weighed(arms, outcomes, of_two)
        score = np.cumsum(expected[:, 1] - expected[:, 0] + off[:, 1] - off[:, 0]) / 2
        variance = np.cumsum((off[:, 1] - off[:, 0]) ** 2) / 4
        cried += bool((evidence(np.abs(score), variance, 10.0) >= math.log(2 / 0.05)).any())
    assert cried <= 20


def test_an_effect_is_found_and_held() -> None:
    arms, outcomes = made(4_000, (0.2, 0.3, 0.2))
    peek = Peek([0, 1, 2], control=0)
    peek.add_many(arms, outcomes)
    table = peek.table()
    assert table.arms == (0, 1, 2) and table.n.sum() == 4_000
    assert table.lower[1] > 0 and table.lower[1] <= 0.1 <= table.upper[1] and table.p[1] < 0.05
    assert table.lower[2] < 0 < table.upper[2] and table.p[2] > 0.05
    assert table.effects[1] == pytest.approx(table.means[1] - table.means[0], abs=0.01)
    assert table.effects[0] == table.lower[0] == table.upper[0] == 0 and math.isnan(table.p[0])


def test_one_by_one_or_all_at_once_is_the_same() -> None:
    arms, outcomes = made(300, (0.4, 0.6))
    one, other = Peek("ab", control="a"), Peek("ab", control="a")
    one.add_many(["ab"[arm] for arm in arms], outcomes)
    for arm, outcome in zip(arms, outcomes, strict=True):
        other.add("ab"[arm], outcome)
    for field in ("n", "means", "effects", "lower", "upper", "p"):
        assert getattr(one.table(), field) == pytest.approx(getattr(other.table(), field), rel=1e-9, nan_ok=True)


def test_arms_may_come_in_any_order_and_with_any_chances() -> None:
    draws = np.random.default_rng(8)
    arms = draws.choice(2, 6_000, p=[0.8, 0.2])
    outcomes = (draws.random(6_000) < np.array([0.5, 0.3])[arms]).astype(float)
    named = np.array(["call", "none"])[arms]
    peek = Peek(["call", "none"], control="none", chances=[0.8, 0.2])
    peek.add_many(named, outcomes)
    table = peek.table()
    assert table.arms == ("none", "call") and table.n.tolist() == [int((arms == 1).sum()), int((arms == 0).sum())]
    assert table.lower[1] <= 0.2 <= table.upper[1] and table.lower[1] > 0
    other = Peek(["none", "call"], control="none", chances=[0.2, 0.8])
    other.add_many(named, outcomes)
    assert other.table().effects.tolist() == table.effects.tolist()


def test_before_anybody_came_nothing_is_known() -> None:
    table = Peek(["a", "b"], control="a").table()
    assert np.isnan(table.means).all() and table.lower[1] == -1 and table.upper[1] == 1 and table.p[1] == 1
    peek = Peek(["a", "b"], control="a")
    peek.add_many([], [])
    peek.add("b", 1)
    table = peek.table()
    assert table.n.tolist() == [0, 1] and math.isnan(table.means[0]) and table.lower[1] == -1


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"arms": ["a"], "control": "a"}, "arms must be two or more"),
        ({"arms": ["a", "a"], "control": "a"}, "arms must be two or more, each once"),
        ({"arms": [["a"], ["b"]], "control": "a"}, "arms must be names"),
        ({"arms": ["a", "b"], "control": "c"}, "control must be one of arms"),
        ({"arms": ["a", "b"], "control": "a", "alpha": 0}, "alpha must be between 0 and 1"),
        ({"arms": ["a", "b"], "control": "a", "alpha": math.nan}, "alpha must be between 0 and 1"),
        ({"arms": ["a", "b"], "control": "a", "best_at": 0}, "best_at must be from 1"),
        ({"arms": ["a", "b"], "control": "a", "best_at": math.nan}, "best_at must be from 1"),
        ({"arms": ["a", "b"], "control": "a", "best_at": math.inf}, "best_at must be from 1"),
        ({"arms": ["a", "b"], "control": "a", "best_at": 10**400}, "best_at must be from 1"),
        ({"arms": ["a", "b"], "control": "a", "chances": [0.5, 0.6]}, "chances must be 2 numbers over 0"),
        ({"arms": ["a", "b"], "control": "a", "chances": [1.0, 0.0]}, "chances must be 2 numbers over 0"),
        ({"arms": ["a", "b"], "control": "a", "chances": [math.nan, 1.0]}, "chances must be 2 numbers over 0"),
        ({"arms": ["a", "b"], "control": "a", "least": 0.6}, "least must be over 0"),
        ({"arms": ["a", "b"], "control": "a", "least": 0}, "least must be over 0"),
    ],
)
def test_what_cannot_be_a_trial_is_refused(how: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Peek(**how)


@pytest.mark.parametrize(
    ("arms", "outcomes", "chances", "says"),
    [
        (["c"], [1], None, "arms must be of those named"),
        ([["a"]], [1], None, "arms must be of those named"),
        (["a"], [1, 0], None, "outcomes must be as many as arms: 1"),
        (["a"], [2], None, "outcomes must lie between 0 and 1"),
        (["a"], [math.nan], None, "outcomes must lie between 0 and 1"),
        (["a"], ["yes"], None, "outcomes must be numbers"),
        (["a"], [[1]], None, "outcomes must be numbers"),
        (["a"], [1], [0.5, 0.5], "chances must be numbers of shape"),
        (["a"], [1], [[0.9, 0.1]], "chances must be 0.5 or more"),
        (["a"], [1], [[0.6, 0.6]], "chances must be .* add up to 1"),
    ],
)
def test_what_cannot_be_an_outcome_is_refused_and_adds_nobody(arms: Any, outcomes: Any, chances: Any, says: str) -> None:
    peek = Peek(["a", "b"], control="a")
    with pytest.raises(ValueError, match=says):
        peek.add_many(arms, outcomes, chances=chances)
    assert peek.table().n.sum() == 0


def test_a_trial_that_shall_be_narrowest_much_later_is_wide_now() -> None:
    peek = Peek(["a", "b"], control="a", best_at=10**12)
    peek.add_many(["a", "b"] * 50, [0, 1, 1, 0] * 25)
    table = peek.table()
    assert np.isfinite(table.p[1]) and table.lower[1] <= 0 <= table.upper[1]
