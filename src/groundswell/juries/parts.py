"""Which rooms of readers an event about juries moves."""

from __future__ import annotations

from groundswell.kit.live import Happened, room

OF_JURIES = (
    "juries.jury_called",
    "juries.jury_drawn",
    "juries.seat_left",
    "juries.juror_answered",
    "juries.jury_extended",
    "juries.jury_closed",
)


def answer_room(row: Happened) -> list[str]:
    """Return the room of those who have the answer, its challenge or its jury open."""
    return [room("response", row.data["response"])]
