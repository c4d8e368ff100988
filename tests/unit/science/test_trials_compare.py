"""Trials: by hand, against a dense textbook regression, the range's coverage on made trials, and bad input."""

import math

import numpy as np
import pytest

from groundswell.science import trials


def dense(y, arm, control, cluster=None, block=None, covariates=None, weights=None):
    """Effects and standard errors with a dummy for each block, clusters summed one by one."""
    others = sorted(set(arm) - {control})
    n = len(y)
    columns = [[float(one == other) for one in arm] for other in others]
    columns += [] if covariates is None else list(np.asarray(covariates, float).reshape(n, -1).T)
    kept = len(columns) + 1
    blocks = [0] * n if block is None else list(block)
    columns += [[float(one == other) for one in blocks] for other in sorted(set(blocks))]
    x, w = np.array(columns).T, np.ones(n) if weights is None else np.asarray(weights, float)
    inverse = np.linalg.inv(x.T @ np.diag(w) @ x)
    beta = inverse @ x.T @ (w * y)
    left = y - x @ beta
    groups = list(range(n)) if cluster is None else list(cluster)
    # All blocks here are small and hold several clusters: squares grow by g / (g - 1), each block costs a degree.
    met = {one: {groups[k] for k in range(n) if blocks[k] == one} for one in set(blocks)}
    met = {one: len(them) for one, them in met.items()} if cluster is None or block is not None else {0: 10**9}
    middle = np.zeros((x.shape[1],) * 2)
    for group in set(groups):
        rows = [k for k in range(n) if groups[k] == group]
        grown = np.sqrt([met[blocks[k]] / (met[blocks[k]] - 1) for k in rows])
        score = x[rows].T @ (w[rows] * left[rows] * grown)
        middle += np.outer(score, score)
    g = len(set(groups)) - (len(met) if cluster is None or block is not None else 0)
    factor = g / (g - 1) * (n - 1) / (n - kept) if cluster is not None else g / (g - kept + 1)
    cov = factor * inverse @ middle @ inverse
    return beta[: len(others)], np.sqrt(np.diag(cov))[: len(others)]


def made(seed, n=120):
    rng = np.random.default_rng(seed)
    block = rng.integers(0, 6, n)
    cluster = block * 100 + rng.integers(0, 6, n)
    arm = np.array(["a", "b", "none"])[rng.integers(0, 3, n)]
    beside = rng.normal(size=(n, 2))
    y = rng.normal(size=n) + 0.3 * (arm == "b") + 0.2 * block + beside[:, 0]
    return y, arm, cluster, block, beside, rng.uniform(0.5, 3, n)


@pytest.mark.parametrize("use", ["", "c", "b", "cb", "cbx", "cbxw", "w", "cw"])
def test_effects_and_errors_equal_the_textbook(use):
    y, arm, cluster, block, beside, weights = made(len(use))
    given = {
        "cluster": cluster if "c" in use else None,
        "block": block if "b" in use else None,
        "covariates": beside if "x" in use else None,
        "weights": weights if "w" in use else None,
    }
    found = trials.compare(y, arm, control="none", **given)
    effects, errors = dense(y, arm, "none", **given)
    assert found.arms == ("none", "a", "b")
    assert found.effects == pytest.approx([0, *effects], rel=1e-9, abs=1e-12)
    assert found.standard_errors == pytest.approx([0, *errors], rel=1e-9)
    assert math.isnan(found.p[0]) and (found.lower[1:] < found.effects[1:]).all() and (found.upper > found.lower)[1:].all()


def test_two_arms_by_hand():
    # Means 3 and 5; squared residuals 2 and 8 of 3 each; HC1: (2/9 + 8/9) x 6/4.
    found = trials.compare([2, 3, 4, 3, 5, 7], [0, 0, 0, 1, 1, 1], control=0)
    assert found.means.tolist() == [3, 5] and found.n.tolist() == found.clusters.tolist() == [3, 3]
    assert found.effects[1] == pytest.approx(2)
    assert found.standard_errors[1] == pytest.approx(math.sqrt(10 / 9 * 6 / 4))


def test_clusters_by_hand():
    # Households 2 of 2 each side, alike within: residuals add up.
    y, arm, home = [0, 0, 1, 1, 1, 1, 2, 2], ["c"] * 4 + ["t"] * 4, [1, 1, 2, 2, 3, 3, 4, 4]
    found = trials.compare(y, arm, control="c", cluster=home)
    assert found.effects[1] == pytest.approx(1) and found.clusters.tolist() == [2, 2]
    # Each household's residuals sum to 1 in size; four of (1 / 4)^2, times 4/3 x 7/6.
    assert found.standard_errors[1] == pytest.approx(math.sqrt(4 / 16 * 4 / 3 * 7 / 6))
    alone = trials.compare(y, arm, control="c")
    assert found.standard_errors[1] > alone.standard_errors[1]


