"""What can happen in communities."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("communities.community_founded", summary="A community was founded.", link="communities:community", audience="public")
@dataclass(frozen=True, slots=True)
class CommunityFounded(Event):
    """A member founded a community and is its first host."""

    entry: str


@kind("communities.member_entered", summary="Someone came into a community.", link="communities:community", audience="members")
@dataclass(frozen=True, slots=True)
class MemberEntered(Event):
    """A member is in a community, or asked to come in."""

    state: str
