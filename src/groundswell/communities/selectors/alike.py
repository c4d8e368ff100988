"""Finds the communities most like one's own, by what can be counted, and says why without naming anybody."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.communities.policies import visible_to
from groundswell.communities.selectors.communities import hidden
from groundswell.kit.actor import Actor

MOST = 5
LOOKED_AT = 2000  # members of one's own communities, the newest: enough to know, and as fast with 24,000
FEWEST = 3  # fewer members in common are not counted: a number must name nobody
_IN_COMMON = """
WITH own AS (
    SELECT member_id FROM communities_membership
    WHERE campaign_id = %(campaign)s AND community_id = ANY(%(communities)s) AND state = 'in'
    ORDER BY id DESC LIMIT %(most)s
)
SELECT other.community_id, count(DISTINCT other.member_id) FROM communities_membership other
WHERE other.campaign_id = %(campaign)s AND other.state = 'in' AND other.member_id IN (SELECT member_id FROM own)
    AND NOT other.community_id = ANY(%(communities)s)
GROUP BY other.community_id ORDER BY 2 DESC, 1 LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """A community, and what it has in common."""

    community: Community
    members: int  # 0 when there are none, or too few to be counted
    few_members: bool
    stories: int
    answers: int


def members_in_common(campaign: Campaign, communities: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many of those in these communities are in others: one query."""
    asked: dict[str, Any] = {"campaign": campaign.pk, "communities": list(communities), "most": LOOKED_AT}
    with connection.cursor() as cursor:
        cursor.execute(_IN_COMMON, asked)
        return dict(cursor.fetchall())


def alike(
    campaign: Campaign, actor: Actor, communities: Sequence[uuid.UUID], known: Mapping[str, Mapping[uuid.UUID, int]]
) -> list[Alike]:
    """Return the communities most like these, at most a few: three queries.

    ``known`` is what higher rooms count in common: ``stories`` that touch both, ``answers`` that both speak with. One of
    those weighs as much as a few members.
    """
    if not communities:
        return []
    members = members_in_common(campaign, communities)
    stories, answers = known.get("stories", {}), known.get("answers", {})
    weights = {
        key: members.get(key, 0) + 3 * stories.get(key, 0) + 3 * answers.get(key, 0) for key in (*members, *stories, *answers)
    }
    best = sorted(weights, key=lambda key: (-weights[key], str(key)))[: 2 * MOST]
    covered = hidden(best)
    rows = visible_to(actor, Community.objects.filter(pk__in=best, asleep_since__isnull=True)).in_bulk() if best else {}
    return [
        Alike(
            rows[key],
            members.get(key, 0) if members.get(key, 0) >= FEWEST else 0,
            0 < members.get(key, 0) < FEWEST,
            stories.get(key, 0),
            answers.get(key, 0),
        )
        for key in best
        if key in rows and key not in covered
    ][:MOST]
