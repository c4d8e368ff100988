"""How a story stands: how many independent outlets tell it, and whether that is enough to write to people at once.

The thresholds and what they rest on are told in docs/science/alerts.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from groundswell.wire.models import Story

FRESH = timedelta(hours=24)  # what is older is history: nobody is woken for it
FOR_FOLLOWERS = 2  # independent outlets: who asked to hear of it
FOR_KNOWERS = 3  # who only said that they know the subject


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a story at one moment."""

    outlets: int
    is_fresh: bool

    @property
    def is_for_followers(self) -> bool:
        """Whether those who follow it hear at once."""
        return self.is_fresh and self.outlets >= FOR_FOLLOWERS

    @property
    def is_for_knowers(self) -> bool:
        """Whether those who know the subject hear at once."""
        return self.is_fresh and self.outlets >= FOR_KNOWERS


def standing_of(story: Story, *, at: datetime) -> Standing:
    """Read how a story stands: the wire counts who tells it in words of their own, and leaves out what does not count."""
    return Standing(story.outlet_count, at - story.last_at < FRESH)
