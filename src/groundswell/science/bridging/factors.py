"""Approval that does not depend on which side one stands: intercepts of a one-factor model of the ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.bridging.sweeps import between, grouped, inner, solve, turn, within

Array = NDArray[Any]

VERSION = "bridging-1"
_STARTS, _FEW, _POWER_STEPS = 4, 20_000, 8
# Results have a row for every number: so far may numbers go beyond what ratings there are.
_GAPS = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class BridgingFit:
    """A fitted model: what remains of each note's approval once sides are taken out, and who stands where.

    Arrays are indexed by note and by rater number; those without a rating hold zeros. Turning the sign of both factors
    changes nothing: a cold fit gives the rater with the largest factor a positive one, a warm one keeps the sign.
    """

    note_intercept: Array
    note_factor: Array
    rater_intercept: Array
    rater_factor: Array
    mean: float
    objective: float
    sweeps: int
    version: str = VERSION


def fit(
    raters: ArrayLike,
    notes: ArrayLike,
    ratings: ArrayLike,
    *,
    seed: int | np.random.Generator,
    init: BridgingFit | None = None,
    intercept_penalty: float = 0.15,
    factor_penalty: float = 0.03,
    tolerance: float = 1e-5,
    max_sweeps: int = 2000,
) -> BridgingFit:
    r"""Fit :math:`r_{un} \approx \mu + i_u + i_n + f_u f_n`.

    Minimises the mean squared error plus ``factor_penalty`` times the means of f_u² and f_n², plus
    ``intercept_penalty`` times the means of i_u² and i_n² and μ²: the model of Community Notes with one factor.

    Parameters
    ----------
    raters, notes : array_like of int, length m
        Who rated what, numbered from 0.
    ratings : array_like of float, length m
        From 0 (not helpful) to 1 (helpful).
    seed : int or Generator
        For the first guess of the factors of raters that ``init`` does not know.
    init : BridgingFit, optional
        Start from here; raters and notes may have been added since.
    tolerance : float
        Stop when the gradient of the objective is shorter than this.
    max_sweeps : int
        Stop here at the latest.

    Returns
    -------
    BridgingFit

    Raises
    ------
    ValueError
        No ratings, lengths differ, a number is negative or far above how many ratings there are, a rating is not within 0
        and 1, or an option is not as described.

    Notes
    -----
    Ratings are kept to seven digits. Raters and notes are solved in turn, each pair of intercept and factor exactly, so
    that the objective never rises. Not fit for few ratings: Community Notes asks for notes with 5 ratings by raters with
    10, and calls a note helpful from an intercept of .40. Do not read it as bridging without checking: it says little
    of what groups that have not rated yet will say (`docs/science/readiness.md`).

    References
    ----------
    Wojcik, S. et al. (2022), "Birdwatch: crowd wisdom and bridging algorithms can inform understanding and reduce the
    spread of misinformation", arXiv:2210.15723.

    Examples
    --------
    >>> raters, notes = np.divmod(np.arange(400), 10)
    >>> ratings = np.where(notes < 5, 1.0, (raters + notes) % 2)
    >>> fitted = fit(raters, notes, ratings, seed=1)
    >>> bool(fitted.note_intercept[:5].min() > fitted.note_intercept[5:].max())
    True
    """
    who, what, given = _checked(raters, notes, ratings)
    _check(intercept_penalty, factor_penalty, tolerance, max_sweeps, init, seed)
    n_raters, n_notes, m = int(who.max()) + 1, int(what.max()) + 1, len(given)
    by_rater, by_note = grouped(who, what, given, n_raters), grouped(what, who, given, n_notes)
    problem = _Problem(by_rater, by_note, m, intercept_penalty, factor_penalty, n_raters, n_notes)
    rng = np.random.default_rng(seed)
    rater, point = problem.start(given.mean(), rng, init)
    best = problem.descend(rater, point, tolerance, max_sweeps)
    # Few ratings have more than one hollow: look into some.
    for _ in range(_STARTS - 1 if init is None and m <= _FEW else 0):
        best = min(
            best, problem.descend(*problem.start(given.mean(), rng, None), tolerance, max_sweeps), key=lambda found: found[2]
        )
    rater, point, cost, sweeps = best
    turn = -1.0 if init is None and rater[np.argmax(np.abs(rater[:, 1])), 1] < 0 else 1.0
    return BridgingFit(
        point[1:, 0].copy(), turn * point[1:, 1], rater[:, 0].copy(), turn * rater[:, 1], float(point[0, 0]), cost, sweeps
    )


@dataclass(frozen=True, slots=True)
class _Problem:
    """Ratings by rater and by note, and what large values cost."""

    by_rater: tuple[Array, Array, Array]
    by_note: tuple[Array, Array, Array]
    m: int
    intercept_penalty: float
    factor_penalty: float
    n_raters: int
    n_notes: int

    def penalty(self, n: int) -> Array:
        return np.array([self.intercept_penalty, self.factor_penalty]) * self.m / n

    def start(self, mean: float, rng: np.random.Generator, init: BridgingFit | None) -> tuple[Array, Array]:
        """Raters, and a point: everything but the raters, who are solved exactly for it (the mean in row 0, then the notes).

        A cold start fits the intercepts, then lets the factors find the direction in which the rest varies most.
        """
        rater, point = np.zeros((self.n_raters, 2)), np.zeros((self.n_notes + 1, 2))
        rater[:, 1] = rng.normal(0.0, 0.1, self.n_raters)
        point[0, 0] = mean
        if init is not None and np.any(init.note_factor):
            point[0, 0] = init.mean
            for place, intercept, factor in (
                (rater, init.rater_intercept, init.rater_factor),
                (point[1:], init.note_intercept, init.note_factor),
            ):
                n = min(len(place), len(intercept))
                place[:n, 0], place[:n, 1] = intercept[:n], factor[:n]
            return rater, point
        direction = rater[:, 1].copy()
        rater[:, 1] = 0.0
        for _ in range(4):
            solve(*self.by_note, mean, rater, self.penalty(self.n_notes), point[1:])
            solve(*self.by_rater, mean, point[1:], self.penalty(self.n_raters), rater)
        rater[:, 1] = direction
        for _ in range(_POWER_STEPS):
            turn(*self.by_note, mean, rater, point[1:])
            turn(*self.by_rater, mean, point[1:], rater)
        solve(*self.by_note, mean, rater, self.penalty(self.n_notes), point[1:])
        return rater, point

    def descend(self, rater: Array, point: Array, tolerance: float, max_sweeps: int) -> tuple[Array, Array, float, int]:
        """Down to where the gradient is under ``tolerance``: raters, point, objective, sweeps."""
        for_raters, for_notes = self.penalty(self.n_raters), self.penalty(self.n_notes)
        memory, least, sweeps = _Memory(), np.inf, 0
        while True:
            squares, left, _ = solve(*self.by_rater, point[0, 0], point[1:], for_raters, rater)
            penalties = np.sum(rater**2 * for_raters) + np.sum(point[1:] ** 2 * for_notes)
            cost = float((squares + penalties) / self.m + self.intercept_penalty * point[0, 0] ** 2)
            if cost > least + 1e-15 and memory.plain is not None:
                # The mix went uphill: take the plain image, which cannot.
                point, least, memory = memory.plain, np.inf, _Memory()
                continue
            least, sweeps = cost, sweeps + 1
            image = point.copy()
            _, left_after, gradient = solve(*self.by_note, point[0, 0], rater, for_notes, image[1:])
            slope = 2 * (self.intercept_penalty * point[0, 0] - left / self.m)
            if np.hypot(2 * np.sqrt(gradient) / self.m, slope) < tolerance or sweeps >= max_sweeps:
                return rater, point, cost, sweeps
            image[0, 0] = (left_after / self.m + point[0, 0]) / (1 + self.intercept_penalty)
            point = memory.step(point, image)


class _Memory:
    """Anderson's acceleration: the next point is the mix of recent images whose steps nearly cancel out."""

    depth = 6

    def __init__(self) -> None:
        self.steps: list[Array] = []
        self.images: list[Array] = []
        self.plain: Array | None = None

    def step(self, point: Array, image: Array) -> Array:
        """The next point to try; ``plain`` keeps the image, which never costs more than the point."""
        self.plain = image
        self.steps = [*self.steps[-self.depth :], (image - point).ravel()]
        self.images = [*self.images[-self.depth :], image.ravel()]
        if len(self.steps) < 3:
            return image
        now = self.steps[-1]
        change = np.array([now - step for step in self.steps[:-1]])
        among = inner(change, change)
        among[np.diag_indices(len(among))] += 1e-10 * np.trace(among) + 1e-300
        weight = np.linalg.solve(among, inner(change, now[None])[:, 0])
        mixed = self.images[-1].copy()
        for share, earlier in zip(weight, self.images[:-1], strict=True):
            mixed -= share * (self.images[-1] - earlier)
        return mixed.reshape(point.shape)


