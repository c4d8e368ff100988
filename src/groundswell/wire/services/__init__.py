"""Takes items in, puts them into stories, keeps the stream's state, and looks after what is read."""

from groundswell.wire.services.confirming import confirm_report, unconfirm_report
from groundswell.wire.services.counting import gather_figures
from groundswell.wire.services.hands import merge_stories, move_item, move_items, name_story, split_story
from groundswell.wire.services.importing import Imported, import_sources
from groundswell.wire.services.items import Refusal, Taken, take_in_items
from groundswell.wire.services.pairs import pair_stories, part_stories
from groundswell.wire.services.pasting import paste_link
from groundswell.wire.services.placing import mark_hidden, place_report
from groundswell.wire.services.reporting import report_ground
from groundswell.wire.services.rules import change_rules
from groundswell.wire.services.saving import forget_search, save_search
from groundswell.wire.services.sources import (
    About,
    add_feed,
    add_source,
    change_source,
    pause_source,
    remove_source,
    resume_source,
)
from groundswell.wire.services.stream import CampaignStream, keep_stream
from groundswell.wire.services.touching import find_touches, say_touches
from groundswell.wire.services.undoing import undo_change

__all__ = [
    "About",
    "CampaignStream",
    "Imported",
    "Refusal",
    "Taken",
    "add_feed",
    "add_source",
    "change_rules",
    "change_source",
    "confirm_report",
    "find_touches",
    "forget_search",
    "gather_figures",
    "import_sources",
    "keep_stream",
    "mark_hidden",
    "merge_stories",
    "move_item",
    "move_items",
    "name_story",
    "pair_stories",
    "part_stories",
    "paste_link",
    "pause_source",
    "place_report",
    "remove_source",
    "report_ground",
    "resume_source",
    "save_search",
    "say_touches",
    "split_story",
    "take_in_items",
    "unconfirm_report",
    "undo_change",
]
