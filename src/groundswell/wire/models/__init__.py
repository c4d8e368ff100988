"""Everything the wire keeps: sources and feeds, items and stories, ground reports, touches, searches."""

from groundswell.wire.feeds.models import Feed, PastedLink, StoryPair, WireRules
from groundswell.wire.models.ground import Confirmation, GroundReport
from groundswell.wire.models.items import Item, ItemVersion
from groundswell.wire.models.searches import SavedSearch
from groundswell.wire.models.sources import Source
from groundswell.wire.models.stories import Story, StoryChange
from groundswell.wire.models.stream import Stream
from groundswell.wire.models.touches import Touch, TouchSaid

__all__ = [
    "Confirmation",
    "Feed",
    "GroundReport",
    "Item",
    "ItemVersion",
    "PastedLink",
    "SavedSearch",
    "Source",
    "Story",
    "StoryChange",
    "StoryPair",
    "Stream",
    "Touch",
    "TouchSaid",
    "WireRules",
]
