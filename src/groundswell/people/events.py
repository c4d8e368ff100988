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


@kind("people.member_left", summary="Someone left the campaign.", link="", audience="members")
@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """A member left; what they wrote of themselves is kept for a while, so that they may come back."""

    roles: int  # how many roles ended with it


@kind("people.member_erased", summary="Someone was erased, as they asked.", link="", audience="members")
@dataclass(frozen=True, slots=True)
class MemberErased(Event):
    """Everything personal of a member is gone; what they contributed stays, by a former member."""

    asked: bool  # False: they had left and the time was up


@kind("people.profile_changed", summary="Someone changed what they say of themselves.", link="", audience="members")
@dataclass(frozen=True, slots=True)
class ProfileChanged(Event):
    """A member changed name, place, reason, subjects or language."""

    subjects: int


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


@kind("people.role_ended", summary="Someone's role over one thing ended.", link="", audience="public", personal=("member",))
@dataclass(frozen=True, slots=True)
class RoleEnded(Event):
    """A member holds a role no longer: laid down, handed over, taken back by who gave it, or left."""

    member: uuid.UUID
    role: str
    thing: str
    thing_id: uuid.UUID


@kind("people.invite_made", summary="Someone made a link to invite others.", link="", audience="members")
@dataclass(frozen=True, slots=True)
class InviteMade(Event):
    """A member made a link into the campaign or a community."""

    thing: str
    thing_id: uuid.UUID


@kind("people.invite_ended", summary="An invite link ended.", link="", audience="members")
@dataclass(frozen=True, slots=True)
class InviteEnded(Event):
    """A link lets nobody in any more."""

    thing: str
    thing_id: uuid.UUID
