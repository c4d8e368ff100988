"""Chains of word of mouth: by hand, against a slow reckoning, on made chains whose R is known, and with bad input."""

import itertools
import math

import numpy as np
import pytest

from groundswell.science import chains

DAY = 86400.0


def star(n):
    return [-1] + [0] * (n - 1), [0.0] * n


def path(n):
    return [-1, *range(n - 1)], [float(k) for k in range(n)]


def random_forest(rng, n, *, shuffled=False):
    above = np.where(rng.random(n) < 0.2, -1, (rng.random(n) * np.arange(n)).astype(int))
    above[0] = -1
    at = np.sort(rng.random(n)) * 100
    if shuffled:
        order = rng.permutation(n)
        place = np.argsort(order)
        above, at = np.where(above[order] >= 0, place[above[order]], -1), at[order]
    return above, at


def grown(rng, roots, mean, k, until):
    above, at, first = [np.full(roots, -1)], [rng.random(roots) * until], 0
    times = at[0]
    while len(times):
        n = rng.negative_binomial(k, k / (k + mean), len(times))
        later = np.repeat(times, n) + rng.exponential(2 * DAY, int(n.sum()))
        seen = later <= until
        parent = np.repeat(np.arange(first, first + len(times)), n)
        first += len(times)
        above.append(parent[seen])
        times = later[seen]
        at.append(times)
    return np.concatenate(above), np.concatenate(at)


@pytest.mark.parametrize("n", [2, 5, 50])
def test_a_star_and_a_path_have_the_known_distances(n):
    assert chains.summary(*star(n)).structural_virality == pytest.approx(2 * (n - 1) / n)
    assert chains.summary(*path(n)).structural_virality == pytest.approx((n + 1) / 3)


@pytest.mark.parametrize("shuffled", [False, True])
def test_shape_equals_a_slow_reckoning(shuffled):
    rng = np.random.default_rng(3)
    above, at = random_forest(rng, 60, shuffled=shuffled)
    up = [[i] for i in range(60)]
    for line in up:
        while above[line[-1]] >= 0:
            line.append(int(above[line[-1]]))
    far = []
    for one, other in itertools.combinations(up, 2):
        shared = set(one) & set(other)
        if shared:
            far.append(len(one) + len(other) - 2 * len(shared))
    found = chains.summary(above, at, now=200.0)
    assert found.structural_virality == pytest.approx(np.mean(far))
    assert found.generations.tolist() == np.bincount([len(line) - 1 for line in up]).tolist()
    assert found.depth == max(len(line) for line in up) - 1
    assert found.roots == int(np.sum(above < 0))
    most = max(np.bincount(above[above >= 0]))
    assert found.largest_broadcast_share == pytest.approx(most / np.sum(above >= 0))


def test_when_all_had_their_time_r_is_the_plain_count():
    rng = np.random.default_rng(4)
    above, at = random_forest(rng, 500)
    found = chains.summary(above, at, now=1e6)
    assert pytest.approx(np.sum(above >= 0) / 500, rel=1e-3) == found.R
    assert pytest.approx(found.reach * found.onward) == found.R


def test_the_young_are_not_counted_as_if_they_had_had_their_time():
    rng = np.random.default_rng(5)
    estimates, plain = [], []
    for _ in range(20):
        above, at = grown(rng, 200, 0.8, 0.5, 9 * DAY)
        estimates.append(chains.summary(above, at, now=9 * DAY).R)
        plain.append(float(np.mean(above >= 0)))
    assert np.mean(estimates) == pytest.approx(0.8, abs=0.08)
    assert np.mean(plain) < 0.65


def test_the_interval_holds_r_about_as_often_as_it_says():
    rng = np.random.default_rng(6)
    held = 0
    for _ in range(100):
        above, at = grown(rng, 150, 0.8, 0.5, 9 * DAY)
        low, high = chains.summary(above, at, now=9 * DAY).interval
        held += low <= 0.8 <= high
    assert 86 <= held <= 100


def test_dispersion_tells_a_few_who_bring_many_from_all_alike():
    rng = np.random.default_rng(7)
    few = chains.summary(*grown(rng, 3000, 0.8, 0.3, 30 * DAY), now=30 * DAY).dispersion
    alike = chains.summary(*grown(rng, 3000, 0.8, 1e6, 30 * DAY), now=30 * DAY).dispersion
    assert few == pytest.approx(0.3, abs=0.08)
    assert alike > 5


def test_whether_it_carries_itself():
    rng = np.random.default_rng(8)
    small = chains.summary(*grown(rng, 2000, 0.6, 1.0, 30 * DAY), now=30 * DAY)
    assert small.extinction == 1.0
    assert small.expected_total == pytest.approx(1 / (1 - small.R))
    large = chains.summary(*grown(rng, 30, 2.0, 1.0, 16 * DAY), now=16 * DAY)
    assert large.interval[0] < large.R < large.interval[1] and large.R > 1
    assert 0 < large.extinction < 1 and large.expected_total == math.inf
    k, mean, q = large.dispersion, large.R, large.extinction
    assert (1 + mean * (1 - q) / k) ** -k == pytest.approx(q)


def test_nobody_passed_on():
    found = chains.summary([-1, -1, -1], [0.0, 1.0, 2.0], now=10.0)
    assert (found.R, found.extinction, found.expected_total, found.depth) == (0.0, 1.0, 1.0, 0)
    assert found.interval[0] == 0 < found.interval[1]
    assert math.isnan(found.structural_virality) and found.largest_broadcast_share == 0


def test_one_chain_says_little():
    assert chains.summary(*star(4), now=10.0).interval == (0.0, math.inf)


def test_who_was_reached():
    found = chains.summary([-1, 0, 0, -1], [0.0, 1.0, 1.0, 0.0], [True, False, True, True], 1e6)
    assert found.reach == 0.75
    assert found.onward == pytest.approx(found.R / 0.75)


def test_the_same_chains_give_the_same_bits():
    above, at = random_forest(np.random.default_rng(9), 2000)
    one, other = (chains.summary(above, at, now=200.0, seed=3) for _ in range(2))
    assert (one.R, one.interval, one.dispersion, one.structural_virality) == (
        other.R, other.interval, other.dispersion, other.structural_virality,
    )  # fmt: skip


def test_a_very_long_chain_is_no_trouble():
    assert chains.summary(*path(200_000)).depth == 199_999


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (([], []), "parent"),
        (([0.5], [0.0]), "parent"),
        (([[-1]], [[0.0]]), "parent"),
        (([-2], [0.0]), "parent"),
        (([1], [0.0]), "parent"),
        ((np.array([2**63], np.uint64), [0.0]), "parent"),
        (([0], [0.0]), "circle"),
        (([1, 2, 0, -1], [0.0] * 4), "circle"),
        (([-1, 0], [0.0]), "created"),
        (([-1], ["noon"]), "created"),
        (([-1], [math.nan]), "created"),
        (([-1], [-1.0]), "created"),
        (([-1, 0], [5.0, 4.0]), "created"),
        (([-1], [5.0], None, 4.0), "now"),
        (([-1], [5.0], None, math.inf), "now"),
        (([-1, 0], [0.0, 1.0], [False, True]), "recruited"),
        (([-1], [0.0], [1]), "recruited"),
        (([-1], [0.0], [True, True]), "recruited"),
    ],
)
def test_what_cannot_be_is_refused_by_name(arguments, word):
    with pytest.raises(ValueError, match=word):
        chains.summary(*arguments)
