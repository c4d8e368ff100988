"""A lot that learns: arms that do well are drawn more often, none ever stops being drawn, and every chance is written down."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv

from groundswell.science.trials.boundary import boundary, tuned
from groundswell.science.trials.peek import Peek, PeekTable
from groundswell.science.trials.weighing import weighed

Array = NDArray[Any]

_NODES = np.polynomial.legendre.leggauss(64)
_AT, _WEIGHT = (_NODES[0] + 1) / 2, _NODES[1] / 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person's lot.

    Attributes
    ----------
    number : int
        Which draw it was, from 0.
    arm : hashable
        What came.
    chances : tuple of float
        Each arm's chance at that moment, as the arms were named.
    outcome : float or None
        What came of it, once it was told.
    """

    number: int
    arm: Hashable
    chances: tuple[float, ...]
    outcome: float | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a way of choosing arms would have brought: ``mean`` a person, and where it lies, at every look together."""

    mean: float
    lower: float
    upper: float
    n: int


class Thompson:
    """Draw arms by how probably each is the best, and say without bias what each is worth.

    Parameters
    ----------
    arms : sequence of hashable
        All arms, each once, two at least.
    control : hashable
        The one the others are compared with.
    seed : int
        Of the lot: the same seed, and the same told in the same order, draw the same arms, so that anybody can check.
    uniform : float
        The share of draws in which all arms have equal chances. Smaller: less lost on poor arms, and wider ranges.
    alpha, best_at
        As `Peek` takes them.
    history : sequence of (number, arm, chances, outcome), optional
        Go on from an earlier ``history``.

    Raises
    ------
    ValueError
        Naming the argument and what it must be.

    Notes
    -----
    Outcomes lie between 0 and 1. Tell every outcome, also the noughts: if only a yes is ever told, the arm looks better than
    it is. An arm's worth is kept as a beta distribution that begins flat (a share counts as that part of a yes). The chance of
    being the best is an integral of 64 points; that it is not exact harms nobody, since the chance that is written down is the
    one that is used. Time O(arms squared) a draw, memory O(people).

    The lot never forgets: not fit where the best arm changes with the seasons. ``means`` are as they are, and those of an arm
    that was drawn in better weeks are better; ``effects`` and `worth` are weighed by the chances and do not mind.
    Ranges are wider than with equal chances: a chance of 1 in 30 weighs 30 times. To learn which arm is better, use equal
    chances; use this to lose little on the way.

    Source: Thompson (1933); the share at equal chances and worth off the policy as in Dudik, Erhan, Langford and Li (2014).

    Examples
    --------
    >>> lot = Thompson(["short", "long"], control="short", seed=4)
    >>> for _ in range(400):
    ...     one = lot.draw()
    ...     lot.tell(one.number, one.arm == "long")
    >>> lot.chances().round(2).tolist(), bool(lot.table().lower[1] > 0)
    ([0.05, 0.95], True)
    """

    def __init__(
        self,
        arms: Iterable[Hashable],
        *,
        control: Hashable,
        seed: int,
        uniform: float = 0.1,
        alpha: float = 0.05,
        best_at: int = 1_000,
        history: Sequence[tuple[int, Hashable, Sequence[float], float | None]] = (),
    ) -> None:
        if not 0 < uniform <= 1:
            raise ValueError("uniform must be over 0 and at most 1")
        if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
            raise ValueError("seed must be a whole number from 0 on")
        self._named = list(arms)
        self._k, self._seed, self._uniform, self._alpha, self._best_at = len(self._named), int(seed), uniform, alpha, best_at
        least = uniform / max(1, self._k)
        self._peek = Peek(self._named, control=control, least=least, alpha=alpha, best_at=best_at)
        self._least = least
        self._beta = np.ones((2, self._k))
        self._drawn: list[Drawn] = []
        self._told: list[int] = []
        self._go_on(history)

    @property
    def history(self) -> list[tuple[int, Hashable, tuple[float, ...], float | None]]:
        """All that is needed to go on: first what was told, in that order, then what nobody has told yet."""
        waiting = [one.number for one in self._drawn if one.outcome is None]
        found = (self._drawn[number] for number in (*self._told, *waiting))
        return [(one.number, one.arm, one.chances, one.outcome) for one in found]

    def chances(self) -> Array:
        """Return each arm's chance in the next draw, shape (arms,), as they were named."""
        best = _best(self._beta)
        found: Array = (1 - self._uniform) * best + self._uniform / self._k
        found /= found.sum()
        return found

    def draw(self) -> Drawn:
        """Draw an arm for the next person."""
        number, chances = len(self._drawn), self.chances()
        place = int(np.random.default_rng((self._seed, number)).choice(self._k, p=chances))
        self._drawn.append(Drawn(number, self._named[place], tuple(float(chance) for chance in chances)))
        return self._drawn[-1]

    def tell(self, number: int, outcome: float) -> None:
        """Say what came of a draw, once."""
        if isinstance(number, bool) or not isinstance(number, int | np.integer) or not 0 <= number < len(self._drawn):
            raise ValueError("number must be that of a draw")
        one = self._drawn[number]
        if one.outcome is not None:
            raise ValueError(f"number must be of a draw that was not told yet: {number} was")
        self._peek.add(one.arm, outcome, chances=one.chances)
        found = float(outcome)
        self._drawn[number] = replace(one, outcome=found)
        self._told.append(number)
        self._beta[:, self._named.index(one.arm)] += (found, 1 - found)

    def table(self) -> PeekTable:
        """Return how the arms stand beside the control, as `Peek` does."""
        return self._peek.table()

    def worth(self, policy: ArrayLike) -> Worth:
        """Return what drawing with these chances would have brought a person.

        Parameters
        ----------
        policy : array of shape (arms,)
            A chance for each arm, as they were named; (0, 1) is "always the second".
        """
        wanted = np.asarray(policy, dtype=np.float64)
        if wanted.shape != (self._k,) or not np.isfinite(wanted).all() or (wanted < 0).any() or abs(wanted.sum() - 1) > 1e-6:
            raise ValueError(f"policy must be {self._k} numbers, none negative, that add up to 1")
        if not self._told:
            return Worth(float("nan"), 0.0, 1.0, 0)
        told = [self._drawn[number] for number in self._told]
        outcomes = np.array([one.outcome for one in told])
        chances = np.array([one.chances for one in told])
        chosen = np.array([self._named.index(one.arm) for one in told])
        expected, by_arm = weighed(chosen, outcomes, chances)
        off = by_arm @ wanted
        unit, n = self._least / float(wanted.max()), len(told)
        rho = tuned(self._best_at * 0.1 * float((wanted**2).sum()) * self._k * unit**2, self._alpha / 2)
        stray = boundary(float(((off * unit) ** 2).sum()), rho, self._alpha / 2) / (unit * n)
        mean = float((expected @ wanted + off).mean())
        return Worth(min(1.0, max(0.0, mean)), max(0.0, mean - stray), min(1.0, mean + stray), n)

    def _go_on(self, history: Sequence[tuple[int, Hashable, Sequence[float], float | None]]) -> None:
        """Take an earlier history: the draws by number, then what was told, in its order."""
        by_number = sorted(history, key=lambda one: one[0])
        if [one[0] for one in by_number] != list(range(len(by_number))):
            raise ValueError("history must hold every draw once")
        known = set(self._named)
        for number, arm, chances, _outcome in by_number:
            fits = len(chances) == self._k and min(chances) >= self._least * (1 - 1e-9) and abs(sum(chances) - 1) <= 1e-6
            if arm not in known or not fits:
                raise ValueError(f"history must be of these arms, with a chance for each as this lot gives them: draw {number}")
        self._drawn = [Drawn(number, arm, tuple(chances)) for number, arm, chances, _outcome in by_number]
        for number, _arm, _chances, outcome in history:
            if outcome is not None:
                self.tell(number, outcome)


def _best(beta: Array) -> Array:
    """Return how probably each arm is the best: that the others lie below it, averaged over where it may lie itself."""
    at = betaincinv(beta[0][:, None], beta[1][:, None], _AT)
    below = betainc(beta[0][None, :, None], beta[1][None, :, None], at[:, None, :])
    k = len(at)
    below[np.arange(k), np.arange(k)] = 1.0
    found: Array = (below.prod(axis=1) * _WEIGHT).sum(axis=1)
    found /= found.sum()
    return found
