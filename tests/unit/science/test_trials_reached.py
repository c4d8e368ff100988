"""Those whom the draw made take it up: by hand, by the plain ratio, and how often the range holds the truth."""

import math

import numpy as np
import pytest

from groundswell.science import trials


def made(rng, n=400, share=0.6, effect=1.0):
    drawn = rng.permutation(n) < n // 2
    willing = rng.random(n) < share
    reached = drawn & willing
    return rng.normal(size=n) + 2 * willing + effect * reached, drawn, reached


def test_the_ratio_by_hand():
    found = trials.complier([1, 1, 1, 0, 1, 0, 0, 1], [1] * 4 + [0] * 4, [1, 1, 0, 0] + [0] * 4)
    assert (found.itt, found.compliance, found.cace, found.n, found.clusters) == (0.25, 0.5, 0.5, 8, 8)


def test_its_parts_are_those_of_compare():
    rng = np.random.default_rng(1)
    y, drawn, reached = made(rng)
    home, block, beside = np.arange(400) // 2, np.arange(400) % 4, rng.normal(size=(400, 2))
    more = {"cluster": home, "block": block, "covariates": beside, "weights": rng.uniform(1, 2, 400)}
    found = trials.complier(y, drawn, reached, **more)
    itt = trials.compare(y, drawn, control=False, **more)
    take = trials.compare(reached, drawn, control=False, **more)
    assert (found.itt, found.itt_error) == pytest.approx((itt.effects[1], itt.standard_errors[1]))
    assert (found.compliance, found.compliance_error) == pytest.approx((take.effects[1], take.standard_errors[1]))
    assert found.itt_interval == pytest.approx((itt.lower[1], itt.upper[1]))
    assert found.cace == pytest.approx(found.itt / found.compliance)
    assert found.cace_interval[0] < found.cace < found.cace_interval[1]


def test_all_reached_makes_both_effects_one():
    rng = np.random.default_rng(2)
    y, drawn, _ = made(rng)
    found = trials.complier(y, drawn, drawn)
    assert found.compliance == pytest.approx(1) and found.cace == pytest.approx(found.itt)
    assert found.cace_error == pytest.approx(found.itt_error)
    assert found.cace_interval == pytest.approx(found.itt_interval)


def test_ranges_hold_the_truth_where_few_are_reached():
    rng = np.random.default_rng(3)
    held = sum(
        found.cace_interval[0] <= 1 <= found.cace_interval[1]
        for found in (trials.complier(*made(rng, 200, 0.15)) for _ in range(300))
    )
    assert 0.92 <= held / 300 <= 0.98


def test_where_hardly_anybody_is_reached_nothing_is_said():
    rng = np.random.default_rng(4)
    y, drawn, reached = made(rng, 60, 0.02)
    reached[np.flatnonzero(drawn)[0]] = True
    assert trials.complier(y, drawn, reached).cace_interval == (-math.inf, math.inf)


@pytest.mark.parametrize(
    ("y", "drawn", "reached", "more", "named"),
    [
        ([1, 2, 3, 4], [1, 1, 0, 0], [0, 0, 0, 0], {}, "reached"),
        ([1, 2, 3, 4], [1, 1, 1, 1], [1, 0, 0, 0], {}, "drawn"),
        ([1, 2, 3, 4], [1, 2, 0, 0], [1, 0, 0, 0], {}, "drawn"),
        ([1, 2, 3, 4], [1, 1, 0, 0], [1, 0.5, 0, 0], {}, "reached"),
        ([1, 2, 3, 4], [1, 1, 0, 0], [1, 0, 0], {}, "reached"),
        ([1, 2, 3, 4], [1, 1, 0, 0], [1, 0, 0, 0], {"cluster": [1, 1, 2, 2]}, "cluster"),
        ([1, 2, 3, 4, 5], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0], {"block": [1, 1, 2, 2, 2]}, "drawn"),
        ([1, math.inf, 3, 4], [1, 1, 0, 0], [1, 0, 0, 0], {}, "outcome"),
    ],
)
def test_bad_input_is_named(y, drawn, reached, more, named):
    with pytest.raises(ValueError, match=named):
        trials.complier(y, drawn, reached, **more)
