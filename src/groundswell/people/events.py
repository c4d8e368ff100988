"""What can happen to members, roles and invites."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("people.member_joined", summary="Someone joined the campaign.", link="", audience="members", personal=("invited_by",))
@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """A person with an account became a member."""

    invited_by: uuid.UUID | None


@kind(
    "people.role_granted", summary="Someone was given a role over one thing.", link="", audience="public", personal=("member",)
)
@dataclass(frozen=True, slots=True)
class RoleGranted(Event):
    """A member holds a role over one thing from now on."""

    member: uuid.UUID
    role: str
    thing: str
    thing_id: uuid.UUID
