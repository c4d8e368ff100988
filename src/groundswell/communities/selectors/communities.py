"""Reads communities, who is in them, and what their hosts hid and wrote down."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community, Hiding, LogEntry, Membership, Report
from groundswell.communities.policies import reports_visible_to, visible_to
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.people.models import Member, RoleGrant


def communities(campaign: Campaign, actor: Actor, *, search: str = "") -> QuerySet[Community]:
    """Return the communities of a campaign, each with ``member_count``."""
    found = visible_to(actor, Community.objects.filter(campaign=campaign))
    if search:
        found = found.filter(Q(name__icontains=search) | Q(place__icontains=search) | Q(purpose__icontains=search))
    return found.annotate(member_count=_member_count())


def _member_count() -> Coalesce:
    inside = Membership.objects.filter(community_id=OuterRef("pk"), state=Membership.State.IN).order_by()
    counted = inside.values("community_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def community_at(campaign: Campaign, slug: str, actor: Actor) -> Community:
    """Return the community at ``slug`` with its ``member_count``; one that is not there is not here."""
    return communities(campaign, actor).filter(slug=slug).first() or not_here()


def community_by_id(community_id: uuid.UUID | None) -> Community | None:
    """Return a community, or None for None and for one that is gone."""
    return Community.objects.filter(pk=community_id).first() if community_id else None


def communities_of(actor: Actor) -> QuerySet[Community]:
    """Return the communities the actor is in, by name."""
    if actor.member_id is None:
        return Community.objects.none()
    inside = Membership.objects.filter(member_id=actor.member_id, state=Membership.State.IN)
    return Community.objects.filter(pk__in=inside.values("community_id")).order_by("name")


def community_ids_of(actor: Actor) -> set[uuid.UUID]:
    """Return the ids of the communities the actor is in."""
    if actor.member_id is None:
        return set()
    inside = Membership.objects.filter(member_id=actor.member_id, state=Membership.State.IN)
    return set(inside.values_list("community_id", flat=True))


def membership_of(actor: Actor, community: Community) -> Membership | None:
    """Return the actor's own membership: in, asked or left; None when there never was one."""
    if actor.member_id is None:
        return None
    return Membership.objects.filter(community=community, member_id=actor.member_id).first()


def is_in(actor: Actor, community_id: uuid.UUID) -> bool:
    """Whether the actor is in a community: one query, none for a visitor."""
    if actor.member_id is None:
        return False
    inside = Membership.objects.filter(member_id=actor.member_id, community_id=community_id, state=Membership.State.IN)
    return inside.exists()


def memberships(community: Community, state: str = Membership.State.IN) -> QuerySet[Membership]:
    """Return who is in a community (or asked to be), with their names; for members' eyes."""
    return Membership.objects.filter(community=community, state=state).select_related("member__person")


def hosting(community: Community) -> QuerySet[RoleGrant]:
    """Return the roles of those who host a community now."""
    return RoleGrant.objects.filter(role="host", thing="community", thing_id=community.pk, ended_at__isnull=True)


def hosts(community: Community) -> list[Member]:
    """Return those who host a community now, with their names, the longest-standing first."""
    return [grant.member for grant in hosting(community).select_related("member__person").order_by("granted_at", "pk")]


def hidden(subject_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Hiding]:
    """Return what of these is hidden now, with the community whose host hid it: one query, none for nothing."""
    ids = list(subject_ids)
    if not ids:
        return {}
    found = Hiding.objects.filter(subject_id__in=ids, lifted_at__isnull=True).select_related("community")
    return {hiding.subject_id: hiding for hiding in found}


def open_reports(community: Community | None, campaign: Campaign, actor: Actor) -> QuerySet[Report]:
    """Return what was reported and nobody has looked at, in a community or (None) in what no host looks after."""
    found = reports_visible_to(actor, community, Report.objects.filter(campaign=campaign))
    unhosted = Q(community__isnull=True) | Q(community__asleep_since__isnull=False)
    found = found.filter(community=community) if community else found.filter(unhosted)
    return found.filter(settled_at__isnull=True)


def open_reports_on(subject_id: uuid.UUID) -> QuerySet[Report]:
    """Return the reports on one thing that nobody has looked at; services decide who may ask."""
    return Report.objects.filter(subject_id=subject_id, settled_at__isnull=True).order_by("id")


def log(campaign: Campaign, community: Community | None) -> QuerySet[LogEntry]:
    """Return the public log of a community's hosts, or (None) of the stewards."""
    found = LogEntry.objects.filter(campaign=campaign, community=community)
    return found.select_related("member__person", "other__person")
