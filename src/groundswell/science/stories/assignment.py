"""What the stream answers for one item: its story, what it copies, and why."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as data: a page turns it into words.

    ``code`` is one of

    ``same_title``
        the title is word for word that of the item copied.
    ``near_copy``
        title and lead are nearly those of the item copied; ``value`` is the share of 5-letter runs in common.
    ``shared_words``
        the rarest ``words`` in common with the story; ``value`` is how surely, from 0 to 1.
    ``different_names``
        kept apart although alike: ``words`` are the name or number here and the one in its place there.
    ``no_story_near``
        nothing live came over the line; ``value`` is how sure the nearest was.
    ``placed``
        the caller said which story.
    """

    code: str
    words: tuple[str, ...] = ()
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where one item belongs.

    ``story`` is a story's id; ``copy_of`` the id of the item this one repeats, or None; ``score`` how surely the item
    belongs to the nearest story, from 0 to 1 (of a copy: how much of the text agrees), also when that was not enough.
    """

    story: Hashable
    copy_of: Hashable | None
    score: float
    reasons: tuple[Reason, ...]
