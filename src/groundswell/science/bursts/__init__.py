"""Stories that suddenly gather pace: :class:`Bursts`, what it calls a burst, and how long one will last."""

from groundswell.science.bursts.results import Burst, StoryState
from groundswell.science.bursts.watch import Bursts

__all__ = ["Burst", "Bursts", "StoryState"]