def test_blocks_take_out_what_differs_between_them():
    y = [0, 1, 10, 11, 0, 1, 10, 11]
    arm, block = [0, 1, 0, 1, 0, 1, 0, 1], ["x", "x", "y", "y", "x", "x", "y", "y"]
    found = trials.compare(y, arm, control=0, block=block)
    assert found.effects[1] == pytest.approx(1) and found.standard_errors[1] == pytest.approx(0, abs=1e-9)


def test_order_and_kind_of_the_input_change_nothing():
    y, arm, cluster, block, beside, weights = made(9)
    one = trials.compare(y, arm, control="none", cluster=cluster, block=block, covariates=beside, weights=weights)
    lists = [part.tolist() for part in (y, arm, cluster, block, beside, weights)]
    names = [f"home {k}" for k in lists[2]]
    two = trials.compare(
        lists[0], tuple(lists[1]), control="none", cluster=names, block=lists[3], covariates=lists[4], weights=lists[5]
    )
    order = np.random.default_rng(1).permutation(len(y))
    three = trials.compare(
        y[order],
        arm[order],
        control="none",
        cluster=cluster[order],
        block=block[order],
        covariates=beside[order],
        weights=weights[order],
    )
    for other in (two, three):
        assert other.arms == one.arms and other.n.tolist() == one.n.tolist()
        assert other.effects == pytest.approx(one.effects) and other.standard_errors == pytest.approx(one.standard_errors)


def test_who_weighs_nothing_is_not_counted():
    y, arm, cluster, block, _, weights = made(4)
    weights = np.where(np.arange(len(y)) % 5 == 0, 0.0, weights)
    kept = weights > 0
    one = trials.compare(y, arm, control="none", cluster=cluster, block=block, weights=weights)
    two = trials.compare(y[kept], arm[kept], control="none", cluster=cluster[kept], block=block[kept], weights=weights[kept])
    for field in ("n", "clusters", "means", "effects", "standard_errors", "p"):
        assert np.array_equal(getattr(one, field), getattr(two, field), equal_nan=True)


def test_ranges_hold_the_truth_about_19_times_in_20():
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        home = np.repeat(np.arange(100), 3)
        treated = np.repeat(rng.permutation(100) < 50, 3)
        y = np.repeat(rng.normal(size=100), 3) + rng.normal(size=300) + 0.5 * treated
        found = trials.compare(y, treated, control=False, cluster=home)
        held += found.lower[1] <= 0.5 <= found.upper[1]
    assert 0.92 <= held / 400 <= 0.98


ARM = ["a", "a", "a", "b", "b", "b"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"outcome": []}, "outcome"),
        ({"outcome": [1, 2, math.nan, 3, 4, 5]}, "outcome"),
        ({"outcome": ["x"] * 6}, "outcome"),
        ({"outcome": [[1, 2]] * 6}, "outcome"),
        ({"arm": ARM[:5]}, "arm"),
        ({"arm": ["a"] * 6}, "arm"),
        ({"arm": ["a"] * 5 + ["b"]}, "arm"),
        ({"arm": [*ARM[:5], None]}, "arm"),
        ({"arm": [[]] * 6}, "arm"),
        ({"arm": None}, "arm"),
        ({"control": "c"}, "control"),
        ({"cluster": [1, 1, 1, 2, 2, 2]}, "cluster"),
        ({"cluster": [1, 2, 3]}, "cluster"),
        ({"cluster": [1.0, 2.0, 3.0, 4.0, 5.0, math.nan]}, "cluster"),
        ({"block": ARM}, "block"),
        ({"block": [1]}, "block"),
        ({"covariates": [1.0, 2.0]}, "covariates"),
        ({"covariates": [1.0] * 6}, "covariates"),
        ({"covariates": [1.0, 2.0, 3.0, 4.0, 5.0, math.inf]}, "covariates"),
        ({"covariates": [0, 0, 0, 1, 1, 1]}, "covariates"),
        ({"covariates": np.random.default_rng(0).normal(size=(6, 4))}, "covariates"),
        ({"covariates": ["x"] * 6}, "covariates"),
        ({"weights": [1, 1, 1, 1, 1, -1]}, "weights"),
        ({"weights": [0] * 6}, "weights"),
        ({"weights": [1] * 5}, "weights"),
        ({"weights": [1, 1, 1, 1, 0, 0]}, "arm"),
    ],
)
def test_bad_input_is_named(change, named):
    given = {"outcome": [1, 2, 3, 2, 3, 5], "arm": ARM, "control": "a", **change}
    with pytest.raises(ValueError, match=named):
        trials.compare(given.pop("outcome"), given.pop("arm"), **given)
