"""Reads members: who is acting, who is here, what they said of themselves."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor, Role
from groundswell.kit.db import as_system, scope
from groundswell.kit.errors import NotHere
from groundswell.people.models import Account, Knows, Member, RoleGrant
from groundswell.people.policies import visible_to

# Written out: it is part of every request of a member, and the query builder takes longer over it than the database.
PRESENT = """
SELECT json_build_array(member.id, (
    SELECT json_agg(json_build_array(held.role, held.thing, held.thing_id)) FROM people_rolegrant held
    WHERE held.campaign_id = member.campaign_id AND held.member_id = member.id AND held.ended_at IS NULL))::text
FROM people_member member
WHERE member.campaign_id = {campaign} AND member.account_id = {account} AND member.left_at IS NULL
"""
_PRESENT = PRESENT.format(campaign="%s", account="%s")


def present_actor(campaign_id: uuid.UUID, account_id: uuid.UUID | None, *, via: str = "web") -> Actor:
    """Return who acts in this campaign, with the roles they hold now: one query, none for a visitor."""
    if account_id is None:
        return Actor(campaign_id=campaign_id, via=via)
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, [campaign_id, account_id])
        (found,) = cursor.fetchone() or (None,)
    return _acting(campaign_id, account_id, found, via)


def actor_of(campaign_id: uuid.UUID, account: Account) -> Actor:
    """Return who acts here behind an account read for a session: with it came who they are where it was read."""
    if getattr(account, "entered", None) != str(campaign_id):
        return present_actor(campaign_id, account.pk)
    return _acting(campaign_id, account.pk, account.present, "web")  # type: ignore[attr-defined]


def _acting(campaign_id: uuid.UUID, account_id: uuid.UUID, found: str | None, via: str) -> Actor:
    if found is None:
        return Actor(campaign_id=campaign_id, account_id=account_id, via=via)
    member_id, held = json.loads(found)
    roles = frozenset(Role(role, thing, uuid.UUID(thing_id)) for role, thing, thing_id in held or ())
    return Actor(campaign_id=campaign_id, account_id=account_id, member_id=uuid.UUID(member_id), roles=roles, via=via)


def acting(members: Iterable[Member]) -> dict[uuid.UUID, Actor]:
    """Return each of some members as who acts, with the roles they hold now, by member: one query."""
    found = {one.pk: one for one in members}
    held: defaultdict[uuid.UUID, set[Role]] = defaultdict(set)
    grants = RoleGrant.objects.filter(member_id__in=found, ended_at=None) if found else RoleGrant.objects.none()
    for member, role, thing, thing_id in grants.values_list("member_id", "role", "thing", "thing_id"):
        held[member].add(Role(role, thing, thing_id))
    return {key: Actor(one.campaign_id, one.account_id, key, frozenset(held[key])) for key, one in found.items()}


def member_of(actor: Actor) -> Member:
    """Return the acting member; a visitor is not here."""
    if actor.member_id is None:
        raise NotHere
    return Member.objects.select_related("person").get(pk=actor.member_id)


def member_who_left(actor: Actor) -> Member | None:
    """Return what is still kept of someone signed in who left this campaign."""
    if actor.account_id is None or actor.is_member:
        return None
    return Member.objects.select_related("person").filter(account_id=actor.account_id, left_at__isnull=False).first()


def member_at(actor: Actor, member_id: uuid.UUID) -> Member:
    """Return a present member whom the actor may see."""
    found = visible_to(actor, Member.objects.filter(left_at__isnull=True)).select_related("person").filter(pk=member_id).first()
    if found is None:
        raise NotHere
    return found


def members_named(actor: Actor, words: str) -> QuerySet[Member]:
    """Return present members whose name contains the words, by name; all of them for no words."""
    members = visible_to(actor, Member.objects.filter(left_at__isnull=True)).select_related("person")
    return members.filter(person__name__icontains=words.strip()[:80]).order_by("person__name", "pk")


def subjects_of(member: Member) -> list[str]:
    """Return what a member says they know about."""
    return list(Knows.objects.filter(member=member).order_by("subject").values_list("subject", flat=True))


def campaigns_of(account_id: uuid.UUID) -> list[Campaign]:
    """Return the campaigns an account is a member of, newest membership first."""
    with as_system():
        present = Member.objects.filter(account_id=account_id, left_at__isnull=True).order_by("-joined_at")
        ids = list(present.values_list("campaign_id", flat=True))
    found = Campaign.objects.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def known_of_joiner(actor: Actor) -> dict[str, object]:
    """Return what somebody who is about to join has told us before: here, when they left, or their name elsewhere."""
    if actor.account_id is None:
        return {}
    if before := member_who_left(actor):
        person = before.person
        return {"name": person.name, "place": person.place, "why": before.why, "knows": ", ".join(subjects_of(before))}
    return {"name": name_elsewhere(actor.account_id)}


def name_elsewhere(account_id: uuid.UUID) -> str:
    """Return the name somebody uses in the campaign they joined last, so that they need not type it again."""
    for campaign in campaigns_of(account_id)[:1]:
        with scope(campaign.pk):
            member = Member.objects.select_related("person").filter(account_id=account_id).first()
            return member.person.name if member else ""
    return ""


def invited_by(member: Member) -> int:
    """Return how many came through a member's invites."""
    return Member.objects.filter(invited_by=member).count()
