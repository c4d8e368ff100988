"""The ground of influence: hours of the week, outside events, what a fit says of them, and events made up by it."""

import numpy as np
import pytest

from groundswell.science import influence
from groundswell.science.influence import week

DAY = 86400.0
HOURS = np.arange(168)
NIGHT = np.where(HOURS % 24 < 7, 0.1, 1.0)


def seen(ground, follow, *, until, seed=1, **more):
    return influence.simulate(np.random.default_rng(seed), ground, follow, 1 / 1800, horizon=until, **more)


def test_the_week_begins_on_monday():
    assert week.hour_of_week(np.array([0.0, 4 * DAY, 5 * DAY - 1.0])).tolist() == [72, 0, 23]


@pytest.mark.parametrize("span", [(0.0, 10_000.0), (5 * DAY, 40 * DAY), (1.7e9, 1.7e9 + 1e6)])
def test_every_second_watched_belongs_to_one_hour(span):
    ground = week.Ground(*span, hourly=True)
    exposure = ground.exposure(*span)
    assert exposure.sum() == pytest.approx(span[1] - span[0])
    at = np.linspace(*span, 50)
    level = np.random.default_rng(0).random(168)
    slow = [float(level @ ground.exposure(span[0], until)) for until in at]
    assert ground.level_until(level, at) == pytest.approx(np.array(slow), abs=1e-3)


def test_day_and_night_are_not_taken_for_influence():
    until = 56 * DAY
    times, kinds = seen(np.outer([0.001, 0.0005], NIGHT), np.zeros((2, 2)), until=until)
    found = influence.fit(times, kinds, 2, horizon=until, decays=1 / 7200)
    steady = influence.fit(times, kinds, 2, horizon=until, decays=1 / 7200, baseline="constant")
    assert float(found.branching.max()) < 0.12 < 0.2 < float(steady.branching.sum(axis=1).max())
    assert found.baseline.shape == (2, 168)
    assert found.baseline[0, HOURS % 24 == 3].mean() < 0.3 * found.baseline[0, HOURS % 24 == 14].mean()
    assert (found.fit_check.p > 0.01).all()


def test_a_flat_week_comes_out_flat():
    until = 56 * DAY
    times, kinds = seen([0.0005], [[0.4]], until=until)
    found = influence.fit(times, kinds, 1, horizon=until, decays=1 / 1800)
    assert float(np.ptp(found.baseline)) < 0.3 * float(found.baseline.mean())
    assert abs(float(found.branching[0, 0, 0]) - 0.4) < 0.08


def test_hours_never_watched_are_not_made_up():
    until = 2 * DAY
    times, kinds = seen([0.002], [[0.3]], until=until)
    found = influence.fit(times, kinds, 1, horizon=until, decays=1 / 1800)
    assert np.isnan(found.baseline[0]).sum() == 120
    assert any("four weeks" in note for note in found.fit_check.notes)
    assert len(found.simulate(np.random.default_rng(0))[0]) > 50
    with pytest.raises(ValueError, match="horizon"):
        found.simulate(np.random.default_rng(0), horizon=10 * DAY)


def test_outside_events_are_told_from_influence():
    until, rallies = 40 * DAY, [(9 * DAY, 9.5 * DAY), (20 * DAY, 20.5 * DAY), (33 * DAY, 34 * DAY)]
    outside = {"rally": rallies}
    times, kinds = seen([0.001, 0.001], [[0.0, 0.0], [0.5, 0.0]], until=until, covariates=outside, effects=[[0.01], [0.004]])
    found = influence.fit(times, kinds, 2, horizon=until, decays=1 / 1800, baseline="constant", covariates=outside)
    blind = influence.fit(times, kinds, 2, horizon=until, decays=1 / 1800, baseline="constant")
    assert found.outside == ("rally",)
    assert found.effects[:, 0] == pytest.approx(np.array([0.01, 0.004]), rel=0.25)
    assert (found.effect_intervals[:, 0, 0] > 0.002).all() and (found.effect_intervals[:, 0, 1] < 0.015).all()
    assert float(found.branching[0].max()) < 0.08 < 0.2 < float(blind.branching[0].max())
    told = found.attribution()
    total = told.background + told.outside.sum(axis=1) + told.direct.sum(axis=1)
    assert total == pytest.approx(found.counts, rel=1e-6)
    assert told.roots.sum(axis=1) == pytest.approx(found.counts, rel=1e-6)


def test_without_a_kind_neither_it_nor_what_follows_from_it():
    times, kinds = seen([0.01, 0.002, 0.002], [[0, 0, 0], [0.5, 0, 0], [0, 0.5, 0]], until=20 * DAY)
    found = influence.fit(times, kinds, 3, horizon=20 * DAY, decays=1 / 1800, baseline="constant")
    gone = found.counterfactual(0)
    assert gone.without[0] == 0.0 and gone.difference[0] == found.counts[0]
    assert gone.difference[1:] == pytest.approx(np.array([0.5, 0.25]) * found.counts[0], rel=0.2)
    assert (gone.interval[1:, 0] < gone.difference[1:]).all() and (gone.interval[1:, 1] > gone.difference[1:]).all()
    roots = found.attribution().roots
    assert gone.difference[1:] == pytest.approx(roots[1:, 0], rel=1e-2)


def test_made_events_have_the_expected_number_and_stop():
    times, kinds = seen([0.01, 0.0], [[0.5, 0.0], [1.0, 0.0]], until=40 * DAY)
    expected = 0.01 * 40 * DAY / 0.5
    assert np.bincount(kinds) == pytest.approx(np.array([expected, expected]), rel=0.05)
    assert (np.diff(times) >= 0).all() and times[0] >= 0 and times[-1] <= 40 * DAY
    again = seen([0.01, 0.0], [[0.5, 0.0], [1.0, 0.0]], until=40 * DAY)
    assert again[0].tobytes() == times.tobytes()
    with pytest.raises(ValueError, match="branching"):
        seen([0.01], [[3.0]], until=40 * DAY, most=10_000)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"baseline": [-1.0]}, "baseline"),
        ({"baseline": [[1.0, 2.0]]}, "baseline"),
        ({"branching": [[0.1, 0.2]]}, "branching"),
        ({"branching": [[float("nan")]]}, "branching"),
        ({"horizon": -1.0}, "horizon"),
        ({"rng": 5}, "rng"),
        ({"effects": [[1.0]]}, "effects"),
    ],
)
def test_what_cannot_be_simulated(changed, named):
    asked = {
        "rng": np.random.default_rng(0),
        "baseline": [0.1],
        "branching": [[0.1]],
        "decays": 1.0,
        "horizon": 10.0,
        **changed,
    }
    with pytest.raises(ValueError, match=named):
        influence.simulate(
            asked["rng"],
            asked["baseline"],
            asked["branching"],
            asked["decays"],
            horizon=asked["horizon"],
            effects=asked.get("effects"),
        )
