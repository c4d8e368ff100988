"""Takes items in, puts them into stories and keeps the stream's state."""

from groundswell.wire.services.confirming import confirm_report, unconfirm_report
from groundswell.wire.services.counting import gather_figures
from groundswell.wire.services.hands import merge_stories, move_item, move_items, name_story, split_story
from groundswell.wire.services.items import Refusal, Taken, take_in_items
from groundswell.wire.services.placing import mark_hidden, place_report
from groundswell.wire.services.reporting import report_ground
from groundswell.wire.services.stream import CampaignStream, keep_stream
from groundswell.wire.services.undoing import undo_change

__all__ = [
    "CampaignStream",
    "Refusal",
    "Taken",
    "confirm_report",
    "gather_figures",
    "keep_stream",
    "mark_hidden",
    "merge_stories",
    "move_item",
    "move_items",
    "name_story",
    "place_report",
    "report_ground",
    "split_story",
    "take_in_items",
    "unconfirm_report",
    "undo_change",
]
