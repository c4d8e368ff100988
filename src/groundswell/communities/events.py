"""What can happen in communities."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("communities.community_founded", summary="A community was founded.", link="communities:community", audience="public")
@dataclass(frozen=True, slots=True)
class CommunityFounded(Event):
    """A member founded a community and is its first host."""

    entry: str


@kind(
    "communities.community_described",
    summary="A community changed what it says of itself.",
    link="communities:community",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class CommunityDescribed(Event):
    """A host changed name, purpose or who may come in."""

    entry: str


@kind("communities.member_entered", summary="Someone came into a community.", link="communities:community", audience="members")
@dataclass(frozen=True, slots=True)
class MemberEntered(Event):
    """A member is in a community, or asked to come in."""

    state: str


@kind("communities.member_left", summary="Someone left a community.", link="communities:community", audience="members")
@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """A member is no longer in a community, or their wish to come in ended."""


@kind(
    "communities.community_slept",
    summary="Nobody hosts a community: it sleeps.",
    link="communities:community",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class CommunitySlept(Event):
    """The last host laid hosting down."""


@kind("communities.community_woke", summary="A community was woken.", link="communities:community", audience="public")
@dataclass(frozen=True, slots=True)
class CommunityWoke(Event):
    """A member woke a sleeping community and hosts it."""


@kind("communities.thing_reported", summary="Someone reported something written here.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class ThingReported(Event):
    """Hosts, or stewards, should look at a thing."""

    subject_type: str
    subject: uuid.UUID


@kind("communities.report_settled", summary="A reported thing was looked at and stands.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class ReportSettled(Event):
    """Whoever looks after a thing said that it stands, with a public reason."""

    subject_type: str
    subject: uuid.UUID


@kind("communities.thing_hidden", summary="Something was hidden, with a public reason.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class ThingHidden(Event):
    """A host, or a steward, hid a thing."""

    subject_type: str
    subject: uuid.UUID


@kind("communities.thing_shown", summary="Something hidden is shown again.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class ThingShown(Event):
    """A hiding was lifted."""

    subject_type: str
    subject: uuid.UUID
