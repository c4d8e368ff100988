"""What influence refuses, by name."""

import math

import numpy as np
import pytest

from groundswell.science import influence

GOOD = {"times": [1.0, 2.0, 3.0], "kinds": [0, 1, 0], "n_kinds": 2, "horizon": 5.0, "decays": 1.0, "baseline": "constant"}


def fitted(**changed):
    asked = {**GOOD, **changed}
    return influence.fit(asked.pop("times"), asked.pop("kinds"), asked.pop("n_kinds"), **asked)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"times": [1.0, math.nan, 3.0]}, "times"),
        ({"times": [1.0, math.inf, 3.0]}, "times"),
        ({"times": [-1.0, 2.0, 3.0]}, "times"),
        ({"times": [2.0, 1.0, 3.0]}, "times"),
        ({"times": [1.0, 2.0, 6.0]}, "times"),
        ({"times": [], "kinds": []}, "times"),
        ({"times": ["a", "b", "c"]}, "times"),
        ({"times": [[1.0], [2.0, 3.0]]}, "times"),
        ({"times": [[1.0, 2.0, 3.0]]}, "times"),
        ({"kinds": [0, 2, 0]}, "kinds"),
        ({"kinds": [0, -1, 0]}, "kinds"),
        ({"kinds": [0, 2**62, 0]}, "kinds"),
        ({"kinds": [0, 1]}, "kinds"),
        ({"kinds": [0.0, 1.0, 0.0]}, "kinds"),
        ({"n_kinds": 0}, "n_kinds"),
        ({"n_kinds": 2.0}, "n_kinds"),
        ({"n_kinds": True}, "n_kinds"),
        ({"n_kinds": 10**12}, "n_kinds"),
        ({"horizon": math.nan}, "horizon"),
        ({"horizon": 0.0}, "horizon"),
        ({"horizon": (4.0, 1.0)}, "horizon"),
        ({"horizon": (-4.0, 9.0)}, "horizon"),
        ({"horizon": "today"}, "horizon"),
        ({"horizon": None}, "horizon"),
        ({"horizon": (0.0, 1.0, 2.0)}, "horizon"),
        ({"decays": 0.0}, "decays"),
        ({"decays": [1.0, -1.0]}, "decays"),
        ({"decays": [1.0, 1.0]}, "decays"),
        ({"decays": []}, "decays"),
        ({"decays": math.nan}, "decays"),
        ({"decays": 1e300}, "decays"),
        ({"decays": [[1.0]]}, "decays"),
        ({"baseline": "weekly"}, "baseline"),
        ({"covariates": [(0.0, 1.0)]}, "covariates"),
        ({"covariates": {"rally": [(1.0, 1.0)]}}, "rally"),
        ({"covariates": {"rally": [(0.0, 2.0), (1.0, 3.0)]}}, "rally"),
        ({"covariates": {"rally": []}}, "rally"),
        ({"covariates": {"rally": [(math.nan, 2.0)]}}, "rally"),
        ({"l1": -1.0}, "l1"),
        ({"l1": math.nan}, "l1"),
        ({"l1": "strong"}, "l1"),
        ({"resolution": -1.0}, "resolution"),
        ({"resolution": 0.6}, "resolution"),
    ],
)
def test_bad_input_is_named(changed, named):
    with pytest.raises(ValueError, match=named):
        fitted(**changed)


@pytest.mark.parametrize("kind", [-1, 2, 0.0, True, None])
def test_a_kind_that_is_not_there(kind):
    found = fitted()
    with pytest.raises(ValueError, match="kind"):
        found.counterfactual(kind)
    with pytest.raises(ValueError, match="source"):
        found.test(0, kind)


@pytest.mark.parametrize("candidates", [[], [0.0], [[1.0]], [1.0, math.inf], np.arange(1.0, 30.0)])
def test_bad_candidates(candidates):
    with pytest.raises(ValueError, match=r"candidates|decays"):
        influence.decay_profile([1.0], [0], 1, horizon=2.0, candidates=candidates)


@pytest.mark.parametrize("times", [[1.0], [0.0], [5.0], [2.0, 2.0], [0.0, 5.0]])
@pytest.mark.parametrize("baseline", ["constant", "hourly-weekly"])
def test_the_smallest_sets_are_fitted(times, baseline):
    found = fitted(times=times, kinds=[0] * len(times), n_kinds=1, baseline=baseline)
    assert np.isfinite(found.loglik) and np.isfinite(found.branching).all()
    assert math.isnan(found.fit_check.p[0])


def test_decays_that_are_too_fast_or_slow_to_be_seen_do_no_harm():
    found = fitted(
        times=np.arange(1.0, 100.0), kinds=np.zeros(99, int), n_kinds=1, horizon=100.0, decays=[1e-90, 1e-6, 1.0, 1e90]
    )
    assert np.isfinite(found.loglik) and np.isfinite(found.branching).all()
