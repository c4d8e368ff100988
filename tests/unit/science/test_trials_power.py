"""The size of a trial: by the printed formula, its three faces agree, and made trials see as often as it says."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from groundswell.science import trials


def test_the_size_is_that_of_the_formula():
    both = 0.3 * 0.7 + 0.32 * 0.68
    each = (norm.isf(0.025) + norm.isf(0.2)) ** 2 * both / 0.02**2
    assert trials.power(effect=0.02, power=0.8, baseline=0.3).n == math.ceil(2 * each)
    assert trials.power(effect=1, power=0.8, sd=2).n == math.ceil(2 * (norm.isf(0.025) + norm.isf(0.2)) ** 2 * 2 * 4)


@pytest.mark.parametrize(
    "more", [{"baseline": 0.3}, {"sd": 0.5, "share": 0.2}, {"baseline": 0.1, "cluster_size": 8, "icc": 0.05}]
)
def test_its_three_faces_agree(more):
    sized = trials.power(effect=0.03, power=0.9, **more)
    assert trials.power(effect=0.03, n=sized.n, **more).power == pytest.approx(0.9, abs=1e-4)
    assert trials.power(power=0.9, n=sized.n, **more).effect == pytest.approx(0.03, rel=1e-3)
    assert sized.design_effect == pytest.approx(1 + (more.get("cluster_size", 1) - 1) * more.get("icc", 0))
    assert sized.clusters == math.ceil(sized.n / more.get("cluster_size", 1))


def test_made_trials_see_the_effect_as_often_as_it_says():
    rng = np.random.default_rng(6)
    said = trials.power(effect=0.1, n=600, baseline=0.3).power
    treated = np.arange(600) % 2 == 0
    seen = [trials.compare(rng.random(600) < 0.3 + 0.1 * treated, treated, control=False).p[1] < 0.05 for _ in range(400)]
    assert np.mean(seen) == pytest.approx(said, abs=0.06)


@pytest.mark.parametrize("sd", [1e-100, 1e-30, 1e30, 1e100])
def test_the_unit_of_the_outcome_changes_nothing(sd):
    one = trials.power(n=400, power=0.8, sd=1)
    assert trials.power(n=400, power=0.8, sd=sd).effect == pytest.approx(one.effect * sd)
    assert trials.power(n=400, effect=min(1e100, one.effect * sd), sd=sd).power == pytest.approx(0.8)


def test_each_arm_has_a_cluster_and_the_extremes_are_answered():
    assert trials.power(effect=5, power=0.8, sd=1, cluster_size=30).clusters == 2
    assert trials.power(effect=1.0, n=10, baseline=5e-324).power == 1
    assert trials.power(n=10**12, power=0.06, sd=1).effect < 1e-6


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"effect": 0.1, "baseline": 0.3}, "effect"),
        ({"effect": 0.1, "n": 10, "power": 0.8, "baseline": 0.3}, "effect"),
        ({"effect": 0, "n": 10, "baseline": 0.3}, "effect"),
        ({"effect": 0.8, "n": 10, "baseline": 0.3}, "effect"),
        ({"effect": math.nan, "n": 10, "baseline": 0.3}, "effect"),
        ({"effect": 0.1, "n": 10}, "baseline"),
        ({"effect": 0.1, "n": 10, "baseline": 0.3, "sd": 1}, "baseline"),
        ({"effect": 0.1, "n": 10, "baseline": 1}, "baseline"),
        ({"effect": 0.1, "n": 10, "sd": -1}, "sd"),
        ({"effect": 0.1, "n": 1, "sd": 1}, "n must"),
        ({"effect": 0.1, "power": 1, "sd": 1}, "power"),
        ({"effect": 0.1, "power": 0.01, "sd": 1}, "power"),
        ({"effect": 0.1, "n": 10, "sd": 1, "share": 0}, "share"),
        ({"effect": 0.1, "n": 10, "sd": 1, "alpha": 1}, "alpha"),
        ({"effect": 0.1, "n": 10, "sd": 1, "icc": 2}, "icc"),
        ({"effect": 0.1, "n": 10, "sd": 1, "cluster_size": 0}, "cluster_size"),
        ({"power": 0.9999, "n": 4, "baseline": 0.9}, "n must"),
        ({"effect": 1e-9, "power": 0.9, "sd": 1}, "effect"),
        ({"effect": 0.1, "n": 10**400, "sd": 1}, "^n must"),
        ({"power": 0.8, "n": 10**400, "sd": 1}, "^n must"),
        ({"effect": 0.1, "n": 1e13, "sd": 1}, "^n must"),
        ({"effect": 0.1, "n": math.nan, "sd": 1}, "^n must"),
        ({"effect": 0.1, "n": 10, "sd": 1e200}, "^sd"),
        ({"effect": 0.1, "n": 10, "sd": 10**400}, "^sd"),
        ({"effect": 1e200, "n": 10, "sd": 1e-200}, "^sd"),
        ({"effect": 1e200, "n": 10, "sd": 1}, "^effect"),
        ({"effect": 10**400, "n": 10, "sd": 1}, "^effect"),
        ({"effect": 10**400, "n": 10, "baseline": 0.3}, "^effect"),
        ({"effect": 0.1, "n": 10, "sd": 1, "cluster_size": 1e308}, "^cluster_size"),
        ({"effect": 0.1, "power": 0.8, "sd": 1, "cluster_size": 1e308}, "^cluster_size"),
        ({"effect": 0.1, "n": 10, "sd": 1, "cluster_size": 6}, "^cluster_size"),
        ({"effect": 0.1, "n": 10, "sd": 1, "icc": math.nan}, "^icc"),
    ],
)
def test_bad_input_is_named(given, named):
    with pytest.raises(ValueError, match=named):
        trials.power(**given)
