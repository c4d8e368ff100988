"""Trials in small blocks: the paired t-test by hand, errors as large as the true spread, and false alarms 1 in 20."""

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from groundswell.science import trials


def drawn(rng, blocks, each):
    """Half of each block's places are treated."""
    half = np.arange(each) < each // 2
    return np.concatenate([rng.permutation(half) for _ in range(blocks)]), np.repeat(np.arange(blocks), each)


def pairs(rng):
    arm, block = drawn(rng, 200, 2)
    return rng.normal(size=400) + rng.normal(size=200)[block], arm, {"block": block}


def fours(rng):
    arm, block = drawn(rng, 60, 4)
    return rng.normal(size=240), arm, {"block": block}


def homes_in_pairs(rng):
    arm, block = drawn(rng, 60, 2)
    y = np.repeat(rng.normal(size=120), 3) + rng.normal(size=360)
    return y, np.repeat(arm, 3), {"block": np.repeat(block, 3), "cluster": np.arange(360) // 3}


def homes_in_fours(rng):
    arm, block = drawn(rng, 40, 4)
    y = np.repeat(rng.normal(size=160), 2) + rng.normal(size=320)
    return y, np.repeat(arm, 2), {"block": np.repeat(block, 2), "cluster": np.arange(320) // 2}


def pairs_among_others(rng):
    """Sixty pairs beside a large block, one where all are treated, and fifty people alone."""
    (arm, block), (more, _) = drawn(rng, 60, 2), drawn(rng, 1, 40)
    arm = np.concatenate([arm, more, np.ones(60, bool), rng.random(50) < 0.5])
    block = np.concatenate([block, np.repeat([60, 61], [40, 60]), 62 + np.arange(50)])
    return rng.normal(size=270) * np.where(np.arange(270) < 120, 2, 1), arm, {"block": block}


@pytest.mark.parametrize("made", [pairs, fours, homes_in_pairs, homes_in_fours, pairs_among_others])
def test_errors_are_the_true_spread_and_false_alarms_one_in_twenty(made):
    rng = np.random.default_rng(7)
    found = [trials.compare(y, arm, control=False, **more) for y, arm, more in (made(rng) for _ in range(500))]
    effects, errors = (np.array([getattr(one, field)[1] for one in found]) for field in ("effects", "standard_errors"))
    assert errors.mean() == pytest.approx(effects.std(), rel=0.08)
    assert 0.025 <= np.mean([one.p[1] < 0.05 for one in found]) <= 0.08


@pytest.mark.parametrize("clustered", [False, True])
def test_pairs_give_the_paired_t_test(clustered):
    rng = np.random.default_rng(8)
    y, arm = rng.normal(size=(12, 2)), np.tile([0, 1], 12)
    right = ttest_1samp(y[:, 1] - y[:, 0], 0)
    found = trials.compare(
        y.ravel(), arm, control=0, block=np.repeat(np.arange(12), 2), cluster=np.arange(24) if clustered else None
    )
    low, high = right.confidence_interval()
    # With clusters CR1's (N - 1) / (N - K) comes on top: 23 / 22.
    assert found.standard_errors[1] == pytest.approx((high - low) / 2 / 2.200985 * (np.sqrt(23 / 22) if clustered else 1))
    assert found.p[1] == pytest.approx(right.pvalue, rel=1e-6) or clustered
    assert found.upper[1] - found.lower[1] == pytest.approx(2 * 2.200985 * found.standard_errors[1])


def test_without_clusters_blocks_alike_in_size_count_as_columns():
    rng = np.random.default_rng(9)
    arm, block = drawn(rng, 5, 6)
    y = rng.normal(size=30) + block
    dummies = np.column_stack([arm, block[:, None] == np.arange(5)]).astype(float)
    inverse = np.linalg.inv(dummies.T @ dummies)
    left = y - dummies @ inverse @ dummies.T @ y
    hc1 = 30 / (30 - 6) * inverse @ (dummies.T * left**2 @ dummies) @ inverse
    found = trials.compare(y, arm, control=False, block=block)
    assert found.standard_errors[1] == pytest.approx(np.sqrt(hc1[0, 0]))


@pytest.mark.parametrize("clustered", [False, True])
def test_one_block_is_none(clustered):
    rng = np.random.default_rng(10)
    y, arm, more = rng.normal(size=24), np.arange(24) // 2 % 2, {"cluster": np.arange(24) // 2} if clustered else {}
    one, none = (trials.compare(y, arm, control=0, **more, **block) for block in ({"block": ["here"] * 24}, {}))
    for field in ("effects", "standard_errors", "lower", "p"):
        assert getattr(one, field)[1] == pytest.approx(getattr(none, field)[1])


def test_large_blocks_keep_the_plain_formula():
    rng = np.random.default_rng(11)
    arm, block = drawn(rng, 10, 16)
    home, y = np.arange(320) // 2, np.repeat(rng.normal(size=160), 2) + rng.normal(size=320)
    arm, block = np.repeat(arm, 2), np.repeat(block, 2)
    x = arm - 0.5
    left = y - np.array([y[block == one].mean() for one in range(10)])[block]
    effect = (x @ left) / (x @ x)
    scores = np.bincount(home, x * (left - effect * x))
    found = trials.compare(y, arm, control=False, block=block, cluster=home)
    assert found.effects[1] == pytest.approx(effect)
    assert found.standard_errors[1] == pytest.approx(np.sqrt(160 / 159 * 319 / 318 * (scores @ scores)) / (x @ x))


def test_blocks_inside_clusters_cost_nothing():
    rng = np.random.default_rng(12)
    arm, block = drawn(rng, 40, 2)
    y = rng.normal(size=80)
    found = trials.compare(y, arm, control=False, block=block, cluster=block)
    apart = (y[arm] - y[~arm])[np.argsort(np.argsort(block[arm]))]
    assert found.effects[1] == pytest.approx(apart.mean())
    right = apart.std(ddof=1) / np.sqrt(40) * np.sqrt(79 / 78)
    assert found.standard_errors[1] == pytest.approx(right)


def test_those_reached_pay_for_their_blocks_too():
    rng = np.random.default_rng(13)
    arm, block = drawn(rng, 40, 2)
    y, reached = rng.normal(size=80), arm & (rng.random(80) < 0.7)
    found = trials.complier(y, arm, reached, block=block)
    alone = trials.compare(y, arm, control=False, block=block)
    assert found.itt_error == pytest.approx(alone.standard_errors[1])
    assert found.itt_error == pytest.approx((y[arm] - y[~arm]).std(ddof=1) / np.sqrt(40))


@pytest.mark.parametrize("cluster", [None, [1, 2, 3, 4, 5, 6]])
def test_one_pair_among_people_alone_is_refused(cluster):
    with pytest.raises(ValueError, match=r"^block"):
        trials.compare([1, 2, 3, 5, 4, 2], [0, 1, 0, 1, 0, 1], control=0, block=[1, 1, 2, 3, 4, 5], cluster=cluster)


@pytest.mark.parametrize("name", ["outcome", "covariates", "weights"])
@pytest.mark.parametrize("size", [1e308, 1e41, 1e-41])
def test_numbers_too_large_or_small_to_square_are_refused(name, size):
    given = {"outcome": [1, 2, 3, 2, 3, 5], "covariates": None, "weights": None}
    given[name] = [size, 2 * size if size < 1 else 1, size, size if size < 1 else 2, size, size]
    with pytest.raises(ValueError, match=name):
        trials.compare(given.pop("outcome"), [0, 0, 0, 1, 1, 1], control=0, **given)


@pytest.mark.parametrize("size", [1e40, 1e-38])
def test_large_and_small_units_change_nothing(size):
    rng = np.random.default_rng(14)
    y, beside, weights, arm = rng.uniform(0, 1, 40), rng.uniform(0, 1, 40), rng.uniform(0.5, 1, 40), np.arange(40) % 2
    one = trials.compare(y, arm, control=0, covariates=beside, weights=weights)
    two = trials.compare(y * size, arm, control=0, covariates=beside * size, weights=weights * size)
    assert two.standard_errors[1] == pytest.approx(one.standard_errors[1] * size)
    assert two.p[1] == pytest.approx(one.p[1])
