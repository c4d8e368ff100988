"""Writes who is in a community; the small steps that founding, coming in, leaving and waking share."""

from __future__ import annotations

from uuid import UUID

from groundswell.communities.events import MemberEntered, MemberLeft
from groundswell.communities.models import Community, Membership
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.people.models import Member
from groundswell.pulse.log import record


def put_in(*, community: Community, member: Member, state: str, invited_by: Member | None = None, actor: Actor) -> Membership:
    """Write that a member is in, or asked; part of a deed that has authorised it."""
    membership, fresh = Membership.objects.select_for_update(of=("self",)).get_or_create(
        campaign_id=community.campaign_id,
        community=community,
        member=member,
        defaults={"state": state, "since": now(), "invited_by": invited_by},
    )
    if fresh:
        record(MemberEntered(state=state), actor=actor, subject=community)
    elif membership.state == Membership.State.LEFT or (membership.state, state) == ("asked", "in"):
        change_state(membership=membership, state=state, actor=actor)
    return membership


def change_state(*, membership: Membership, state: str, actor: Actor) -> None:
    """Write that someone asked, came in or left."""
    membership.state, membership.since = state, now()
    membership.save(update_fields=["state", "since"])
    event = MemberLeft() if state == Membership.State.LEFT else MemberEntered(state=state)
    record(event, actor=actor, subject=membership.community)


def locked(*, community: Community, member_id: UUID) -> Membership | None:
    """Return a member's place in a community, held until the deed is done."""
    found = Membership.objects.select_for_update(of=("self",)).select_related("community")
    return found.filter(community=community, member_id=member_id).first()
