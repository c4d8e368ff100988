"""Gives, shares, hands over and ends roles over one thing."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.people.events import RoleEnded, RoleGranted
from groundswell.people.models import Member, RoleGrant
from groundswell.people.policies import KEPT, LEADING, can_end_role, can_grant_role, can_hand_over_role
from groundswell.pulse.log import record


def grant_role(*, member: Member, role: str, thing: str, thing_id: uuid.UUID, actor: Actor) -> RoleGrant:
    """Give a member a role over one thing: whoever holds it shares it this way and keeps it."""
    allow(can_grant_role(actor, thing, thing_id))
    if role != LEADING.get(thing):
        raise BadInput(_("There is no such role here."), field="role")
    if member.left_at is not None or member.campaign_id != actor.campaign_id:
        raise BadInput(_("Only a member can hold a role."), field="member")
    grant, fresh = RoleGrant.objects.get_or_create(
        campaign_id=member.campaign_id,
        member=member,
        role=role,
        thing=thing,
        thing_id=thing_id,
        ended_at=None,
        defaults={"granted_by_id": actor.member_id, "granted_at": now()},
    )
    if fresh:
        record(RoleGranted(member=member.pk, role=role, thing=thing, thing_id=thing_id), actor=actor, subject=member)
    return grant


def make_steward(*, member: Member, actor: Actor | None = None) -> RoleGrant:
    """Give the campaign's founder the first steward's role, or, from the command line, another steward theirs."""
    return grant_role(
        member=member,
        role="steward",
        thing="campaign",
        thing_id=member.campaign_id,
        actor=actor or machine(member.campaign_id),
    )


def hand_over_role(*, grant: RoleGrant, member: Member, actor: Actor) -> RoleGrant:
    """Give one's own role to somebody else and hold it no longer."""
    allow(can_hand_over_role(actor, grant))
    if member.pk == grant.member_id:
        raise BadInput(_("You hold this role already. Choose somebody else."), field="member")
    given = grant_role(member=member, role=grant.role, thing=grant.thing, thing_id=grant.thing_id, actor=actor)
    _end(grant, actor)
    return given


def end_role(*, grant: RoleGrant, actor: Actor) -> None:
    """Lay a role down, or take back one that one gave; the last one may not leave a thing without."""
    allow(can_end_role(actor, grant))
    _keep_one(grant)
    _end(grant, actor)


def end_all_roles(*, member: Member, actor: Actor, may_be_last: bool = False) -> int:
    """End every role of a member who goes; returns how many there were."""
    grants = list(RoleGrant.objects.filter(member=member, ended_at__isnull=True))
    for grant in grants:
        if not may_be_last:
            _keep_one(grant)
        _end(grant, actor)
    return len(grants)


def _keep_one(grant: RoleGrant) -> None:
    """Refuse when nobody else would hold the role and there is somebody it could be handed to."""
    if KEPT.get(grant.thing) != grant.role:
        return
    # Locked: of two last ones who leave at the same moment, the second one sees the first one gone.
    holders = RoleGrant.objects.select_for_update().filter(role=grant.role, thing_id=grant.thing_id, ended_at__isnull=True)
    if {one.member_id for one in holders.order_by("pk")} - {grant.member_id}:
        return
    if Member.objects.filter(left_at__isnull=True).exclude(pk=grant.member_id).exists():
        raise Refused(_("You are the last steward of this campaign. Share the role with somebody or hand it over first."))


def _end(grant: RoleGrant, actor: Actor) -> None:
    ended = RoleGrant.objects.filter(pk=grant.pk, ended_at__isnull=True).update(ended_at=now())
    if ended:  # a second press finds it ended and tells nothing twice
        event = RoleEnded(member=grant.member_id, role=grant.role, thing=grant.thing, thing_id=grant.thing_id)
        record(event, actor=actor, subject=grant.member)
