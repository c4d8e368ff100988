"""What can happen between the campaign and those who want to hear. What somebody follows is theirs: the log does not say it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("notify.follow_made", summary="Someone follows something.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class FollowMade(Event):
    """A member wants to hear of a thing."""

    what: str


@kind("notify.follow_ended", summary="Someone follows something no longer.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class FollowEnded(Event):
    """A member wants to hear of a thing no longer."""

    what: str


@kind("notify.thing_muted", summary="Someone muted a story, a thread or a source.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class ThingMuted(Event):
    """A member wants to hear nothing more of it."""

    what: str


@kind("notify.thing_unmuted", summary="Someone hears of a muted story or source again.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class ThingUnmuted(Event):
    """A member wants to hear of it again."""

    what: str


@kind("notify.preference_changed", summary="Someone changed how they hear.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class PreferenceChanged(Event):
    """A member chose channels, paces or hours."""


@kind("notify.mail_stopped", summary="Someone wants no more mail from here.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class MailStopped(Event):
    """An address is on the list of those that get nothing."""


@kind("notify.mail_resumed", summary="Someone wants mail from here again.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class MailResumed(Event):
    """An address is taken off the list."""


@kind("notify.people_told", summary="People who know the subject were told of a story.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class PeopleTold(Event):
    """Alerts about a story left for some; how many they were is said on its page, rounded so that it names nobody."""


@kind("notify.readers_asked", summary="Members whose view of an answer is missing were asked.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class ReadersAsked(Event):
    """So many were asked for their view; the subject is the version. Who they are is theirs."""

    response: uuid.UUID
    members: int


@kind("notify.device_added", summary="Someone lets a device show what is for them.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class DeviceAdded(Event):
    """A browser of a member shows notices from now on."""


@kind("notify.device_removed", summary="A device shows notices no longer.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class DeviceRemoved(Event):
    """A member took a browser off."""


@kind("notify.community_heard", summary="Someone chose what they hear of a community.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class CommunityHeard(Event):
    """A member hears of a community's threads with the digest, only when named, or not at all."""

    choice: str
