"""Reads what stories touch, and which stories touch a pillar or a community."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.communities.policies import visible_to
from groundswell.kit.actor import Actor
from groundswell.strategy.models import Pillar
from groundswell.strategy.selectors import pillars
from groundswell.wire.models import Story, Touch, TouchSaid
from groundswell.wire.selectors.telling import stories

MOST = 30


@dataclass(frozen=True, slots=True)
class ShownTouch:
    """One thing a story touches, why, and what this reader said about it."""

    touch: Touch
    name: str
    key: str  # pillar:<id> or community:<id>, as a form says it
    mine: bool | None


def touches_of(actor: Actor, story: Story) -> list[ShownTouch]:
    """Return what a story touches, pillars first, and then what members say it does not: two queries for a member."""
    rows = Touch.objects.filter(story=story).select_related("pillar", "community").order_by("-touches", "-score", "id")
    mine: dict[tuple[uuid.UUID | None, uuid.UUID | None], bool] = {}
    if actor.member_id:
        said = TouchSaid.objects.filter(story=story, member_id=actor.member_id)
        mine = {
            (pillar, community): says for pillar, community, says in said.values_list("pillar_id", "community_id", "touches")
        }
    shown = [_shown(one, mine.get((one.pillar_id, one.community_id))) for one in rows[:MOST]]
    return sorted(shown, key=lambda one: (not one.touch.touches, one.touch.pillar_id is None))


def _shown(touch: Touch, mine: bool | None) -> ShownTouch:
    if touch.pillar:
        return ShownTouch(touch, touch.pillar.title, f"pillar:{touch.pillar_id}", mine)
    assert touch.community is not None  # one of the two, says the constraint
    return ShownTouch(touch, touch.community.name, f"community:{touch.community_id}", mine)


def can_be_touched(campaign: Campaign, actor: Actor) -> list[tuple[str, str]]:
    """Return what a member may say a story touches, as (key, name): two queries."""
    found = [(f"pillar:{key}", title) for key, title in pillars(campaign).values_list("pk", "title")]
    named = visible_to(actor, Community.objects.filter(campaign=campaign)).order_by("name").values_list("pk", "name")
    return found + [(f"community:{key}", name) for key, name in named[:300]]


def stories_touching(
    actor: Actor, *, pillar: Pillar | None = None, community: Community | None = None, most: int = MOST
) -> Sequence[Story]:
    """Return the stories that touch a pillar or a community, those with the newest item first: one query."""
    touching = Touch.objects.filter(pillar=pillar, community=community, touches=True)
    found = stories(actor).filter(merged_into__isnull=True, pk__in=touching.values("story_id"))
    return list(found.order_by("-last_at", "-id")[:most])


# The newest stories that touch a few communities, and what else they touch.
_IN_COMMON = """
WITH touching AS (
    SELECT DISTINCT touch.story_id FROM wire_touch touch
    WHERE touch.campaign_id = %(campaign)s AND touch.community_id = ANY(%(communities)s) AND touch.touches
    ORDER BY touch.story_id DESC LIMIT 500
)
SELECT other.community_id, count(DISTINCT other.story_id) FROM touching
JOIN wire_touch other ON other.campaign_id = %(campaign)s AND other.story_id = touching.story_id
WHERE other.touches AND other.community_id IS NOT NULL AND NOT other.community_id = ANY(%(communities)s)
GROUP BY other.community_id ORDER BY 2 DESC, 1 LIMIT 20
"""


def shared_stories(campaign: Campaign, communities: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many stories touch both these communities and each other one: one query, the 500 newest stories at most."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_COMMON, {"campaign": campaign.pk, "communities": list(communities)})
        return dict(cursor.fetchall())


def stories_touching_any(actor: Actor, communities: Sequence[uuid.UUID], *, most: int = MOST) -> list[Story]:
    """Return the stories that touch one of these communities, those with the newest item first: one query."""
    touching = Touch.objects.filter(community__in=communities, touches=True)
    found = stories(actor).filter(merged_into__isnull=True, pk__in=touching.values("story_id"))
    return list(found.order_by("-last_at", "-id")[:most])
