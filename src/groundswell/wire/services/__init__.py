"""Takes items in, puts them into stories and keeps the stream's state."""

from groundswell.wire.services.counting import gather_figures
from groundswell.wire.services.items import Refusal, Taken, take_in_items
from groundswell.wire.services.stream import CampaignStream, keep_stream

__all__ = ["CampaignStream", "Refusal", "Taken", "gather_figures", "keep_stream", "take_in_items"]
