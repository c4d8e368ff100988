"""How R went over time: the further hands of each window beside those that would come if each brought just one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv

from groundswell.science.chains import door, tree
from groundswell.science.chains.offspring import LEAST_WATCHED, Offspring

Array = NDArray[Any]

_IN_WINDOW = 32
_MOST = 1 << 20
_TURNS = 12


@dataclass(frozen=True, slots=True)
class Course:
    """R window by window; all fields aligned with ``until``.

    Attributes
    ----------
    until : numpy.ndarray
        When each window ends, in seconds; the last at ``now``.
    R : numpy.ndarray
        Further pass-ons that one pass-on would lead to, if all went on as in that window.
    lower, upper : numpy.ndarray
        Where it lies, 95 %.
    further : numpy.ndarray of int
        Further pass-ons in the window.
    expected : numpy.ndarray
        How many there would have been at R = 1.
    window : float
        Its length in seconds.
    """

    until: Array
    R: Array
    lower: Array
    upper: Array
    further: Array
    expected: Array
    window: float


def over_time(
    parent: ArrayLike,
    created: ArrayLike,
    now: float | None = None,
    *,
    window: float = 86400.0,
    step: float | None = None,
    prior: tuple[float, float] = (1.0, 5.0),
) -> Course:
    """Follow R through time.

    Parameters
    ----------
    parent : array_like of int
        For each pass-on the index of the one by which its giver came; -1 for those who began.
    created : array_like of float
        When each was made, in seconds.
    now : float, optional
        Until when it was watched; by default the time of the newest.
    window : float
        Seconds that each figure looks back. Short ones follow faster and are less sure.
    step : float, optional
        Seconds from one figure to the next; the window by default.
    prior : (float, float)
        Shape and scale of the gamma distribution that R is taken from before anything is seen: mean 5, hardly sure.

    Returns
    -------
    Course

    Raises
    ------
    ValueError
        As for :func:`summary`; window and step are not positive, or so short that there would be too many.

    Notes
    -----
    The method of Cori and others, with the delays from one hand to the next as they were seen, the youngest having had less
    time. Those who began are no further hands, but they bring them. The ranges allow for some bringing far more than
    others; they take the delays as known. A figure says how it *went*, not how it will go on; where ``expected`` is
    under one, it is mostly the prior. Cost grows with the pass-ons and with the number of windows.

    References
    ----------
    Cori, A., Ferguson, N. M., Fraser, C. and Cauchemez, S. (2013), "A new framework and software to estimate time-varying
    reproduction numbers during epidemics", *American Journal of Epidemiology* 178.

    Examples
    --------
    >>> found = over_time([-1, 0, 0, 1, 2, 3], [0.0, 10.0, 12.0, 20.0, 22.0, 30.0], 40.0, window=20.0)
    >>> found.until.tolist(), found.further.tolist(), found.expected.round(1).tolist()
    ([20.0, 40.0], [3, 2], [1.7, 4.0])
    """
    above, at, until = door.checked(parent, created, now)
    step = window if step is None else step
    shape, scale = _prior(prior)
    span = _span(above, at, until, window, step)
    ends = max(1, math.ceil(span / step - 1e-9))
    # A grid that ends now, so that each window is a whole number of cells.
    cell = step / math.ceil(step / min(window, step) * _IN_WINDOW)
    length = max(1, round(window / cell))
    count = math.ceil(ends * step / cell - 1e-9)
    place = count - 1 - np.minimum(((until - at) / cell).astype(np.int64), count - 1)
    made, later = np.bincount(place, minlength=count), above >= 0
    came = np.bincount(place[later], minlength=count)
    share = _delays(made, came, np.bincount(place[later] - place[above[later]], minlength=count), length)
    kernel = np.convolve(share, np.ones(length)) if length < 256 else _convolved(share, np.ones(length))
    kernel = np.maximum(kernel[:count], 0.0)
    places = count - 1 - np.round(np.arange(ends - 1, -1, -1) * step / cell).astype(np.int64)
    expected = np.maximum(_convolved(made, kernel)[places], 0.0)
    squares = np.maximum(_convolved(made, kernel**2)[places], 0.0)
    so_far = np.concatenate([[0], np.cumsum(came)])
    further = so_far[places + 1] - so_far[np.maximum(places + 1 - length, 0)]
    k = Offspring(above, at, until).dispersion()
    lower, mean, upper = _ranges(further, expected, squares, k, shape, scale)
    return Course(until - np.arange(ends - 1, -1, -1) * step, mean, lower, upper, further, expected, length * cell)


def _convolved(one: Array, other: Array) -> Array:
    from scipy.signal import fftconvolve  # fifty megabytes that whoever only counts chains need not hold

    return np.asarray(fftconvolve(one, other))


def _delays(made: Array, came: Array, lags: Array, length: int) -> Array:
    """What share of its further hands a pass-on brings after so many cells.

    Delays are read off while R changes: hands that came when R was low stand for more. So shares and R are found in turn.
    """
    count = len(made)
    watched = np.cumsum(made)[::-1]
    lags = np.where(watched >= min(LEAST_WATCHED, max(1, math.ceil(int(made.sum()) / 10))), lags, 0)
    if not lags.any():
        return np.zeros(count)
    part = (count - 1 - np.arange(count)) // length
    hands = np.bincount(part, came)
    r = np.ones(count)
    for _ in range(_TURNS):
        at_risk = _convolved(r, made[::-1])[count - 1 :]
        share = np.where(lags > 0, lags / np.maximum(at_risk, 0.5), 0.0)
        share = share / share.sum()
        expected = np.bincount(part, np.maximum(_convolved(made, share)[:count], 0.0))
        r = ((hands + 0.5) / (expected + 0.5))[part]
    return share


def _ranges(
    further: Array, expected: Array, squares: Array, k: float, shape: float, scale: float
) -> tuple[Array, Array, Array]:
    """Gamma ranges, wider where some bring far more than others: variance R expected + R² squares / k."""
    plain = (shape + further) / (1 / scale + expected)
    uneven = np.zeros(len(expected)) if math.isinf(k) else plain * squares / (k * np.maximum(expected, 1e-12))
    wider = 1.0 + np.where(expected > 0, uneven, 0.0)
    a, b = (shape + further) / wider, (1 / scale + expected) / wider
    low, high = gammaincinv(a, 0.025) / b, gammaincinv(a, 0.975) / b
    return low, plain, high


def _span(above: Array, at: Array, until: float, window: float, step: float) -> float:
    """The seconds to look at, nothing standing against it."""
    for value, name in ((window, "window"), (step, "step")):
        if not (isinstance(value, int | float) and math.isfinite(value) and value > 0):
            raise ValueError(f"{name} must be a positive number of seconds")
    _, _, circle = tree.climb(above)
    if circle >= 0:
        raise ValueError(f"parent must have no circle, and {circle} stands in one")
    span = max(until - float(at.min()), step)
    if _IN_WINDOW * math.ceil(span / min(window, step)) > _MOST:
        raise ValueError("window and step must be longer: there would be too many")
    return span


def _prior(prior: Any) -> tuple[float, float]:
    if not isinstance(prior, tuple | list) or len(prior) != 2 or not all(isinstance(one, int | float) for one in prior):
        raise ValueError("prior must be the shape and the scale of a gamma distribution")
    if not all(math.isfinite(one) and one > 0 for one in prior):
        raise ValueError("prior must hold positive numbers")
    return float(prior[0]), float(prior[1])
