"""Reads what members hear of the threads of their communities."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from groundswell.communities.models import Community, Membership
from groundswell.kit.actor import Actor
from groundswell.notify.models import CommunityWish


@dataclass(frozen=True, slots=True)
class Hears:
    """One of somebody's communities, and what they hear of its threads."""

    community: Community
    choice: CommunityWish.Choice


def heard_by(actor: Actor) -> list[Hears]:
    """Return the actor's communities by name, each with what they chose for it: one query."""
    if actor.member_id is None:
        return []
    kept = CommunityWish.objects.filter(member_id=actor.member_id, community=OuterRef("community")).values("choice")
    inside = Membership.objects.filter(member_id=actor.member_id, state=Membership.State.IN).select_related("community")
    rows = inside.annotate(choice=Coalesce(Subquery(kept), Value(str(CommunityWish.Choice.DIGEST))))
    return [Hears(one.community, CommunityWish.Choice(one.choice)) for one in rows.order_by("community__name")]


def chosen_of(actor: Actor, community_id: uuid.UUID) -> str:
    """Return what the actor chose for a community they are in; nothing for who is not in it: one query."""
    if actor.member_id is None:
        return ""
    kept = CommunityWish.objects.filter(member_id=actor.member_id, community_id=community_id).values("choice")
    inside = Membership.objects.filter(member_id=actor.member_id, community_id=community_id, state=Membership.State.IN)
    return inside.values_list(Coalesce(Subquery(kept), Value(str(CommunityWish.Choice.DIGEST))), flat=True).first() or ""
