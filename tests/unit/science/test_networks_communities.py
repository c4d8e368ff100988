"""Networks: planted groups come back, chance gives none, bridges are those that were put there, bad input is named."""

import math
import random

import igraph
import numpy as np
import pytest

from groundswell.science import networks
from groundswell.science.networks import bridges, finding
from groundswell.science.networks.ties import checked


def circles(groups, size):
    return [(size * k + i, size * k + j) for k in range(groups) for i in range(size) for j in range(i)]


def planted(seed, groups=40, size=12, inside=8, outside=2):
    rng = np.random.default_rng(seed)
    n, group = groups * size, np.repeat(np.arange(groups), size)
    one = rng.integers(0, n, n * inside // 2)
    other = group[one] * size + rng.integers(0, size, len(one))
    far = rng.integers(0, n, (2, n * outside // 2))
    return n, np.concatenate([one, far[0]]), np.concatenate([other, far[1]]), group


def found(pairs, n, **settings):
    return networks.communities(*zip(*pairs, strict=True), n=n, **{"seed": 0, **settings})


def test_small_groups_that_modularity_merges_are_found():
    n, one, other, group = planted(1, groups=150, size=8, inside=7, outside=1)
    told = networks.communities(one, other, n=n, seed=0)
    merged = networks.communities(one, other, n=n, seed=0, resolutions=1.0)
    assert finding.agreement(told.labels, group) > 0.95 > finding.agreement(merged.labels, group)
    assert told.resolution > 1.0 and told.stability > 0.95
    assert told.stability == told.stabilities[told.resolutions == told.resolution][0]


def test_modularity_is_that_of_igraph():
    n, one, other, _ = planted(2)
    told = networks.communities(one, other, n=n, seed=0, resolutions=[1.0, 4.0])
    graph = igraph.Graph(n=n, edges=list(zip(one.tolist(), other.tolist(), strict=True))).simplify()
    assert told.modularity == pytest.approx(graph.modularity(told.labels.tolist()))


def test_nodes_without_ties_stay_alone_and_the_largest_group_is_first():
    told = found([*circles(1, 6), *[(i + 6, j + 6) for i, j in circles(1, 4)]], 12)
    assert told.labels.tolist() == [0] * 6 + [1] * 4 + [2, 3]


def test_a_network_of_chance_is_not_believed():
    rng = np.random.default_rng(4)
    told = networks.communities(rng.integers(0, 400, 1600), rng.integers(0, 400, 1600), n=400, seed=0)
    assert told.stability < 0.5
    assert len(told.bridges.node) == 0


def test_same_seed_same_groups_and_nobody_else_loses_their_chance():
    n, one, other, _ = planted(3)
    random.seed(11)
    before = random.getstate()
    first = networks.communities(one, other, n=n, seed=5)
    assert random.getstate() == before
    again = networks.communities(one, other, n=n, seed=5)
    assert first.labels.tobytes() == again.labels.tobytes()
    assert first.stabilities.tobytes() == again.stabilities.tobytes()
    assert first.bridges.survival.tobytes() == again.bridges.survival.tobytes()


def test_order_direction_repeats_and_units_of_weight_do_not_matter():
    n, one, other, _ = planted(5)
    first = networks.communities(one, other, n=n, seed=1, resolutions=8.0)
    turned = networks.communities(np.r_[other[::-1], one], np.r_[one[::-1], other], n=n, seed=1, resolutions=8.0)
    assert turned.labels.tolist() == first.labels.tolist()
    weight = np.random.default_rng(0).integers(1, 5, len(one))
    light = networks.communities(one, other, weight, n=n, seed=1, resolutions=8.0)
    heavy = networks.communities(one, other, weight * 1024.0, n=n, seed=1, resolutions=8.0)
    assert heavy.labels.tolist() == light.labels.tolist()
    assert heavy.modularity == pytest.approx(light.modularity)


def test_weights_decide():
    square = [(0, 1), (1, 2), (2, 3), (3, 0)]
    one = found(square, 4, weight=[9.0, 1.0, 9.0, 1.0], resolutions=1.0)
    other = found(square, 4, weight=[1.0, 9.0, 1.0, 9.0], resolutions=1.0)
    assert one.labels.tolist() == [0, 0, 1, 1]
    assert other.labels.tolist() == [0, 1, 1, 0]


def test_who_stands_between_is_told_and_who_leans_out_once_is_not():
    # 24 knows five of each circle; 0 and 6 know one another, once
    told = found(
        [*circles(4, 6), *[(24, 6 * k + i) for k in range(4) for i in range(1, 6)], (0, 6)], 25, resolutions=[1.0, 2.0]
    )
    assert told.bridges.node.tolist() == [24]
    assert told.bridges.participation[0] == pytest.approx(0.75)
    assert told.bridges.survival[0] >= 0.95
    assert told.bridges.constraint[0] < 0.3


def test_constraint_is_that_of_igraph():
    rng = np.random.default_rng(6)
    one, other = rng.integers(0, 40, 120), rng.integers(0, 40, 120)
    ties = checked(one, other, rng.uniform(0.5, 3.0, 120), 41)
    around = bridges._around(ties, np.zeros(41, np.int64))
    own = bridges._constraint(
        around.first, around.other, around.tie, ties.weight, ties.strength, np.arange(40), np.zeros((41, 2))
    )
    graph = igraph.Graph(n=41, edges=ties.ends.tolist())
    known = np.array(graph.constraint(weights=ties.weight.tolist()))[:40]
    tied = np.array(graph.degree())[:40] > 0
    assert own[tied] == pytest.approx(known[tied])
    assert np.isinf(own[~tied]).all()


def test_agreement_by_hand():
    assert finding.agreement(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])) == 1.0
    # both pairs 0, left 2, right 2 of 6: (0 - 2/3) / (2 - 2/3)
    assert finding.agreement(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


def test_the_smallest_networks():
    assert found([(0, 1)], 2).labels.tolist() == [0, 0]
    assert math.isnan(found([(0, 1)], 3, runs=1).stability)
    assert found([(0, 1), (1, 2)], 3).modularity == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"source": []}, "source"),
        ({"source": [0, -1, 2]}, "source"),
        ({"source": [0, 1, 4]}, "source"),
        ({"source": [0, 1, 2**62]}, "source"),
        ({"source": [0, 1, 2**70]}, "source"),
        ({"source": [0.0, 1.0, 2.0]}, "source"),
        ({"source": [[0, 1, 2]]}, "source"),
        ({"source": [[0], [1, 2]]}, "source"),
        ({"target": [1, 2]}, "target"),
        ({"target": [0, 1, 2]}, "tie between two"),
        ({"weight": [1.0, 2.0]}, "weight"),
        ({"weight": [1.0, 2.0, 0.0]}, "weight"),
        ({"weight": [1.0, 2.0, -1.0]}, "weight"),
        ({"weight": [1.0, 2.0, math.nan]}, "weight"),
        ({"weight": [1.0, 2.0, math.inf]}, "weight"),
        ({"weight": [1e308, 1e308, 1e308]}, "weight"),
        ({"weight": ["a", "b", "c"]}, "weight"),
        ({"n": 0}, "n must"),
        ({"n": 4.0}, "n must"),
        ({"n": True}, "n must"),
        ({"n": 10**15}, "n must"),
        ({"resolutions": []}, "resolutions"),
        ({"resolutions": [1.0, -1.0]}, "resolutions"),
        ({"resolutions": [math.nan]}, "resolutions"),
        ({"resolutions": "high"}, "resolutions"),
        ({"seed": -1}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"seed": None}, "seed"),
        ({"runs": 0}, "runs"),
    ],
)
def test_bad_input_is_named(changed, named):
    asked = {"source": [0, 1, 2], "target": [1, 2, 3], "weight": None, "n": 4, "seed": 0, **changed}
    with pytest.raises(ValueError, match=named):
        networks.communities(asked.pop("source"), asked.pop("target"), asked.pop("weight"), **asked)
