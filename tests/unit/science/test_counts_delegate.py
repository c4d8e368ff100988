"""Delegation: each voice followed one step at a time, circles found, and bad input."""

import random
from fractions import Fraction

import pytest

from groundswell.science import counts


def test_any_net_of_trust_is_followed_to_its_end():
    for seed in range(200):
        rng = random.Random(seed)
        n = rng.randint(2, 12)
        trust = {one: rng.choice([k for k in range(n) if k != one]) for one in range(n) if rng.random() < 0.8}
        voted = [one for one in range(n) if rng.random() < 0.25]
        found = counts.delegate(trust, voted=voted)
        carried, lost = dict.fromkeys(voted, 0), set()
        roll = set(trust) | set(trust.values()) | set(voted)
        for one in roll:
            at, way = one, [one]
            while at not in voted and at in trust and len(way) <= n:
                at = trust[at]
                way.append(at)
            if at in carried:
                carried[at] += 1
                assert found.paths[one] == tuple(way)
            else:
                lost.add(one)
        assert found.weights == carried and set(found.lost) == lost
        assert sum(found.weights.values()) + len(found.lost) == len(roll)
        for circle in found.circles:
            assert all(trust[a] == b for a, b in zip(circle, circle[1:] + circle[:1], strict=True))
            assert set(circle) <= lost


def test_who_votes_keeps_their_voice_and_topics_have_their_own_way():
    trust = {"Ann": {"roads": "Bo", None: "Cy"}, "Bo": "Cy", "Di": {"roads": "Ann"}}
    roads = counts.delegate(trust, voted=["Bo", "Cy"], topic="roads", weights={"Ann": 0.5, "Di": 2})
    assert roads.weights == {"Bo": Fraction(7, 2), "Cy": 1}
    assert roads.paths["Di"] == ("Di", "Ann", "Bo")
    other = counts.delegate(trust, voted=["Cy"], topic="schools")
    assert other.weights == {"Cy": 3} and other.lost == () and "Di" not in other.paths


@pytest.mark.parametrize(
    ("trust", "more", "named"),
    [
        ({"A": "A"}, {}, "trust"),
        ([("A", "B")], {}, "trust"),
        ({"A": ["B"]}, {}, "trust"),
        ({"A": "B"}, {"voted": "B"}, "voted"),
        ({"A": "B"}, {"voted": None}, "voted"),
        ({"A": "B"}, {"weights": {"Z": 1}}, "weights"),
        ({"A": "B"}, {"weights": {"A": -1}}, "weights"),
        ({"A": "B"}, {"weights": {"A": float("nan")}}, "weights"),
        ({"A": "B"}, {"weights": [1]}, "weights"),
    ],
)
def test_bad_input_is_named(trust, more, named):
    with pytest.raises(ValueError, match=named):
        counts.delegate(trust, **{"voted": ["B"], **more})