def _check(intercept: float, factor: float, tolerance: float, max_sweeps: int, init: object, seed: object) -> None:
    if not (intercept > 0 and factor > 0 and tolerance > 0 and max_sweeps >= 1):
        raise ValueError("penalties, tolerance and max_sweeps must be positive")
    if init is not None and not isinstance(init, BridgingFit):
        raise ValueError("init must be a BridgingFit or None")
    if not isinstance(seed, np.random.Generator) and (not isinstance(seed, int | np.integer) or seed < 0):
        raise ValueError("seed must be a whole number from 0 or a Generator")


def _checked(raters: ArrayLike, notes: ArrayLike, ratings: ArrayLike) -> tuple[Array, Array, Array]:
    who, what, given = np.asarray(raters), np.asarray(notes), np.asarray(ratings, np.float64)
    if who.ndim != 1 or who.shape != what.shape or who.shape != given.shape or not len(who):
        raise ValueError("raters, notes and ratings must be of one length, and not empty")
    whole, most = [], min(_GAPS + 20 * len(given), 2**31 - 2)
    for name, numbers in (("raters", who), ("notes", what)):
        if numbers.dtype.kind not in "iu" or not within(numbers.astype(np.int64, copy=False), most):
            raise ValueError(f"{name} must be whole numbers from 0, without large gaps (here under {most:,})")
        whole.append(numbers.astype(np.int64, copy=False))
    if not between(given):
        raise ValueError("ratings must lie between 0 and 1")
    return whole[0], whole[1], given
