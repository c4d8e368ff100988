"""Reads invites: what a link leads into, and the links somebody made."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.errors import NotHere
from groundswell.people import things
from groundswell.people.models import Invite, Member


def invite_at(code: str) -> Invite:
    """Return an invite that still lets people in: not ended, by somebody who is still here."""
    open_ones = Invite.objects.filter(code=code[:16], ended_at__isnull=True, made_by__left_at__isnull=True)
    found = open_ones.select_related("made_by__person").first()
    if found is None:
        raise NotHere
    return found


def invites_of(member: Member) -> list[Invite]:
    """Return the links a member made that still let people in, newest first."""
    return list(Invite.objects.filter(made_by=member, ended_at__isnull=True).order_by("-made_at"))


def invite_by(actor: Actor, invite_id: uuid.UUID) -> Invite:
    """Return one of the actor's own open invites."""
    found = Invite.objects.filter(pk=invite_id, made_by_id=actor.member_id, ended_at__isnull=True).first()
    if found is None or actor.member_id is None:
        raise NotHere
    return found


@dataclass(frozen=True, slots=True)
class ShownInvite:
    """A link and what it leads into (None when that is gone)."""

    invite: Invite
    thing: things.Thing | None


def invites_shown(campaign: Campaign, actor: Actor, member: Member) -> list[ShownInvite]:
    """Return a member's open links with what they lead into: one query, and one for each kind of thing."""
    invites = invites_of(member)
    found = things.described_all(campaign, actor, [(one.thing, one.thing_id) for one in invites])
    return [ShownInvite(one, found.get(one.thing_id)) for one in invites]
