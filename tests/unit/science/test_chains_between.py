"""Chains between communities: by hand, by finite differences, on made chains whose matrix is known, and with bad input."""

import math

import numpy as np
import pytest

from groundswell.science import chains
from groundswell.science.chains.between import growth

DAY = 86400.0
MATRIX = np.array([[0.5, 0.2, 0.0], [0.3, 0.1, 0.3], [0.1, 0.4, 0.2]])


def grown(rng, roots, until):
    """Chains in three communities; hands come after a day on average."""
    of, at, first = rng.integers(0, 3, roots), rng.random(roots) * until / 2, 0
    above, communities, times = [np.full(roots, -1)], [of], [at]
    while len(at):
        parent = np.repeat(np.arange(len(at)), 3)
        to = np.tile(np.arange(3), len(at))
        n = rng.poisson(MATRIX[to, of[parent]])
        parent, to = np.repeat(parent, n), np.repeat(to, n)
        when = at[parent] + rng.exponential(DAY, len(parent))
        seen = when <= until
        above.append(first + parent[seen])
        first += len(at)
        of, at = to[seen], when[seen]
        communities.append(of)
        times.append(at)
    return np.concatenate(above), np.concatenate(times), np.concatenate(communities)


def test_a_matrix_by_hand():
    # "a" has two pass-ons that bring one each in "b"; of three in "b" one brings two in "b".
    parent, of = [-1, -1, 0, 1, 2, 2], ["a", "a", "b", "b", "b", "b"]
    found = chains.between(parent, [0.0, 0.0, 1.0, 1.0, 2.0, 2.0], of, now=1e9)
    assert found.communities == ("a", "b") and found.n.tolist() == [2, 4]
    assert found.counts.tolist() == [[0, 0], [2, 2]]
    assert found.matrix == pytest.approx(np.array([[0, 0], [1, 0.5]]))
    assert found.spectral_radius == pytest.approx(0.5)
    assert found.elasticities == pytest.approx(np.array([[0, 0], [0, 1]])) and found.invest == ("b", "b")


def test_elasticities_are_what_a_small_change_does():
    rng = np.random.default_rng(1)
    for size in (2, 3, 6):
        matrix = rng.random((size, size)) * (rng.random((size, size)) < 0.7) + np.eye(size) * 0.1
        radius, elasticities = growth(matrix)
        assert radius == pytest.approx(max(abs(np.linalg.eigvals(matrix))))
        assert elasticities.sum() == pytest.approx(1)
        for i, j in np.ndindex(size, size):
            more = matrix.copy()
            more[i, j] *= 1 + 1e-6
            assert (growth(more)[0] / radius - 1) / 1e-6 == pytest.approx(elasticities[i, j], abs=1e-4)


def test_parts_that_do_not_meet_are_taken_apart():
    radius, elasticities = growth(np.diag([0.5, 0.5, 0.2]))
    assert radius == 0.5 and np.diag(elasticities).tolist() == [0.5, 0.5, 0]
    radius, elasticities = growth(np.array([[0.0, 0.0], [3.0, 0.0]]))  # nobody comes back
    assert radius == 0 and not elasticities.any()
    assert growth(np.array([[0.0, 2.0], [2.0, 0.0]]))[0] == pytest.approx(2)


def test_one_community_says_what_the_summary_says():
    rng = np.random.default_rng(2)
    parent, at, _ = grown(rng, 200, 12 * DAY)
    one = chains.summary(parent, at, now=12 * DAY)
    found = chains.between(parent, at, np.zeros(len(at), int), now=12 * DAY)
    assert found.spectral_radius == pytest.approx(one.R, rel=1e-3)
    assert found.interval == pytest.approx(one.interval, rel=0.02)


def test_the_matrix_is_found_again_though_the_youngest_had_no_time():
    rng = np.random.default_rng(3)
    parent, at, of = grown(rng, 6000, 10 * DAY)
    found = chains.between(parent, at, of, now=10 * DAY)
    assert found.matrix == pytest.approx(MATRIX, abs=0.04)
    truth = max(abs(np.linalg.eigvals(MATRIX)))
    assert found.interval[0] < truth < found.interval[1]
    assert found.elasticities == pytest.approx(growth(MATRIX)[1], abs=0.06)
    assert found.invest == (0, 0)
    named = chains.between(parent, at, [("north", "east", "west")[k] for k in of], now=10 * DAY)
    assert named.communities == ("east", "north", "west")
    assert named.matrix[np.ix_([1, 0, 2], [1, 0, 2])] == pytest.approx(found.matrix)


def test_without_further_hands_nothing_grows():
    found = chains.between([-1, -1], [0.0, 1.0], ["a", "b"])
    assert found.spectral_radius == 0 and found.invest is None and found.interval == (0, math.inf)


@pytest.mark.parametrize(
    ("parent", "community", "named"),
    [
        ([], [], "parent"),
        ([-1, 5], ["a", "b"], "parent"),
        ([1, 0], ["a", "b"], "parent|created"),
        ([-1, 0], ["a"], "community"),
        ([-1, 0], "ab", "community"),
        ([-1, 0], None, "community"),
        ([-1, 0], ["a", None], "community"),
        ([-1, 0], ["a", math.nan], "community"),
        ([-1, 0], [["a"], ["b"]], "community"),
        ([-1] * 2001, list(range(2001)), "community"),
    ],
)
def test_bad_input_is_named(parent, community, named):
    with pytest.raises(ValueError, match=named):
        chains.between(parent, [0.0] * len(parent), community)
