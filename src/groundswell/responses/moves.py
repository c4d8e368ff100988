"""Which rooms of readers an event about answers moves."""

from __future__ import annotations

from groundswell.kit.live import Happened, room

OF_AN_ANSWER = (
    "responses.version_rated",
    "responses.challenge_judged",
    "responses.take_down_lifted",
    "responses.ratings_came_together",
)
OF_A_STORY = (
    "responses.version_published",
    "responses.version_became_ready",
    "responses.version_fell_short",
    "responses.version_adopted",
    "responses.adoption_ended",
    "responses.answers_kept_apart",
    "responses.answers_not_apart",
)


OF_A_DRAFT = ("responses.draft_opened", "responses.draft_closed")


def answer_room(row: Happened) -> list[str]:
    """Return the room of those who have the answer open."""
    return [room("response", row.data["response"])]


def text_rooms(row: Happened) -> list[str]:
    """Return the rooms of those who have its words open, and of those who have the page of a community that speaks with it."""
    community = row.data.get("community")
    return [room("text", row.data["response"]), *([room("adopted", community)] if community else [])]


def answer_and_story_rooms(row: Happened) -> list[str]:
    """Return the rooms of those who have the answer, its story or the list of stories open."""
    story = row.data["story"]
    return [*answer_room(row), *text_rooms(row), *([room("story", story), room("wire", "stories")] if story else [])]


def draft_rooms(row: Happened) -> list[str]:
    """Return the room of those who have the story of an open draft before them."""
    story = row.data["story"]
    return [room("story", story)] if story else []
