"""What can happen to drafts: they are saved, opened to members who read along, and closed again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("responses.working_copy_saved", summary="An author saved a draft.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class WorkingCopySaved(Event):
    """A working copy changed; ``revision`` is the one it has now."""

    revision: int


@kind("responses.draft_opened", summary="The authors of a draft let members read along.", link="", audience="members")
@dataclass(frozen=True, slots=True)
class DraftOpened(Event):
    """Members may read what is being written; its words stay out of the log."""

    story: uuid.UUID | None


@kind("responses.draft_closed", summary="A draft is its authors’ own again.", link="", audience="members")
@dataclass(frozen=True, slots=True)
class DraftClosed(Event):
    """Whoever read along does so no more."""

    story: uuid.UUID | None
