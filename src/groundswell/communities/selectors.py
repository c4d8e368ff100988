"""Reads communities and who is in them."""

from __future__ import annotations

import uuid

from groundswell.communities.models import Membership
from groundswell.kit.actor import Actor


def community_ids_of(actor: Actor) -> set[uuid.UUID]:
    """Return the ids of the communities the actor is in."""
    if actor.member_id is None:
        return set()
    inside = Membership.objects.filter(member_id=actor.member_id, state=Membership.State.IN)
    return set(inside.values_list("community_id", flat=True))
