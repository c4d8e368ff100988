"""Who may do what with members and roles."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.people.models import Member


def can_grant_role(actor: Actor, thing: str, thing_id: uuid.UUID) -> bool:
    """Whoever holds the leading role over a thing shares it; the machine gives the first one to the founder."""
    leading = {"campaign": "steward", "community": "host", "response": "author"}[thing]
    return actor.is_machine or actor.has(leading, thing, thing_id)


def visible_to(actor: Actor, members: QuerySet[Member]) -> QuerySet[Member]:
    """Members see members; a visitor sees none."""
    return members if actor.is_member or actor.is_machine else members.none()
