"""Reads what members hear of the threads of their communities."""

from __future__ import annotations

import uuid

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from groundswell.communities.models import Membership
from groundswell.kit.actor import Actor
from groundswell.notify.models import CommunityWish


def chosen_of(actor: Actor, community_id: uuid.UUID) -> str:
    """Return what the actor chose for a community they are in; nothing for who is not in it: one query."""
    if actor.member_id is None:
        return ""
    kept = CommunityWish.objects.filter(member_id=actor.member_id, community_id=community_id).values("choice")
    inside = Membership.objects.filter(member_id=actor.member_id, community_id=community_id, state=Membership.State.IN)
    return inside.values_list(Coalesce(Subquery(kept), Value(str(CommunityWish.Choice.DIGEST))), flat=True).first() or ""
