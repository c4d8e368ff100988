"""Reads roles: who looks after a thing, and what somebody looks after."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.errors import NotHere
from groundswell.people import things
from groundswell.people.models import Consent, Member, RoleGrant
from groundswell.people.policies import can_grant_role
from groundswell.people.selectors.members import invited_by, member_of, subjects_of


def holders(thing: str, thing_id: uuid.UUID) -> Sequence[RoleGrant]:
    """Return who holds a role over a thing now, longest first: public where they act."""
    grants = RoleGrant.objects.filter(thing=thing, thing_id=thing_id, ended_at__isnull=True)
    return list(grants.select_related("member__person").order_by("granted_at", "pk"))


def grant_at(grant_id: uuid.UUID) -> RoleGrant:
    """Return a role that is held now."""
    found = RoleGrant.objects.select_related("member").filter(pk=grant_id, ended_at__isnull=True).first()
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds, with the thing it is over (None when its room does not show it to them)."""

    grant: RoleGrant
    thing: things.Thing | None


def roles_of(campaign: Campaign, actor: Actor, member: Member) -> list[Held]:
    """Return the roles a member holds now, each with its thing: one query, and one for each kind of thing."""
    grants = list(RoleGrant.objects.filter(member=member, ended_at__isnull=True).order_by("thing", "granted_at"))
    found = things.described_all(campaign, actor, [(grant.thing, grant.thing_id) for grant in grants])
    return [Held(grant, found.get(grant.thing_id)) for grant in grants]


@dataclass(frozen=True, slots=True)
class Keepers:
    """Who looks after a thing, as somebody sees it."""

    thing: things.Thing
    kind: str
    thing_id: uuid.UUID
    grants: Sequence[RoleGrant]
    leads: bool  # whether the onlooker is one of them


def keepers(campaign: Campaign, actor: Actor, kind: str, thing_id: uuid.UUID) -> Keepers:
    """Return who looks after a thing that is there for the actor."""
    thing = things.thing(campaign, actor, kind, thing_id)
    if thing is None:
        raise NotHere
    return Keepers(thing, kind, thing_id, holders(kind, thing_id), can_grant_role(actor, kind, thing_id))


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything a member's own page shows."""

    member: Member
    subjects: Sequence[str]
    roles: Sequence[Held]
    invited: int
    consented: Sequence[Consent]


def portrait(campaign: Campaign, actor: Actor) -> Portrait:
    """Return what is known of the acting member."""
    member = member_of(actor)
    consents = Consent.objects.filter(person_id=member.person_id).order_by("given_at")
    return Portrait(member, subjects_of(member), roles_of(campaign, actor, member), invited_by(member), list(consents))
