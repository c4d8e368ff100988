"""What is expected of the hour: the hours of the week, outside events, and how long each of them was watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

HOUR, HOURS = 3600.0, 168
_MONDAY = 4 * 86400.0  # the epoch began on a Thursday; hour 0 of the week is Monday's first, UTC
_WEEK = HOURS * HOUR


def hour_of_week(times: Array) -> Array:
    """The hour of the week, 0 to 167, Monday 00:00 UTC first."""
    hours: Array = ((times - _MONDAY) // HOUR % HOURS).astype(np.int64)
    return hours


def _watched(until: Array) -> Array:
    """Seconds of each hour of the week between Monday of the epoch's first full week and each time: (n, 168)."""
    since = until - _MONDAY
    weeks = np.floor(since / _WEEK)
    rest = (since - weeks * _WEEK)[:, None]
    out: Array = weeks[:, None] * HOUR + np.clip(rest - HOUR * np.arange(HOURS), 0.0, HOUR)
    return out


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not depend on earlier events: a level for each bin (168 hours of the week, or one), and outside events.

    ``windows`` holds for each outside event (m, 2) starts and ends in order, without overlap.
    """

    start: float
    end: float
    hourly: bool
    windows: tuple[Array, ...] = ()

    @property
    def bins(self) -> int:
        """How many levels there are."""
        return HOURS if self.hourly else 1

    def bin(self, times: Array) -> Array:
        """The bin of each time."""
        return hour_of_week(times) if self.hourly else np.zeros(len(times), np.int64)

    def exposure(self, start: float, end: float) -> Array:
        """Seconds of each bin between two times."""
        if not self.hourly:
            return np.array([end - start])
        before, after = _watched(np.array([start, end]))
        out: Array = np.maximum(after - before, 0.0)
        return out

    def outside(self, times: Array) -> Array:
        """(n, C): 1 where the outside event is on."""
        out = np.zeros((len(times), len(self.windows)))
        for c, spans in enumerate(self.windows):
            out[:, c] = np.searchsorted(spans[:, 0], times, "right") > np.searchsorted(spans[:, 1], times, "right")
        return out

    def outside_until(self, times: Array) -> Array:
        """(n, C): seconds for which each outside event was on, from the start of the watch to each time."""
        out = np.zeros((len(times), len(self.windows)))
        for c, spans in enumerate(self.windows):
            for low, high in np.clip(spans, self.start, self.end):
                out[:, c] += np.clip(times - low, 0.0, high - low)
        return out

    def level_until(self, level: Array, times: Array) -> Array:
        """The levels of the bins, per second, summed from the start of the watch to each time: (n,)."""
        if not self.hourly:
            return np.asarray(level[0] * (times - self.start))
        steps = np.concatenate([[0.0], np.cumsum(level * HOUR)])

        def summed(at: Array) -> Array:
            weeks = np.floor((at - _MONDAY) / _WEEK)
            into = (at - _MONDAY - weeks * _WEEK) / HOUR
            bin = np.minimum(into.astype(np.int64), HOURS - 1)
            return np.asarray(weeks * steps[-1] + steps[bin] + level[bin] * HOUR * (into - bin))

        return np.asarray(summed(times) - summed(np.array([self.start])))
