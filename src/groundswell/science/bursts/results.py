"""What is said of a story's pace, as data: a page turns it into words."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Burst:
    """A story that has just begun to burst: "12 times its usual, 6 outlets in 40 minutes".

    ``rate`` and ``usual`` are reports an hour, copies counted as a fifth; ``ratio`` is one over the other.
    ``outlets`` is how many outlets have told it in words of their own since ``since``, this one included, and
    ``minutes`` how long that is. ``window`` is the window, in minutes, in which it stands out most, and ``surprise`` how
    much (:math:`-\\ln` of a bound on the probability that chance does this).
    """

    story: Hashable
    at: float
    rate: float
    usual: float
    ratio: float
    outlets: int
    since: float
    minutes: float
    window: float
    surprise: float


@dataclass(frozen=True, slots=True)
class StoryState:
    """How a story stands at one moment.

    ``rate``, ``usual`` and ``ratio`` as in :class:`Burst`, in the window in which it stands out most. ``since`` is when its
    burst began or, without one, its first report of the last two days; ``outlets`` counts from there. ``half_life`` is in
    how many hours its pace halves, with an 80 % interval; None under three reports. ``still_in_3h`` is the probability
    that in the hour that begins three hours from now an outlet tells something of it in its own words.
    ``still_interval`` is how far that probability could be off for what is not known of the story's pace (80 %).
    """

    rate: float
    usual: float
    ratio: float
    outlets: int
    since: float
    half_life: float | None
    half_life_interval: tuple[float, float] | None
    still_in_3h: float
    still_interval: tuple[float, float]
    is_bursting: bool
