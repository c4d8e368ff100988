"""Lets members into communities, by their own step, by an invite or by a host; and lets them leave."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from groundswell.communities.models import Community, LogEntry, Membership
from groundswell.communities.policies import can_enter_community, can_host
from groundswell.communities.selectors import hosting
from groundswell.communities.services.hosting import lay_down
from groundswell.communities.services.log import write_line
from groundswell.communities.services.membership import change_state, locked, put_in
from groundswell.kit.actor import Actor
from groundswell.kit.errors import allow, not_here
from groundswell.people.models import Member
from groundswell.people.selectors import member_of


@transaction.atomic
def enter_community(*, community: Community, invited_by: Member | None = None, actor: Actor) -> Membership:
    """Come in, or ask to where entry is by request; whoever a host invites comes straight in."""
    allow(can_enter_community(actor, community))
    is_open = community.entry == Community.Entry.OPEN or (
        invited_by is not None and hosting(community).filter(member=invited_by).exists()
    )
    state = Membership.State.IN if is_open else Membership.State.ASKED
    return put_in(community=community, member=member_of(actor), state=state, invited_by=invited_by, actor=actor)


@transaction.atomic
def leave_community(*, community: Community, actor: Actor) -> None:
    """Leave, or take back the wish to come in; a host lays that down first."""
    member = member_of(actor)
    membership = locked(community=community, member_id=member.pk)
    if membership is None or membership.state == Membership.State.LEFT:
        return
    lay_down(community=community, member=member, actor=actor)
    change_state(membership=membership, state=Membership.State.LEFT, actor=actor)


@transaction.atomic
def let_in(*, community: Community, member_id: UUID, actor: Actor) -> Membership:
    """Let someone in who asked."""
    allow(can_host(actor, community))
    membership = locked(community=community, member_id=member_id) or not_here()
    if membership.state != Membership.State.ASKED:
        return membership
    change_state(membership=membership, state=Membership.State.IN, actor=actor)
    _log(community, LogEntry.Move.LET_IN, member_id, actor)
    return membership


@transaction.atomic
def turn_away(*, community: Community, member_id: UUID, actor: Actor) -> None:
    """Do not let someone in who asked; they may ask again."""
    allow(can_host(actor, community))
    membership = locked(community=community, member_id=member_id) or not_here()
    if membership.state != Membership.State.ASKED:
        return
    change_state(membership=membership, state=Membership.State.LEFT, actor=actor)
    _log(community, LogEntry.Move.TURNED_AWAY, member_id, actor)


def _log(community: Community, move: LogEntry.Move, member_id: UUID, actor: Actor) -> None:
    write_line(campaign_id=community.campaign_id, move=move, community=community, other_id=member_id, actor=actor)
