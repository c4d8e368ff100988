"""Shares, hands over and lays down hosting, and wakes what nobody hosts; what follows from it comes from the pulse."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.events import CommunityWoke
from groundswell.communities.models import Community, LogEntry, Membership
from groundswell.communities.policies import can_host, can_wake_community
from groundswell.communities.selectors import hosting, memberships
from groundswell.communities.services.log import write_line
from groundswell.communities.services.membership import put_in
from groundswell.kit.actor import Actor, machine
from groundswell.kit.errors import Refused, allow, not_here
from groundswell.people.models import Member
from groundswell.people.selectors import member_of
from groundswell.people.services import end_role, grant_role
from groundswell.pulse.log import record


@transaction.atomic
def add_host(*, community: Community, member_id: UUID, actor: Actor) -> None:
    """Let another of its members host the community as well."""
    allow(can_host(actor, community))
    membership = memberships(community).filter(member_id=member_id).first() or not_here()
    grant_role(member=membership.member, role="host", thing="community", thing_id=community.pk, actor=actor)


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
    """Host a community that nobody hosts, which wakes it."""
    member = member_of(actor)
    community = Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    if hosting(community).exists():
        raise Refused(_("Someone hosts this community already."))
    inside = memberships(community)
    allow(can_wake_community(actor, community, is_in=inside.filter(member=member).exists(), is_empty=not inside.exists()))
    community.asleep_since = None
    community.save(update_fields=["asleep_since"])
    put_in(community=community, member=member, state=Membership.State.IN, actor=actor)
    first = machine(community.campaign_id)
    grant_role(member=member, role="host", thing="community", thing_id=community.pk, actor=first)
    write_line(campaign_id=community.campaign_id, move=LogEntry.Move.WOKEN, community=community, actor=actor)
    record(CommunityWoke(), actor=actor, subject=community)
    return community


def lay_down(*, community: Community, member: Member, actor: Actor) -> None:
    """End a member's hosting, if they host; part of deeds that have authorised it."""
    if grant := hosting(community).filter(member=member).first():
        end_role(grant=grant, actor=actor)
