"""How the people room leads into communities: by an invite."""

from __future__ import annotations

import uuid

from groundswell.communities.models import Community
from groundswell.communities.selectors import community_ids_of
from groundswell.communities.services import enter_community
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.people.models import Member


def enter_invited(thing_id: uuid.UUID, *, invited_by: Member | None, actor: Actor) -> None:
    """Let an invited member in, or let them ask."""
    community = Community.objects.filter(pk=thing_id).first() or not_here()
    enter_community(community=community, invited_by=invited_by, actor=actor)


def may_invite(actor: Actor, thing_id: uuid.UUID) -> bool:
    """Who is in a community invites into it; whom a host invites need not ask."""
    return thing_id in community_ids_of(actor)
