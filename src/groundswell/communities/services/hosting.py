"""Shares, hands over and lays down hosting; puts a community that nobody hosts to sleep and wakes it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.events import CommunitySlept, CommunityWoke
from groundswell.communities.models import Community, LogEntry, Membership
from groundswell.communities.policies import can_host, can_wake_community
from groundswell.communities.selectors import hosting, memberships
from groundswell.communities.services.log import write_line
from groundswell.communities.services.membership import put_in
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow, not_here
from groundswell.people.models import Member
from groundswell.people.selectors import member_of
from groundswell.people.services import end_role, grant_role
from groundswell.pulse.log import record


@transaction.atomic
def add_host(*, community: Community, member_id: UUID, actor: Actor) -> None:
    """Let another of its members host the community as well."""
    allow(can_host(actor, community))
    community = _locked(community)
    membership = memberships(community).filter(member_id=member_id).first() or not_here()
    if hosting(community).filter(member_id=member_id).exists():
        return
    grant_role(member=membership.member, role="host", thing="community", thing_id=community.pk, actor=actor)
    _log(community, LogEntry.Move.HOST_ADDED, actor, other_id=member_id)


@transaction.atomic
def hand_over(*, community: Community, member_id: UUID, actor: Actor) -> None:
    """Make another member a host and lay hosting down oneself."""
    allow(can_host(actor, community))
    if member_id == actor.member_id:
        raise Refused(_("You host this community already. Choose someone else to hand it to."))
    add_host(community=community, member_id=member_id, actor=actor)
    lay_down(community=community, member=member_of(actor), actor=actor)


@transaction.atomic
def step_down(*, community: Community, actor: Actor) -> None:
    """Lay hosting down; when nobody is left who hosts, the community sleeps."""
    allow(can_host(actor, community))
    lay_down(community=community, member=member_of(actor), actor=actor)


@transaction.atomic
def wake_community(*, community: Community, actor: Actor) -> Community:
    """Wake a sleeping community and host it."""
    member = member_of(actor)
    community = _locked(community)
    inside = memberships(community)
    is_in, is_empty = inside.filter(member=member).exists(), not inside.exists()
    if community.asleep_since is None:
        raise Refused(_("Someone else has just woken this community."))
    allow(can_wake_community(actor, community, is_in=is_in, is_empty=is_empty))
    community.asleep_since = None
    community.save(update_fields=["asleep_since"])
    put_in(community=community, member=member, state=Membership.State.IN, actor=actor)
    first = machine(community.campaign_id)
    grant_role(member=member, role="host", thing="community", thing_id=community.pk, actor=first)
    _log(community, LogEntry.Move.WOKEN, actor)
    record(CommunityWoke(), actor=actor, subject=community)
    return community


def lay_down(*, community: Community, member: Member, actor: Actor) -> None:
    """End a member's hosting, if they host, and let the community sleep when they were the last; part of other deeds."""
    community = _locked(community)
    if not end_role(member=member, role="host", thing="community", thing_id=community.pk, actor=actor):
        return
    _log(community, LogEntry.Move.HOST_LEFT, actor, other_id=member.pk)
    if not hosting(community).exists():
        community.asleep_since = now()
        community.save(update_fields=["asleep_since"])
        _log(community, LogEntry.Move.SLEPT, machine(community.campaign_id))
        record(CommunitySlept(), actor=actor, subject=community)


def _locked(community: Community) -> Community:
    return Community.objects.select_for_update(of=("self",)).get(pk=community.pk)


def _log(community: Community, move: LogEntry.Move, actor: Actor, other_id: UUID | None = None) -> None:
    write_line(campaign_id=community.campaign_id, move=move, community=community, other_id=other_id, actor=actor)
