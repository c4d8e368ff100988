"""Reads what members hear of the threads of their communities."""

from __future__ import annotations

import uuid

from groundswell.communities.selectors import is_in
from groundswell.kit.actor import Actor
from groundswell.notify.models import CommunityWish


def chosen_of(actor: Actor, community_id: uuid.UUID) -> str:
    """Return what the actor chose for a community they are in; nothing for who is not in it."""
    if not is_in(actor, community_id):
        return ""
    chosen = CommunityWish.objects.filter(member_id=str(actor.member_id), community_id=community_id)
    return chosen.values_list("choice", flat=True).first() or CommunityWish.Choice.DIGEST
