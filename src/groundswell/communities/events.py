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


@kind("communities.thread_started", summary="A thread was started.", link="communities:thread", audience="members")
@dataclass(frozen=True, slots=True)
class ThreadStarted(Event):
    """Somebody in a community began to talk about something."""

    community: uuid.UUID


@kind("communities.post_written", summary="Somebody wrote in a thread.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PostWritten(Event):
    """A post took its place in a thread."""

    thread: uuid.UUID
    community: uuid.UUID


@kind("communities.post_waits", summary="A post with a link waits for a host.", link="communities:post", audience="machine")
@dataclass(frozen=True, slots=True)
class PostWaits(Event):
    """Somebody who is new here wrote a post with a link: a host looks at it first."""

    thread: uuid.UUID
    community: uuid.UUID


@kind("communities.post_let_through", summary="A post that waited stands.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PostLetThrough(Event):
    """A host looked at a post with a link, and it took its place."""

    thread: uuid.UUID
    community: uuid.UUID


@kind("communities.post_changed", summary="Somebody changed a post.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PostChanged(Event):
    """What it said before is kept."""

    thread: uuid.UUID
    community: uuid.UUID


@kind("communities.post_deleted", summary="Somebody took a post back.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PostDeleted(Event):
    """A mark stays where it was."""

    thread: uuid.UUID
    community: uuid.UUID


@kind("communities.post_restored", summary="A post taken back stands again.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PostRestored(Event):
    """Whoever took it back changed their mind in time."""

    thread: uuid.UUID
    community: uuid.UUID


@kind(
    "communities.thread_tended", summary="A thread was closed, opened or pinned.", link="communities:thread", audience="members"
)
@dataclass(frozen=True, slots=True)
class ThreadTended(Event):
    """Those who look after a community closed, opened, pinned or unpinned a thread; ``move`` says which."""

    move: str
    community: uuid.UUID


@kind("communities.poll_asked", summary="A thread decides something.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PollAsked(Event):
    """Somebody in a community put a question with options."""

    thread: uuid.UUID
    community: uuid.UUID


@kind("communities.poll_voted", summary="Somebody voted in a thread.", link="communities:post", audience="machine")
@dataclass(frozen=True, slots=True)
class PollVoted(Event):
    """A member voted, or voted anew; for what is not told."""

    thread: uuid.UUID


@kind("communities.poll_closed", summary="A poll was closed before its time.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PollClosed(Event):
    """Whoever asked, or a host, ended the voting."""

    thread: uuid.UUID
    community: uuid.UUID


@kind("communities.poll_counted", summary="A poll was counted.", link="communities:post", audience="members")
@dataclass(frozen=True, slots=True)
class PollCounted(Event):
    """A closed poll has its result."""

    thread: uuid.UUID
    community: uuid.UUID
