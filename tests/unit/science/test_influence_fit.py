"""Influence: by hand, against a plain likelihood climbed by another program, what must not change it, and on made events."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from groundswell.science import influence
from groundswell.science.pieces import Processes

FOLLOW = np.array([[0.3, 0.0, 0.2], [0.1, 0.2, 0.0], [0.0, 0.4, 0.1]])
GROUND = [0.5, 0.2, 0.3]


@pytest.fixture(scope="module")
def events():
    return influence.simulate(np.random.default_rng(5), GROUND, FOLLOW, 1.5, horizon=1200.0)


def fitted(times, kinds, size, horizon, decays=1.5, **settings):
    return influence.fit(times, kinds, size, horizon=horizon, decays=decays, **{"baseline": "constant", **settings})


def plain(times, kinds, size, until, decays, target):
    """The log-likelihood of one target and its slope, as a function of its values, written down as it is defined."""
    own = times[kinds == target]
    ages = own[:, None] - times[None, :]
    sees, adds = [np.ones(len(own))], [until]
    for source in range(size):
        for decay in decays:
            felt = np.where((ages > 0) & (kinds == source), decay * np.exp(-decay * np.maximum(ages, 0)), 0.0)
            sees.append(felt.sum(axis=1))
            adds.append(float((1 - np.exp(-decay * (until - times[kinds == source]))).sum()))
    seen, added = np.stack(sees, axis=1), np.array(adds)

    def loss(x):
        rate = np.maximum(seen @ x, 1e-300)
        return float(added @ x - np.log(rate).sum()), added - seen.T @ (1 / rate)

    return loss


def best(loss, width):
    bounds = [(1e-10, None)] + [(0, None)] * (width - 1)
    options = {"ftol": 1e-13, "gtol": 1e-7}
    return minimize(loss, np.full(width, 0.2), jac=True, bounds=bounds, method="L-BFGS-B", options=options).fun


@pytest.mark.parametrize("decays", [[1.5], [0.4, 4.0]])
def test_the_log_likelihood_is_that_of_a_reference_optimum(events, decays):
    times, kinds = events[0][:400], events[1][:400]
    until = float(times[-1]) + 1.0
    found = fitted(times, kinds, 3, until, decays)
    losses = [plain(times, kinds, 3, until, decays, target) for target in range(3)]
    width = 1 + 3 * len(decays)
    assert found.loglik == pytest.approx(-sum(best(loss, width) for loss in losses), abs=1e-6 * len(times))
    values = [np.concatenate([[found.baseline[i]], found.branching[i].ravel()]) for i in range(3)]
    assert found.loglik == pytest.approx(-sum(loss(x)[0] for loss, x in zip(losses, values, strict=True)), abs=1e-6)


def test_two_events_by_hand():
    # log m + log(m + a / e) - 3 m - a g, where g = 2 - exp(-2) - exp(-1); at the top both slopes are none
    found = fitted([1.0, 2.0], [0, 0], 1, 3.0, 1.0)
    m, a, g = float(found.baseline[0]), float(found.branching[0, 0, 0]), 2 - math.exp(-2) - math.exp(-1)
    assert a == 0.0  # an influence would have to be dearer than the ground
    assert m == pytest.approx(2 / 3)
    assert found.loglik == pytest.approx(2 * math.log(2 / 3) - 2)
    close = fitted([1.0, 1.1], [0, 0], 1, 100.0, 1.0)
    m, a, felt = float(close.baseline[0]), float(close.branching[0, 0, 0]), math.exp(-0.1)
    g = 2 - math.exp(-99.0) - math.exp(-98.9)
    assert m + a * felt == pytest.approx(felt / g)
    assert 1 / m + 1 / (m + a * felt) == pytest.approx(100.0)


def test_what_made_the_events_is_found_with_its_uncertainty(events):
    found = fitted(*events, 3, 1200.0)
    assert np.abs(found.branching[:, :, 0] - FOLLOW).max() < 0.13
    inside = (found.intervals[:, :, 0, 0] <= FOLLOW) & (found.intervals[:, :, 0, 1] >= FOLLOW)
    assert inside.sum() >= 8
    assert found.spectral_radius == pytest.approx(np.abs(np.linalg.eigvals(found.branching[:, :, 0])).max())
    assert (found.fit_check.p > 0.01).all()
    assert any("consistent with" in note for note in found.fit_check.notes)
    assert any("Coarse" in note for note in found.fit_check.notes)


def test_tests_tell_what_is_there_from_what_is_not(events):
    found = fitted(*events, 3, 1200.0)
    assert found.test(2, 1).p < 1e-6
    assert found.test(0, 1).p > 0.01
    assert found.tests()[2, 1] == found.test(2, 1).p


@pytest.mark.parametrize("decays", [[0.5, 3.0], [0.2, 1.0, 5.0]])
def test_a_test_of_several_decays_is_of_all_of_them(events, decays):
    found = fitted(*events, 3, 1200.0, decays)
    assert found.test(2, 1).p < 1e-6
    assert found.test(0, 1).p > 0.01


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), later=st.sampled_from([0.0, 1e6, 1.7e9]), slower=st.sampled_from([1.0, 3600.0]))
def test_names_clock_and_unit_of_time_do_not_matter(seed, later, slower):
    rng = np.random.default_rng(seed)
    times = np.sort(rng.random(60)) * 50
    kinds = rng.integers(0, 3, 60)
    order = rng.permutation(3)
    one = fitted(times, kinds, 3, 50.0)
    other = fitted(later + slower * times, order[kinds], 3, (later, later + slower * 50.0), 1.5 / slower)
    assert other.branching[order][:, order] == pytest.approx(one.branching, abs=1e-4)
    assert other.loglik == pytest.approx(one.loglik - 60 * math.log(slower), abs=1e-3)


def test_same_bits_whoever_spreads_the_work(events, monkeypatch):
    monkeypatch.setattr(influence.target, "_CELLS", 1500)  # several blocks
    alone = fitted(*events, 3, 1200.0)
    with ThreadPoolExecutor(2) as pool:
        spread = fitted(*events, 3, 1200.0, executor=pool)
    assert spread.branching.tobytes() == alone.branching.tobytes()
    assert spread.intervals.tobytes() == alone.intervals.tobytes()
    assert spread.loglik == alone.loglik


def test_processes_keep_the_order():
    assert list(Processes(2).map(abs, [-3, 2, -1])) == [3, 2, 1]
    assert list(Processes(1).map(abs, [-3])) == [3]


def test_events_of_one_instant_do_not_follow_each_other():
    times = np.repeat(np.arange(1.0, 200.0, 5.0), 2)
    kinds = np.tile([0, 1], len(times) // 2)
    found = fitted(times, kinds, 2, 200.0, 3.0)
    assert float(found.branching.max()) == 0.0
    assert found.fit_check.ties == 1.0
    assert any("instant" in note for note in found.fit_check.notes)


def test_rounded_times_are_allowed_for():
    rng = np.random.default_rng(8)
    times, kinds = influence.simulate(rng, [0.05], [[0.5]], 1 / 60, horizon=1e5)
    rounded = np.floor(times / 5) * 5
    told = fitted(rounded, kinds, 1, 1e5, 1 / 60, resolution=5.0)
    untold = fitted(rounded, kinds, 1, 1e5, 1 / 60)
    assert abs(float(told.branching[0, 0, 0]) - 0.5) < 0.08 < 0.5 - float(untold.branching[0, 0, 0])
    assert any("resolution=5" in note for note in untold.fit_check.notes)
    assert not any("resolution" in note for note in told.fit_check.notes)


def test_a_kind_without_events_may_do_anything():
    found = fitted([1.0, 2.0, 4.0], [0, 0, 0], 2, 5.0)
    assert found.intervals[0, 1, 0].tolist() == [0.0, math.inf]
    assert found.branching[1].tolist() == [[0.0], [0.0]]
    assert math.isnan(found.test(0, 1).p)
    assert found.counterfactual(1).difference.tolist() == [0.0, 0.0]
    assert found.attribution().direct[:, 1].tolist() == [0.0, 0.0]


def test_a_price_keeps_what_stands_out(events):
    kept = fitted(*events, 3, 1200.0, l1=3.0).branching[:, :, 0]
    assert kept[2, 1] > 0.25 and kept[0, 0] > 0.15
    assert float(kept[FOLLOW == 0].max()) == 0.0
    assert float(fitted(*events, 3, 1200.0, l1=1e9).branching.max()) == 0.0


def test_the_decay_is_found():
    times, kinds = influence.simulate(np.random.default_rng(2), [0.2], [[0.5]], 0.5, horizon=8000.0)
    told = influence.decay_profile(times, kinds, 1, horizon=8000.0, baseline="constant", candidates=[0.05, 0.5, 5.0])
    assert told.best == 0.5 or abs(math.log(told.best / 0.5)) < 0.3
    assert float(told.loglik.max()) == told.loglik[told.decays == told.best][0]
    found = fitted(times, kinds, 1, 8000.0, None)
    assert abs(math.log(float(found.decays[0]) / 0.5)) < 0.4


def test_a_kind_that_begins_late_is_fitted_to_the_top():
    """What the earlier part of the time knows of a value, or does not, must not decide about the whole."""
    follow = np.array([[0.3, 0.0, 0.2], [0.1, 0.2, 0.0], [0.0, 0.4, 0.1]])
    times, kinds = influence.simulate(np.random.default_rng(10), [0.5, 0.2, 0.3], follow, 1.5, horizon=600.0)[:2]
    late = (kinds != 2) | (times > 540.0)
    found = influence.fit(times[late], kinds[late], 3, horizon=600.0, decays=1.5, baseline="constant")
    assert found.loglik > -1061.1251  # L-BFGS-B on the plain likelihood ends at -1061.1250
