"""A trial one may look at every day: ranges that hold the truth at all times together: stopping early is no cheating."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.trials.boundary import boundary, ever, tuned
from groundswell.science.trials.weighing import weighed

Array = NDArray[Any]

_GUESSED = 0.1  # an outcome's variance before anybody answered: yes and no at 11 or 89 %
_AT_ONCE = 65_536
_MOST = 1e12
_ALMOST = 1e-9


@dataclass(frozen=True, slots=True)
class PeekTable:
    """How a trial stands now; all fields aligned with ``arms``.

    Attributes
    ----------
    arms : tuple
        The arms, the control first, the others as they were named.
    n : numpy.ndarray of int
        People in each.
    means : numpy.ndarray
        Mean outcome, as it is; NaN where nobody is.
    effects : numpy.ndarray
        Difference to the control, weighed by the chances of the lot; 0 for the control.
    lower, upper : numpy.ndarray
        Where the effect lies: with probability 1 - alpha the range holds it at every look together. Each arm by itself.
    p : numpy.ndarray
        Of no difference, valid at every look; NaN for the control.
    """

    arms: tuple[Hashable, ...]
    n: Array
    means: Array
    effects: Array
    lower: Array
    upper: Array
    p: Array


class Peek:
    """Compare arms drawn by lot, person by person, as often as one likes.

    Parameters
    ----------
    arms : sequence of hashable
        All arms, each once, two at least.
    control : hashable
        The one the others are compared with.
    chances : array of shape (arms,), optional
        The lot's chances, as ``arms``; equal ones by default.
    least : float, optional
        The smallest chance any arm will ever have, where chances change (`Thompson`); the smallest of ``chances`` by default.
    alpha : float
        Ranges fail, ever, with this probability at most.
    best_at : int
        The number of people at which ranges shall be narrowest; they are valid at every number.

    Raises
    ------
    ValueError
        Naming the argument and what it must be.

    Notes
    -----
    Outcomes lie between 0 and 1: yes and no, or a share of the most possible. Add people in the order in which outcomes
    come in, and everybody: who never answers is a 0, not left out. Time O(arms) and no memory a person. Ranges are about
    1.7 times as wide as those of one look at the end. If households are drawn, one outcome a household (their mean). Not fit
    for arms that people chose themselves.

    Source: augmented weighing by the chances of the lot (Robins, Rotnitzky and Zhao 1994) under the boundary of
    Howard, Ramdas, McAuliffe and Sekhon (2021). Nothing in it is approximate.

    Examples
    --------
    >>> peek = Peek(["letter", "visit"], control="letter")
    >>> peek.add_many(["letter", "visit"] * 300, [0, 1] * 300)
    >>> table = peek.table()
    >>> table.effects.round(2).tolist(), bool(table.lower[1] > 0.8)
    ([0.0, 1.0], True)
    """

    def __init__(
        self,
        arms: Iterable[Hashable],
        *,
        control: Hashable,
        chances: ArrayLike | None = None,
        least: float | None = None,
        alpha: float = 0.05,
        best_at: int = 1_000,
    ) -> None:
        named = _named(arms, control)
        k = len(named)
        self.arms: tuple[Hashable, ...] = (control, *(arm for arm in named if arm != control))
        self._place = {arm: place for place, arm in enumerate(self.arms)}
        self._order = [named.index(arm) for arm in self.arms]  # chances come as the arms were named
        self._chances = np.full(k, 1 / k) if chances is None else _chances(chances, k)[self._order]
        self._least = float(self._chances.min()) if least is None else least
        if not 0 < self._least <= float(self._chances.min()) + _ALMOST:
            raise ValueError("least must be over 0 and no larger than any of chances")
        if not 0 < alpha < 1:
            raise ValueError("alpha must be between 0 and 1")
        if not 1 <= best_at <= _MOST:
            raise ValueError(f"best_at must be from 1 to {_MOST:g}")
        self._alpha = alpha
        self._rho = tuned(best_at * 2 * _GUESSED / float(self._chances.min()) * self._least**2, alpha / 2)
        self._n, self._sums, self._score, self._variance = np.zeros(k, np.int64), np.zeros(k), np.zeros(k), np.zeros(k)

    def add(self, arm: Hashable, outcome: float, *, chances: ArrayLike | None = None) -> None:
        """Take one person's outcome; ``chances`` of shape (arms,) if the lot had other chances for this person."""
        self.add_many([arm], [outcome], chances=None if chances is None else np.asarray(chances)[None])

    def add_many(self, arms: Iterable[Hashable], outcomes: ArrayLike, *, chances: ArrayLike | None = None) -> None:
        """Take many, in their order; ``chances`` of shape (people, arms). A refused call adds nobody."""
        chosen, found = self._places(arms), _outcomes(outcomes)
        if len(chosen) != len(found):
            raise ValueError(f"outcomes must be as many as arms: {len(chosen)}")
        lots = None if chances is None else self._lots(chances, len(found))
        for start in range(0, len(found), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            self._take(chosen[part], found[part], None if lots is None else lots[part])

    def table(self) -> PeekTable:
        """Return how the trial stands."""
        k, total = len(self.arms), int(self._n.sum())
        effects, lower, upper, p = np.zeros(k), np.full(k, -1.0), np.full(k, 1.0), np.ones(k)
        lower[0] = upper[0] = 0.0
        p[0] = np.nan
        for place in range(1, k) if total else ():
            stray = boundary(float(self._variance[place]), self._rho, self._alpha / 2) / (self._least * total)
            middle = float(self._score[place]) / total
            effects[place], lower[place], upper[place] = np.clip((middle, middle - stray, middle + stray), -1.0, 1.0)
            p[place] = ever(float(self._score[place]) * self._least, float(self._variance[place]), self._rho)
        means = np.divide(self._sums, self._n, out=np.full(k, np.nan), where=self._n > 0)
        return PeekTable(self.arms, self._n.copy(), means, effects, lower, upper, p)

    def _take(self, chosen: Array, outcomes: Array, lots: Array | None) -> None:
        """Add up scores and variances; what is expected of each arm is known from those before alone."""
        expected, off = weighed(chosen, outcomes, self._chances if lots is None else lots, self._n, self._sums)
        apart = off - off[:, :1]
        self._score += (expected - expected[:, :1] + apart).sum(axis=0)
        self._variance += ((apart * self._least) ** 2).sum(axis=0)
        self._n += np.bincount(chosen, minlength=len(self.arms))
        self._sums += np.bincount(chosen, outcomes, minlength=len(self.arms))

    def _places(self, arms: Iterable[Hashable]) -> Array:
        try:
            return np.fromiter((self._place[arm] for arm in arms), np.int64)
        except (KeyError, TypeError) as error:
            raise ValueError(f"arms must be of those named at the beginning: {error}") from None

    def _lots(self, chances: ArrayLike, n: int) -> Array:
        found = np.asarray(chances, dtype=np.float64)
        if found.shape != (n, len(self.arms)) or not np.isfinite(found).all():
            raise ValueError(f"chances must be numbers of shape ({n}, {len(self.arms)})")
        if (found < self._least - _ALMOST).any() or (np.abs(found.sum(axis=1) - 1) > 1e-6).any():
            raise ValueError(f"chances must be {self._least:g} or more each and add up to 1")
        return found[:, self._order]


def _named(arms: Iterable[Hashable], control: Hashable) -> list[Hashable]:
    try:
        found = list(arms)
        if len(found) < 2 or len(set(found)) != len(found):
            raise ValueError("arms must be two or more, each once")
    except TypeError:
        raise ValueError("arms must be names, numbers or ids") from None
    if control not in found:
        raise ValueError("control must be one of arms")
    return found


def _chances(chances: ArrayLike, k: int) -> Array:
    found = np.asarray(chances, dtype=np.float64)
    if found.shape != (k,) or not (np.isfinite(found).all() and (found > 0).all()) or abs(float(found.sum()) - 1) > 1e-6:
        raise ValueError(f"chances must be {k} numbers over 0 that add up to 1")
    return found


def _outcomes(outcomes: ArrayLike) -> Array:
    try:
        found = np.asarray(outcomes)
    except ValueError:
        found = np.empty((0, 0))
    if found.ndim != 1 or (len(found) and found.dtype.kind not in "fiub"):
        raise ValueError("outcomes must be numbers, one for each person")
    found = found.astype(np.float64)
    if not ((found >= 0) & (found <= 1)).all():
        raise ValueError("outcomes must lie between 0 and 1")
    return found
