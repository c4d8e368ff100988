"""What can happen around answers: ratings count as one, answers are kept apart or not, sources are looked at, work is shown."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind(
    "responses.ratings_came_together",
    summary="Some ratings of an answer came in together and count as one.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class RatingsCameTogether(Event):
    """A set of ratings counts as one from now on; ``how_many`` there are in all such sets. Who they are is not told."""

    response: uuid.UUID
    how_many: int


@kind("responses.answers_kept_apart", summary="Somebody said that two answers are not the same.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class AnswersKeptApart(Event):
    """Two answers read alike and are not the same; nobody is asked about them again."""

    response: uuid.UUID
    story: uuid.UUID | None
    other: uuid.UUID


@kind(
    "responses.earned_shown_changed", summary="Somebody chose whether others see what they earned.", link="", audience="machine"
)
@dataclass(frozen=True, slots=True)
class EarnedShownChanged(Event):
    """What a member's work came to stands beside their name, or no longer; the subject is the member."""

    shown: bool


@kind("responses.answers_not_apart", summary="Two answers may be the same after all.", link="", audience="public")
@dataclass(frozen=True, slots=True)
class AnswersNotApart(Event):
    """Somebody took back that two answers are not the same; who writes them may be asked again."""

    response: uuid.UUID
    story: uuid.UUID | None
    other: uuid.UUID


@kind(
    "responses.source_looked_at",
    summary="A page that an answer names as its source was looked at.",
    link="",
    audience="machine",
)
@dataclass(frozen=True, slots=True)
class SourceLookedAt(Event):
    """A link was opened by the machine; ``was_read`` says whether it brought a title or first words."""

    was_read: bool
