"""A process that holds the stream follows what members did meanwhile: merged, split and moved, done and undone, for good."""

from __future__ import annotations

from tests.cast import Cast
from tests.news import entries

from groundswell.kit.actor import machine
from groundswell.wire.models import Item, Story, Stream
from groundswell.wire.services import (
    CampaignStream,
    keep_stream,
    merge_stories,
    move_item,
    split_story,
    take_in_items,
    undo_change,
)

FLOOD = {"title": "Flood closes Marrow Bridge"}
MILL = {"title": "Mill sold to overseas fund", "source": "Daily Quern"}
WHY = "As it is."


class Reader:
    """One process that takes news in, and keeps its stream between batches."""

    def __init__(self, cast: Cast) -> None:
        self.stream = CampaignStream(cast.campaign.pk)
        self._actor = machine(cast.campaign.pk)

    def take(self, *rows: dict[str, str]) -> Story:
        """Take rows in and return the story of the last."""
        found = entries(*rows)
        take_in_items(entries=found, stream=self.stream, actor=self._actor)
        return Item.objects.select_related("story").get(key=found[-1].key).story

    def keep(self) -> None:
        """Write the state down."""
        keep_stream(stream=self.stream, actor=self._actor)


def test_a_merger_is_followed_and_so_is_its_undoing(cast: Cast) -> None:
    reader = Reader(cast)
    flood, mill = reader.take(FLOOD), reader.take(MILL)
    change = merge_stories(into=flood, other=mill, reason=WHY, actor=cast.cleo.actor)
    assert reader.take({**MILL, "source": "Wick Courier"}) == flood
    undo_change(change=change, actor=cast.ben.actor)
    assert reader.take({**MILL, "source": "Hexley Herald"}) == mill
    assert reader.take({**FLOOD, "source": "Hexley Herald"}) == flood


def test_a_split_is_followed(cast: Cast) -> None:
    reader = Reader(cast)
    flood = reader.take(FLOOD)
    assert reader.take({"title": "Marrow Bridge closed by flood", "source": "Daily Quern"}) == flood
    item = Item.objects.get(source__key="daily quern")
    fresh = split_story(story=flood, items=[item.pk], reason=WHY, actor=cast.cleo.actor).story
    assert reader.take({"title": "Marrow Bridge closed by flood", "source": "Wick Courier"}) == fresh
    assert reader.take({**FLOOD, "source": "Hexley Herald"}) == flood


def test_a_move_is_followed_by_who_starts_from_what_was_written_down(cast: Cast) -> None:
    reader = Reader(cast)
    flood, mill = reader.take(FLOOD), reader.take(MILL)
    reader.keep()
    move_item(item=Item.objects.get(title=FLOOD["title"]), story=mill, reason=WHY, actor=cast.cleo.actor)
    assert Story.objects.get(pk=flood.pk).merged_into == mill  # nothing is left in it
    later = Reader(cast)
    assert later.take({**FLOOD, "source": "Wick Courier"}) == mill
    later.keep()
    assert Stream.objects.get().change == 1
    assert Reader(cast).take({**FLOOD, "source": "Hexley Herald"}) == mill


def test_what_was_moved_twice_is_where_it_was_put_last(cast: Cast) -> None:
    reader = Reader(cast)
    flood, mill = reader.take(FLOOD), reader.take(MILL)
    ferry = reader.take({"title": "Ferry workers vote for a strike", "source": "Wick Courier"})
    merge_stories(into=mill, other=flood, reason=WHY, actor=cast.cleo.actor)
    merge_stories(into=ferry, other=mill, reason=WHY, actor=cast.cleo.actor)
    assert reader.take({**FLOOD, "source": "Hexley Herald"}) == ferry
    assert Story.objects.get(merged_into=None) == ferry and Story.objects.get(pk=ferry.pk).item_count == 4
