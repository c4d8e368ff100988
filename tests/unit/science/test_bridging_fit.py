"""The factor model: its optimum, its start and its limits."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from groundswell.science.bridging import fit


def _objective(values, raters, notes, ratings):
    n_raters, n_notes = raters.max() + 1, notes.max() + 1
    mean, rest = values[0], values[1:]
    rater_i, rater_f, note_i, note_f = np.split(rest, np.cumsum([n_raters, n_raters, n_notes]))
    error = ratings - mean - rater_i[raters] - note_i[notes] - rater_f[raters] * note_f[notes]
    intercepts = mean**2 + np.mean(rater_i**2) + np.mean(note_i**2)
    return np.mean(error**2) + 0.15 * intercepts + 0.03 * (np.mean(rater_f**2) + np.mean(note_f**2))


def _camps(n_raters=40, n_notes=12, seed=0):
    """Two camps: the first notes please everybody, the others one camp each."""
    rng = np.random.default_rng(seed)
    raters, notes = (axis.ravel() for axis in np.meshgrid(np.arange(n_raters), np.arange(n_notes), indexing="ij"))
    liked = (notes < 4) | (raters % 2 == notes % 2)
    ratings = np.where(rng.random(len(raters)) < 0.9, liked, ~liked).astype(float)
    keep = rng.random(len(raters)) < 0.7
    return raters[keep], notes[keep], ratings[keep]


def test_the_slope_is_zero_and_a_general_minimiser_finds_nothing_lower():
    raters, notes, ratings = _camps(10, 6)
    fitted = fit(raters, notes, ratings, seed=0, tolerance=1e-9)
    found = np.concatenate(
        [[fitted.mean], fitted.rater_intercept, fitted.rater_factor, fitted.note_intercept, fitted.note_factor]
    )
    assert _objective(found, raters, notes, ratings) == pytest.approx(fitted.objective, abs=1e-12)
    step = 1e-5 * np.eye(len(found))
    slopes = [_objective(found + h, raters, notes, ratings) - _objective(found - h, raters, notes, ratings) for h in step]
    assert np.abs(slopes).max() / 2e-5 < 1e-7
    start = np.random.default_rng(1).normal(0, 0.1, len(found))
    reference = minimize(_objective, start, (raters, notes, ratings), method="L-BFGS-B", options={"maxfun": 10**5})
    assert fitted.objective <= reference.fun + 1e-9


def test_notes_that_please_both_camps_come_first_and_camps_part():
    raters, notes, ratings = _camps()
    fitted = fit(raters, notes, ratings, seed=0)
    assert fitted.note_intercept[:4].min() > fitted.note_intercept[4:].max()
    assert set(np.sign(fitted.rater_factor[::2])) != set(np.sign(fitted.rater_factor[1::2]))
    assert len(set(np.sign(fitted.rater_factor[::2]))) == 1
    assert fitted.rater_factor[np.argmax(np.abs(fitted.rater_factor))] > 0


def test_the_same_seed_gives_the_same_bits_and_another_the_same_optimum():
    data = _camps()
    one, again, other = fit(*data, seed=3), fit(*data, seed=np.random.default_rng(3)), fit(*data, seed=4, tolerance=1e-8)
    assert one.note_intercept.tobytes() == again.note_intercept.tobytes()
    np.testing.assert_allclose(one.note_intercept, other.note_intercept, atol=1e-4)


def test_a_warm_start_goes_to_the_same_place_and_keeps_the_sign():
    raters, notes, ratings = _camps(400, 60)
    before = fit(raters[:-50], notes[:-50], ratings[:-50], seed=0)
    cold, warm = fit(raters, notes, ratings, seed=0), fit(raters, notes, ratings, seed=0, init=before)
    assert fit(raters, notes, ratings, seed=0, init=cold).sweeps <= 2 < warm.sweeps <= cold.sweeps
    assert warm.objective == pytest.approx(cold.objective, abs=1e-8)
    assert np.dot(warm.rater_factor[: len(before.rater_factor)], before.rater_factor) > 0


def test_raters_and_notes_may_be_added_since_and_gaps_hold_zeros():
    before = fit([0, 1, 1], [0, 0, 1], [1, 0, 1], seed=0)
    after = fit([0, 1, 1, 5], [0, 0, 1, 4], [1, 0, 1, 1], seed=0, init=before)
    assert (len(after.rater_factor), len(after.note_factor)) == (6, 5)
    assert after.rater_intercept[2] == after.rater_factor[4] == after.note_intercept[2] == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=40))
def test_any_ratings_fit_and_more_sweeps_never_cost_more(rated):
    raters, notes, ratings = (np.array(column) for column in zip(*rated, strict=True))
    costs = [fit(raters, notes, ratings, seed=0, tolerance=1e-12, max_sweeps=sweeps).objective for sweeps in (1, 2, 4, 8, 30)]
    assert all(np.isfinite(costs))
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(costs))


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([], [], []), {}, "not be empty|not empty"),
        (([0], [0, 1], [1]), {}, "of one length"),
        (([-1], [0], [1]), {}, "raters must be whole numbers"),
        (([0], [0.5], [1]), {}, "notes must be whole numbers"),
        (([0], [0], [1.5]), {}, "ratings must lie"),
        (([0], [0], [float("nan")]), {}, "ratings must lie"),
        (([0], [0], [1]), {"factor_penalty": 0}, "must be positive"),
        (([0], [0], [1]), {"max_sweeps": 0}, "must be positive"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        fit(*arguments, seed=0, **options)
