"""What the wire's pages, and the rooms above, ask about stories and items."""

from groundswell.wire.selectors.pairs import earlier_words
from groundswell.wire.selectors.telling import (
    ItemPage,
    StoryPage,
    Told,
    all_stories,
    breaking,
    family_of,
    freshest_stories,
    items_of,
    moments_of,
    newest_stories,
    stories,
    story_at,
    story_count,
    written,
)

__all__ = [
    "ItemPage",
    "StoryPage",
    "Told",
    "all_stories",
    "breaking",
    "earlier_words",
    "family_of",
    "freshest_stories",
    "items_of",
    "moments_of",
    "newest_stories",
    "stories",
    "story_at",
    "story_count",
    "written",
]
