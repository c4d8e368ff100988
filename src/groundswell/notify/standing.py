"""How a story stands: how many independent outlets tell it, and whether that is enough to write to people at once.

The thresholds and what they rest on are told in docs/science/alerts.md.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from groundswell.wire.models import Confirmation, GroundReport, Story
from groundswell.wire.selectors import breaking

FRESH = timedelta(hours=24)  # what is older is history: nobody is woken for it
FOR_FOLLOWERS = 2  # independent outlets: who asked to hear of it
FOR_KNOWERS = 3  # who only said that they know the subject
WITNESSES = 3  # people who saw it with their own eyes weigh as one outlet, six as two; more do not weigh more
_MOST_VOICES_FROM_GROUND = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a story at one moment."""

    voices: int  # independent outlets, and the ground where enough people saw it
    is_fresh: bool
    is_bursting: bool

    @property
    def is_for_followers(self) -> bool:
        """Whether those who follow what it is about hear at once."""
        return self.is_fresh and self.voices >= FOR_FOLLOWERS

    @property
    def is_for_knowers(self) -> bool:
        """Whether those who know the subject hear at once."""
        return self.is_fresh and self.voices >= FOR_KNOWERS

    @property
    def is_for_members(self) -> bool:
        """Whether the members of a community it touches hear at once: only when it breaks."""
        return self.is_fresh and self.is_bursting


def fresh_story(story_id: uuid.UUID, *, at: datetime) -> Story | None:
    """Return a story whose newest item is fresh, or None: reading in an archive costs one question a story."""
    return Story.objects.filter(pk=story_id, last_at__gt=at - FRESH).first()


def standing_of(story: Story, *, at: datetime) -> Standing:
    """Read how a story stands: the wire counts who tells it in words of their own, and leaves out what does not count.

    What people are told breaks is what its page says breaks: one reading of its pace.
    """
    return Standing(story.outlet_count + _voices_from_ground(story), at - story.last_at < FRESH, bool(breaking([story], at)))


def _voices_from_ground(story: Story) -> int:
    """Count the different people who reported it or saw it too: one person with many reports is one."""
    if not story.ground_count:
        return 0
    reports = GroundReport.objects.filter(item__story=story, item__hidden=False)
    seen = set(reports.values_list("member_id", flat=True))
    seen |= set(Confirmation.objects.filter(report__in=reports).values_list("member_id", flat=True))
    return min(_MOST_VOICES_FROM_GROUND, len(seen - {None}) // WITNESSES)
