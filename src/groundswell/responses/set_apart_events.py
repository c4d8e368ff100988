"""What can happen around ratings and likeness: some count as one, answers are kept apart, somebody shows what they earned."""

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
