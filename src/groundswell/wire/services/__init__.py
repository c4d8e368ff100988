"""Takes items in, puts them into stories and keeps the stream's state."""

from groundswell.wire.services.confirming import confirm_report, unconfirm_report
from groundswell.wire.services.counting import gather_figures
from groundswell.wire.services.items import Refusal, Taken, take_in_items
from groundswell.wire.services.placing import mark_hidden, place_report
from groundswell.wire.services.reporting import report_ground
from groundswell.wire.services.stream import CampaignStream, keep_stream

__all__ = [
    "CampaignStream",
    "Refusal",
    "Taken",
    "confirm_report",
    "gather_figures",
    "keep_stream",
    "mark_hidden",
    "place_report",
    "report_ground",
    "take_in_items",
    "unconfirm_report",
]
