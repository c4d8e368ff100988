"""Who may found, enter, host and see communities."""

from __future__ import annotations

from django.db.models import QuerySet

from groundswell.communities.models import Community
from groundswell.kit.actor import Actor


def can_found_community(actor: Actor) -> bool:
    """Any member founds a community, today."""
    return actor.is_member


def can_enter_community(actor: Actor, community: Community) -> bool:
    """Any member of the campaign may come in (or ask, where entry is by request)."""
    return actor.is_member and actor.campaign_id == community.campaign_id


def can_host(actor: Actor, community: Community) -> bool:
    """Its hosts act for a community; nobody else does, stewards neither."""
    return actor.has("host", "community", community.pk)


def visible_to(actor: Actor, communities: QuerySet[Community]) -> QuerySet[Community]:
    """That a community exists is public."""
    return communities
