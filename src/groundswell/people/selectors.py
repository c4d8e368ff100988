"""Reads people: who is acting, who is a member, what they said of themselves."""

from __future__ import annotations

import uuid

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.db.models.functions import JSONObject

from groundswell.kit.actor import Actor, Role
from groundswell.kit.errors import NotHere
from groundswell.people.models import Member


def present_actor(campaign_id: uuid.UUID, account_id: uuid.UUID | None, *, via: str = "web") -> Actor:
    """Return who acts in this campaign, with the roles they hold now: one query, none for a visitor."""
    if account_id is None:
        return Actor(campaign_id=campaign_id, via=via)
    held = Q(role_grants__isnull=False, role_grants__ended_at__isnull=True)
    member = (
        Member.objects.filter(campaign_id=campaign_id, account_id=account_id, left_at__isnull=True)
        .annotate(
            held=ArrayAgg(
                JSONObject(role="role_grants__role", thing="role_grants__thing", id="role_grants__thing_id"),
                filter=held,
                default=None,
            )
        )
        .first()
    )
    if member is None:
        return Actor(campaign_id=campaign_id, account_id=account_id, via=via)
    roles = frozenset(Role(one["role"], one["thing"], uuid.UUID(one["id"])) for one in member.held or [])
    return Actor(campaign_id=campaign_id, account_id=account_id, member_id=member.pk, roles=roles, via=via)


def member_of(actor: Actor) -> Member:
    """Return the acting member; a visitor is not here."""
    if actor.member_id is None:
        raise NotHere
    return Member.objects.select_related("person").get(pk=actor.member_id)
