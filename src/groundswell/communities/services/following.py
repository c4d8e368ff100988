"""What follows in communities from what happened to members and roles, whichever door it came through."""

from __future__ import annotations

from uuid import UUID

from groundswell.communities.events import CommunitySlept
from groundswell.communities.models import Community, LogEntry, Membership
from groundswell.communities.selectors import hosting
from groundswell.communities.services.log import write_line
from groundswell.communities.services.membership import change_state, put_in
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.people.models import Member
from groundswell.pulse.log import record


def note_host_added(*, community_id: UUID, member_id: UUID, actor_id: UUID | None) -> None:
    """Write on the hosts' log that someone hosts; a host is in the community. Founders and wakers are on it already."""
    community = Community.objects.get(pk=community_id)
    put_in(
        community=community,
        member=Member.objects.get(pk=member_id),
        state=Membership.State.IN,
        actor=machine(community.campaign_id),
    )
    if actor_id is not None:
        _line(community, LogEntry.Move.HOST_ADDED, member_id, actor_id)


def note_host_left(*, community_id: UUID, member_id: UUID, actor_id: UUID | None) -> None:
    """Write on the hosts' log that someone no longer hosts, and let the community sleep when they were the last."""
    community = Community.objects.select_for_update(of=("self",)).get(pk=community_id)
    _line(community, LogEntry.Move.HOST_LEFT, member_id, actor_id)
    if community.asleep_since is not None or hosting(community).exists():
        return
    community.asleep_since = now()
    community.save(update_fields=["asleep_since"])
    _line(community, LogEntry.Move.SLEPT, None, None)
    record(CommunitySlept(), actor=machine(community.campaign_id), subject=community)


def take_out(*, member_id: UUID) -> int:
    """Take someone who left the campaign out of all its communities; returns how many they were in."""
    places = Membership.objects.select_for_update(of=("self",)).select_related("community")
    present = list(places.filter(member_id=member_id).exclude(state=Membership.State.LEFT))
    for membership in present:
        change_state(membership=membership, state=Membership.State.LEFT, actor=machine(membership.campaign_id))
    return len(present)


def _line(community: Community, move: LogEntry.Move, other_id: UUID | None, actor_id: UUID | None) -> None:
    actor = Actor(campaign_id=community.campaign_id, member_id=actor_id)
    write_line(campaign_id=community.campaign_id, move=move, community=community, other_id=other_id, actor=actor)
