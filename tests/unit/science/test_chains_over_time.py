"""R over time: by hand, on made chains whose R changes one day, and with bad input."""

import math

import numpy as np
import pytest

from groundswell.science import chains

DAY = 86400.0


def grown(rng, roots, until, turn, before, after):
    """Chains whose R changes at a time; uneven, hands coming after a day on average."""
    at, first = rng.random(roots) * until, 0
    above, times = [np.full(roots, -1)], [at]
    while len(at):
        n = rng.poisson(2 * rng.gamma(0.5, 2.0, len(at)))
        parent = np.repeat(np.arange(len(at)), n)
        when = at[parent] + rng.exponential(DAY, len(parent))
        kept = (when <= until) & (rng.random(len(parent)) < np.where(when < turn, before, after) / 2)
        above.append(first + parent[kept])
        first += len(at)
        at = when[kept]
        times.append(at)
    return np.concatenate(above), np.concatenate(times)


def test_each_window_by_hand():
    # Everybody brings just one after 10 s, within a window of 5: what is expected at R = 1 is what came.
    parent, at = [-1, 0, 1, 2, 3], [1.0, 11.0, 21.0, 31.0, 41.0]
    found = chains.over_time(parent, at, 45.0, window=5.0)
    assert found.until.tolist() == [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0]
    assert found.further.tolist() == [0, 0, 1, 0, 1, 0, 1, 0, 1]
    assert found.expected == pytest.approx(found.further, abs=1e-6)
    assert pytest.approx((1 + found.further) / (1 / 5 + found.further)) == found.R
    assert found.window == pytest.approx(5)


def test_a_turn_is_seen_where_it_is():
    rng = np.random.default_rng(1)
    inside = []
    for _ in range(12):
        parent, at = grown(rng, 400, 24 * DAY, 12 * DAY, 1.3, 0.6)
        found = chains.over_time(parent, at, 24 * DAY, window=3 * DAY)
        truth = np.where(found.until <= 12 * DAY + 1, 1.3, 0.6)
        inside.append((found.lower <= truth) & (truth <= found.upper))
        assert (found.lower < found.R).all() and (found.upper > found.R).all()
    assert 0.85 <= np.mean(inside) <= 1
    assert found.R[3] > 1.1 and found.R[4] < 0.8


def test_steps_within_a_window_agree_with_whole_ones():
    rng = np.random.default_rng(2)
    parent, at = grown(rng, 200, 12 * DAY, 6 * DAY, 1.2, 0.8)
    whole = chains.over_time(parent, at, 12 * DAY, window=2 * DAY)
    often = chains.over_time(parent, at, 12 * DAY, window=2 * DAY, step=DAY)
    assert often.further[1::2].tolist() == whole.further.tolist()
    assert often.R[1::2] == pytest.approx(whole.R, rel=0.1)
    later = chains.over_time(parent, at + 1e9, 12 * DAY + 1e9, window=2 * DAY)
    assert later.further.tolist() == whole.further.tolist() and pytest.approx(whole.R) == later.R


def test_without_further_hands_only_the_prior_speaks():
    found = chains.over_time([-1, -1], [0.0, 50.0], 100.0, window=50.0, prior=(2.0, 3.0))
    assert found.further.tolist() == [0, 0] and found.expected.tolist() == [0, 0]
    assert pytest.approx([6, 6]) == found.R
    assert len(chains.over_time([-1], [5.0]).R) == 1


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"window": 0}, "window"),
        ({"window": math.nan}, "window"),
        ({"window": "day"}, "window"),
        ({"step": -1.0}, "step"),
        ({"window": 1e-9}, "window"),
        ({"prior": (1,)}, "prior"),
        ({"prior": (0, 1)}, "prior"),
        ({"prior": ("a", 1)}, "prior"),
        ({"now": 1.0}, "now"),
        ({"parent": [1, 0, -1]}, "parent|created"),
        ({"created": [0.0, 1.0]}, "created"),
    ],
)
def test_bad_input_is_named(more, named):
    given = {"parent": [-1, 0, 1], "created": [0.0, 10.0, 20.0], **more}
    with pytest.raises(ValueError, match=named):
        chains.over_time(given.pop("parent"), given.pop("created"), **given)
