"""One story's pace: reports in windows that forget, beside what is usual for it."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, field

HOUR = 3600.0
WINDOWS = (0.25 * HOUR, 0.5 * HOUR, 1.5 * HOUR, 3.0 * HOUR)
BASE = 24.0 * HOUR
_KEPT_HOURS, _KEPT = 48.0, 400
_SCALES = (*WINDOWS, BASE)


@dataclass(slots=True)
class Track:
    """Reports of one story. ``sums`` are weighted counts that fade with each window's length, as of ``last``."""

    first: float
    last: float
    sums: list[float] = field(default_factory=lambda: [0.0] * len(_SCALES))
    reports: list[tuple[float, float, Hashable]] = field(default_factory=list)
    """(time, weight, outlet), oldest first; those without weight are left out."""
    since: float | None = None
    """When the burst began that is under way."""

    def take(self, at: float, weight: float, outlet: Hashable) -> None:
        """Count one report."""
        if at > self.last:
            self.sums = self.faded(at)
            self.last = at
        self.first = min(self.first, at)
        if weight > 0.0:
            self.sums = [s + weight * math.exp((at - self.last) / scale) for s, scale in zip(self.sums, _SCALES, strict=True)]
            place = len(self.reports)
            while place and self.reports[place - 1][0] > at:
                place -= 1
            self.reports.insert(place, (at, weight, outlet))
            if len(self.reports) > _KEPT or self.reports[0][0] < self.last - _KEPT_HOURS * HOUR:
                horizon = self.last - _KEPT_HOURS * HOUR
                self.reports = [report for report in self.reports if report[0] >= horizon][-_KEPT:]

    def faded(self, now: float) -> list[float]:
        """The sums as of ``now``."""
        return [s * math.exp((self.last - now) / scale) for s, scale in zip(self.sums, _SCALES, strict=True)]

    def has_told(self, outlet: Hashable, at: float) -> bool:
        """Whether the outlet told this story in its own words within the longest window around ``at``."""
        return any(weight == 1.0 and who == outlet and abs(at - when) <= WINDOWS[-1] for when, weight, who in self.reports)

    def outlets(self, since: float) -> int:
        """How many outlets told it in their own words from ``since`` on."""
        return len({who for when, weight, who in self.reports if weight == 1.0 and when >= since})

    def begun(self, window: float, now: float) -> float:
        """The first report among those that fill a window now."""
        return next((when for when, _, _ in self.reports if when >= now - 2.0 * window), now)

    def paces(self, now: float, usual: float, trust: float) -> list[tuple[float, float, float, float]]:
        """For each window: (surprise, its length, pace now, usual pace), paces in reports a second.

        The usual pace is that of the last day without the window, taken together with what is usual of any story,
        which weighs as much as ``trust`` seconds of watching. A count that fades with scale w has, at a steady pace r,
        mean r w and variance r w / 2: so twice the count is set against a Poisson count of mean 2 r w (Chernoff's bound).
        """
        *counts, base = self.faded(now)
        age = max(0.0, now - self.first)
        whole = BASE * -math.expm1(-age / BASE)
        found = []
        for count, window in zip(counts, WINDOWS, strict=True):
            watched = max(0.0, whole - window * -math.expm1(-age / window))
            pace = (max(0.0, base - count) + usual * trust) / (watched + trust)
            expected = 2.0 * pace * window
            n = 2.0 * count
            surprise = n * math.log(n / expected) - n + expected if n > expected else 0.0
            found.append((surprise, window, count / window, pace))
        return found
