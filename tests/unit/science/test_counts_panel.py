"""Panels: every panel of a small group written out, quotas kept, a lot that anyone can draw again, and bad input."""

import itertools
import random

import numpy as np
import pytest
from scipy.optimize import linprog

from groundswell.science import counts


def volunteers(seed):
    """Twelve or fewer, and quotas that one panel of them meets at least."""
    rng = random.Random(seed)
    n, size = rng.randint(6, 11), rng.randint(2, 4)
    people = {f"p{k}": {"age": rng.choice("yo"), "place": rng.choice("abc")} for k in range(n)}
    chosen = rng.sample(sorted(people), size)
    quotas = {}
    for feature, values in (("age", "yo"), ("place", "abc")):
        have = {value: sum(people[one][feature] == value for one in chosen) for value in values}
        quotas[feature] = {value: (max(0, n - rng.randint(0, 1)), n + rng.randint(0, 1)) for value, n in have.items()}
    return people, quotas, size


def meets(people, quotas, panel):
    return all(
        low <= sum(people[one][feature] == value for one in panel) <= high
        for feature, values in quotas.items()
        for value, (low, high) in values.items()
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_least_probability_is_the_greatest_that_can_be(seed):
    people, quotas, size = volunteers(seed)
    found = counts.draw_panel(people, quotas, size, seed=seed)
    assert len(found.members) == size and meets(people, quotas, found.members)
    panels = [panel for panel in itertools.combinations(people, size) if meets(people, quotas, panel)]
    can = [one for one in people if any(one in panel for panel in panels)]
    over = np.array([[-float(one in panel) for panel in panels] + [1.0] for one in can])
    whole = np.array([[1.0] * len(panels) + [0.0]])
    best = linprog([0.0] * len(panels) + [-1.0], over, np.zeros(len(can)), whole, [1.0])
    assert min(found.probabilities[one] for one in can) == pytest.approx(-best.fun, abs=1e-6)
    assert all(found.probabilities[one] == 0 for one in people if one not in can)
    assert sum(found.probabilities.values()) == pytest.approx(size)


def test_people_are_drawn_as_often_as_it_says():
    people = {k: {"age": "old" if k < 5 else "young"} for k in range(8)}
    quotas = {"age": {"old": (1, 2), "young": (1, 2)}}
    drawn = [counts.draw_panel(people, quotas, 3, seed=seed) for seed in range(60)]
    often = np.bincount([one for panel in drawn for one in panel.members], minlength=8) / 60
    assert often == pytest.approx([drawn[0].probabilities[k] for k in range(8)], abs=0.25)
    assert counts.draw_panel(people, quotas, 3, seed=9) == drawn[9]


PEOPLE = {"A": {"age": "old"}, "B": {"age": "young"}}


@pytest.mark.parametrize(
    ("people", "quotas", "size", "seed", "named"),
    [
        ({}, {}, 1, 0, "people"),
        (["A"], {}, 1, 0, "people"),
        ({"A": {}}, {"age": {"old": (0, 1)}}, 1, 0, "people"),
        ({"A": {"age": []}}, {"age": {"old": (0, 1)}}, 1, 0, "people"),
        (PEOPLE, {"age": {"old": (2, 2)}}, 2, 0, "quotas"),
        (PEOPLE, {"age": {"old": (2, 1)}}, 1, 0, "quotas"),
        (PEOPLE, {"age": {"old": 1}}, 1, 0, "quotas"),
        (PEOPLE, {"age": {"old": (-1, 1)}}, 1, 0, "quotas"),
        (PEOPLE, {"age": 3}, 1, 0, "quotas"),
        (PEOPLE, [], 1, 0, "quotas"),
        (PEOPLE, {}, 3, 0, "size"),
        (PEOPLE, {}, 0, 0, "size"),
        (PEOPLE, {}, 1, "x", "seed"),
    ],
)
def test_bad_input_is_named(people, quotas, size, seed, named):
    with pytest.raises(ValueError, match=named):
        counts.draw_panel(people, quotas, size, seed=seed)
