"""Who may do what with members, roles and invites."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.people import invitations
from groundswell.people.models import Invite, Member, RoleGrant

LEADING = {"campaign": "steward", "community": "host", "response": "author"}  # who looks after which kind of thing
KEPT = {"campaign": "steward"}  # things that may not be left without; a community without a host sleeps, and is woken


def can_grant_role(actor: Actor, thing: str, thing_id: uuid.UUID) -> bool:
    """Whoever holds the leading role over a thing shares it; the machine gives the first one to the founder."""
    return thing in LEADING and (actor.is_machine or actor.has(LEADING[thing], thing, thing_id))


def can_hand_over_role(actor: Actor, grant: RoleGrant) -> bool:
    """Only its holder hands a role over, while they hold it."""
    return actor.is_member and grant.ended_at is None and actor.member_id == grant.member_id


def can_end_role(actor: Actor, grant: RoleGrant) -> bool:
    """Everyone may lay their own role down, and whoever gave one may take it back; nobody else can unseat anyone."""
    if grant.ended_at is not None or not actor.is_member:
        return False
    return actor.member_id in {grant.member_id, grant.granted_by_id}


def can_leave(actor: Actor, member: Member) -> bool:
    """Everyone may leave, for themselves."""
    return actor.is_member and actor.member_id == member.pk and member.left_at is None


def can_change_profile(actor: Actor, member: Member) -> bool:
    """What is said of a member is said by them alone."""
    return actor.is_member and actor.member_id == member.pk


def can_erase(actor: Actor, member: Member) -> bool:
    """Everyone may have themselves erased, after they left as well; the machine erases who left long ago."""
    return actor.is_machine or (actor.account_id is not None and actor.account_id == member.account_id)


def can_invite(actor: Actor, thing: str, thing_id: uuid.UUID) -> bool:
    """Any member invites into the campaign; who invites into another thing, its room says."""
    if not actor.is_member:
        return False
    return thing_id == actor.campaign_id if thing == "campaign" else invitations.may_invite(actor, thing, thing_id)


def can_end_invite(actor: Actor, invite: Invite) -> bool:
    """Who made a link ends it."""
    return actor.is_member and actor.member_id == invite.made_by_id


def visible_to(actor: Actor, members: QuerySet[Member]) -> QuerySet[Member]:
    """Members see members; a visitor sees none."""
    return members if actor.is_member or actor.is_machine else members.none()
