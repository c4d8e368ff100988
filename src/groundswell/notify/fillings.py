"""What this room shows on the pages of stories, pillars and communities, and on one's own page."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from groundswell.communities.models import Community, Thread
from groundswell.kit.live import Happened, room
from groundswell.notify.models import CommunityWish, Follow
from groundswell.notify.selectors.communities import chosen_of
from groundswell.notify.selectors.following import mute_of, searches_followed, standing_with
from groundswell.notify.selectors.notices import told_of
from groundswell.strategy.models import Pillar
from groundswell.wire.models import SavedSearch, Story

WITH_BUTTONS = (Follow.Kind.STORY, Follow.Kind.PILLAR, Follow.Kind.COMMUNITY, Follow.Kind.SEARCH)


def hearing(request: HttpRequest, kind: str, thing_id: uuid.UUID) -> dict[str, Any]:
    """Return the buttons of one thing, and for a story how many were told."""
    follow, mute = standing_with(request.actor, thing_id)  # type: ignore[attr-defined]
    told = None
    if kind == Follow.Kind.STORY:
        told = told_of(Story(pk=thing_id, campaign_id=request.campaign.pk))  # type: ignore[attr-defined]
    return {"kind": str(kind), "thing": thing_id, "follow": follow, "mute": mute, "told": told}


def to_choice(request: HttpRequest, **given: Any) -> dict[str, Any] | None:
    """Lead members to where they choose how often they are asked for their view."""
    return {} if request.actor.is_member else None  # type: ignore[attr-defined]


def of_story(request: HttpRequest, *, story: Story, **given: Any) -> dict[str, Any]:
    """Return what a story's page shows."""
    return hearing(request, Follow.Kind.STORY, story.pk)


def of_pillar(request: HttpRequest, *, pillar: Pillar, **given: Any) -> dict[str, Any] | None:
    """Return what a pillar's page shows; a draft has no followers."""
    return hearing(request, Follow.Kind.PILLAR, pillar.pk) if pillar.state == Pillar.State.RATIFIED else None


def of_community(request: HttpRequest, *, community: Community, **given: Any) -> dict[str, Any]:
    """Return what a community's page shows."""
    return hearing(request, Follow.Kind.COMMUNITY, community.pk)


def of_ones_community(request: HttpRequest, *, community: Community, **given: Any) -> dict[str, Any] | None:
    """Return what somebody in a community hears of its threads, and the choice; for others there is none."""
    chosen = chosen_of(request.actor, community.pk)  # type: ignore[attr-defined]
    return {"chosen": chosen, "choices": CommunityWish.Choice.choices} if chosen else None


def of_thread(request: HttpRequest, *, thread: Thread, **given: Any) -> dict[str, Any] | None:
    """Return whether somebody in the community keeps a thread quiet."""
    if not getattr(thread, "inside", False):
        return None
    return {"mute": mute_of(request.actor, thread.pk)}  # type: ignore[attr-defined]


def of_search(request: HttpRequest, *, saved: SavedSearch, **given: Any) -> dict[str, Any] | None:
    """Return what stands beside a search that somebody keeps; one without words finds too much to be followed."""
    if not saved.words:
        return None
    found: dict[uuid.UUID, Follow] | None = getattr(request, "followed_searches", None)
    if found is None:  # a page shows many of them, and asks once
        found = request.followed_searches = searches_followed(request.actor)  # type: ignore[attr-defined]
    return {"kind": str(Follow.Kind.SEARCH), "thing": saved.pk, "follow": found.get(saved.pk), "mute": None, "told": None}


def of_me(request: HttpRequest, **given: Any) -> dict[str, Any]:
    """Return the way to "What I hear" for one's own page."""
    return {}


def moved(row: Happened) -> list[str]:
    """People were told of a story: that part of its page moves."""
    return [room("told", row.subject_id)]
