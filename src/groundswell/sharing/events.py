"""What can happen when answers are passed on. Visits and sign-ups are none: beside a deed they would tell whose they were."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("sharing.pass_on_made", summary="Someone took an answer to pass it on.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class PassOnMade(Event):
    """A personal link exists; ``parent`` is the link its owner came by, none for the first hand of a chain."""

    response: uuid.UUID
    adoption: uuid.UUID
    root: uuid.UUID
    parent: uuid.UUID | None
    hand: int


@kind("sharing.talk_noted", summary="Someone talked with people about an answer.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class TalkNoted(Event):
    """Whoever holds a link says with how many people they talked; with whom is not asked."""

    response: uuid.UUID
    adoption: uuid.UUID
    many: int


@kind("sharing.sign_ups_added", summary="Those who joined by a link were added up.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class SignUpsAdded(Event):
    """So many joined by links since the last time; the subject is the campaign. Neither when, nor by which link, nor who."""

    joined: int


@kind("sharing.outcomes_added", summary="What followed adopted answers was added up anew.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class OutcomesAdded(Event):
    """What is known of one answer's outcomes is other than before; the subject is the answer."""

    links: int


@kind("sharing.chain_summed", summary="How far an answer carries was worked out anew.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class ChainSummed(Event):
    """The figures of an answer's chains are others now; the subject is the answer."""

    links: int
