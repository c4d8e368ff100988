"""Who may found, enter, host and see communities, and who looks after what is written in them."""

from __future__ import annotations

from django.db.models import QuerySet

from groundswell.communities.models import Community, Report
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


def can_wake_community(actor: Actor, community: Community, *, is_in: bool, is_empty: bool) -> bool:
    """One of its members wakes what nobody hosts; any member of the campaign does when everybody has left."""
    return can_enter_community(actor, community) and (is_in or is_empty)


def can_see_members(actor: Actor) -> bool:
    """Members see who is in a community; a visitor sees how many."""
    return actor.is_member


def can_report_thing(actor: Actor) -> bool:
    """Whoever can read it can report it, a visitor too: it may be about them."""
    return actor.campaign_id is not None


def can_moderate(actor: Actor, community: Community | None) -> bool:
    """Hosts look after what is written in their community; stewards after the rest, and while a community sleeps."""
    if community is None or community.asleep_since is not None:
        return actor.is_steward
    return can_host(actor, community)


def visible_to(actor: Actor, communities: QuerySet[Community]) -> QuerySet[Community]:
    """That a community exists is public."""
    return communities


def reports_visible_to(actor: Actor, community: Community | None, reports: QuerySet[Report]) -> QuerySet[Report]:
    """Reports are read by those who look after the thing, and by nobody else: a report must not be a pillory."""
    return reports if can_moderate(actor, community) else reports.none()
