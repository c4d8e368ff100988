"""A lot that learns: good arms come more often, chances are written down, and what each arm is worth is said without bias."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from groundswell.science.trials import Thompson
from groundswell.science.trials.thompson import _best

SHARES = {"letter": 0.1, "call": 0.2, "visit": 0.45}


def run(people: int, seed: int, shares: dict[str, float] = SHARES) -> Thompson:
    lot, comes = Thompson(list(shares), control="letter", seed=seed), np.random.default_rng(seed + 1)
    for _ in range(people):
        one = lot.draw()
        lot.tell(one.number, float(comes.random() < shares[one.arm]))  # type: ignore[index]
    return lot


def test_the_best_arm_is_drawn_most_and_none_is_given_up() -> None:
    lot = run(600, 1)
    chances = lot.chances()
    assert chances.sum() == pytest.approx(1) and chances.argmax() == 2 and chances.min() >= 0.1 / 3 - 1e-12
    table = lot.table()
    assert table.arms == ("letter", "call", "visit") and table.n.argmax() == 2
    assert table.lower[2] <= 0.35 <= table.upper[2]


def test_how_probably_an_arm_is_the_best() -> None:
    assert _best(np.ones((2, 4))).tolist() == pytest.approx([0.25] * 4)
    # By the formula for two: sum over i of B(a1 + i, b0 + b1) / ((b0 + i) B(1 + i, b0) B(a1, b1)), here for (2, 5) and (4, 3).
    beta = np.array([[2.0, 4.0], [5.0, 3.0]])
    draws = np.random.default_rng(2).beta(beta[0], beta[1], (200_000, 2))
    assert _best(beta)[1] == pytest.approx((draws[:, 1] > draws[:, 0]).mean(), abs=0.005)
    assert _best(np.array([[1.0, 90_001.0], [90_001.0, 1.0]])).tolist() == pytest.approx([0, 1], abs=1e-9)


def test_worth_is_on_average_what_it_is() -> None:
    """Means of arms that are drawn the less the worse they begin are too low; weighed by their chances they are not."""
    told = [run(80, seed).worth([0, 1, 0]).mean for seed in range(0, 120, 2)]
    assert np.mean(told) == pytest.approx(SHARES["call"], abs=3 * np.std(told) / math.sqrt(len(told)))


def test_worth_of_any_way_of_choosing() -> None:
    lot = run(800, 5)
    always, mixed = lot.worth([0, 0, 1]), lot.worth([0.5, 0, 0.5])
    assert always.lower <= 0.45 <= always.upper and mixed.lower <= 0.275 <= mixed.upper
    assert always.n == 800 and always.mean > mixed.mean
    nobody = Thompson("ab", control="a", seed=1).worth([1, 0])
    assert math.isnan(nobody.mean) and (nobody.lower, nobody.upper, nobody.n) == (0.0, 1.0, 0)


def test_the_same_seed_draws_the_same_and_a_history_goes_on() -> None:
    lot = run(50, 7)
    waiting = [lot.draw() for _ in range(3)]
    lot.tell(waiting[2].number, 1)
    again = Thompson(list(SHARES), control="letter", seed=7, history=lot.history)
    assert again.history == lot.history and again.chances().tolist() == lot.chances().tolist()
    assert again.table().lower.tolist() == pytest.approx(lot.table().lower.tolist())
    for both in (lot, again):
        both.tell(waiting[0].number, 0)
    assert again.draw() == lot.draw() and run(50, 7).history == run(50, 7).history


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"uniform": 0}, "uniform must be over 0"),
        ({"uniform": 1.5}, "uniform must be over 0"),
        ({"seed": -1}, "seed must be a whole number"),
        ({"seed": 0.5}, "seed must be a whole number"),
        ({"arms": ["a"]}, "arms must be two or more"),
        ({"control": "c"}, "control must be one of arms"),
        ({"history": [(1, "a", (0.5, 0.5), None)]}, "history must hold every draw once"),
        ({"history": [(0, "z", (0.5, 0.5), 1.0)]}, "history must be of these arms"),
        ({"history": [(0, "z", (0.5, 0.5), None)]}, "history must be of these arms"),
        ({"history": [(0, "a", (0.5,), None)]}, "history must be of these arms"),
        ({"history": [(0, "a", (0.99, 0.01), None)]}, "history must be of these arms"),
    ],
)
def test_what_cannot_be_a_lot_is_refused(more: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Thompson(**{"arms": ["a", "b"], "control": "a", "seed": 1, **more})


def test_an_outcome_is_told_once_and_of_a_draw() -> None:
    lot = Thompson(["a", "b"], control="a", seed=1)
    one = lot.draw()
    for number in (-1, 1, "0", True):
        with pytest.raises(ValueError, match="number must be that of a draw"):
            lot.tell(number, 1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="outcomes must lie between 0 and 1"):
        lot.tell(one.number, 7)
    lot.tell(one.number, 1)
    with pytest.raises(ValueError, match="not told yet"):
        lot.tell(one.number, 0)
    for policy in ([1], [0.5, 0.6], [2, -1], [math.nan, 1]):
        with pytest.raises(ValueError, match="policy must be 2 numbers"):
            lot.worth(policy)
