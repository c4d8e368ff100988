"""What a fit says beside its figures: how well it holds on time it has not seen, what is consistent with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class FitCheck:
    """How well the fit holds on the last fifth of the time, which it was then fitted without.

    Attributes
    ----------
    held_out_from : float
        When that part begins, in seconds.
    events : numpy.ndarray
        Events of each kind in it.
    distance : numpy.ndarray
        Kolmogorov and Smirnov's distance, by kind, between the waits, measured in events expected, and an exponential
        law: 0 is perfect. NaN under ten events, or where hours of the week had not been seen before.
    p : numpy.ndarray
        How often a perfect model would be as far off, by kind. Small: the model misses something.
    ties : float
        Share of events that happen at the same instant as another.
    notes : tuple of str
        What to know before this is believed.
    """

    held_out_from: float
    events: Array
    distance: Array
    p: Array
    ties: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """Where the events of each kind are consistent with coming from; each row sums to the events seen.

    Attributes
    ----------
    background : numpy.ndarray
        (D,) events that the ground explains: the hour, and what the model does not see.
    outside : numpy.ndarray
        (D, C) events for each outside event, in the order of ``InfluenceFit.outside``.
    direct : numpy.ndarray
        (D, D) events of kind i that follow one of kind j directly.
    roots : numpy.ndarray
        (D, D) events of kind i whose chain began with one of kind j that nothing before it explains.
    """

    background: Array
    outside: Array
    direct: Array
    roots: Array


@dataclass(frozen=True, slots=True, eq=False)
class Counterfactual:
    """How many events of each kind the fitted model expects had one kind been absent, all else as it was.

    Attributes
    ----------
    kind : int
        The kind taken away.
    seen : numpy.ndarray
        (D,) events seen.
    without : numpy.ndarray
        (D,) events expected without it.
    difference : numpy.ndarray
        (D,) seen less without.
    interval : numpy.ndarray
        (D, 2) where the difference lies, 95 %, if the model holds; NaN where covariances were too big to keep.
    """

    kind: int
    seen: Array
    without: Array
    difference: Array
    interval: Array


@dataclass(frozen=True, slots=True)
class LikelihoodRatio:
    """Whether the events of one kind follow those of another beyond chance.

    Attributes
    ----------
    statistic : float
        Twice what the log-likelihood loses when the influence is left out.
    p : float
        How often it would lose as much if there were no influence.
    """

    statistic: float
    p: float
