"""A batch of entries becomes items in stories, with their events; what is there already adds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from tests.cast import Cast
from tests.news import entries, take_in

from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.pulse.models import PulseEvent
from groundswell.wire.models import Item, ItemVersion, Source, Story, Stream
from groundswell.wire.services import CampaignStream, Refusal, take_in_items

Recorded = Callable[[], list[str]]
FERRY = {"title": "Ferry workers vote for a strike", "published": "2026-05-31T08:00:00Z", "source": "Orchard Radio"}


def test_items_open_stories(cast: Cast, recorded: Recorded) -> None:
    taken = take_in(cast.campaign.pk, {}, {"source": "Orchard Radio", "published": "2026-05-31T09:00:00Z"}, FERRY)
    assert (taken.new, taken.copies, taken.updated, taken.refused) == (3, 0, 0, [])
    flood, ferry = Story.objects.order_by("item_count").reverse()
    assert (flood.title, flood.item_count, flood.outlet_count) == ("Flood closes Marrow Bridge", 2, 1)  # word for word
    assert (flood.first_at.hour, flood.last_at.hour) == (0, 9)
    assert (ferry.item_count, ferry.outlet_count) == (1, 1)
    original, copy = Item.objects.filter(story=flood).order_by("position")
    assert (original.position, copy.position, copy.copy_of) == (1, 2, original)
    assert recorded() == ["wire.items_arrived", "wire.story_opened", "wire.story_opened"]


def test_a_later_batch_lets_a_story_grow(cast: Cast, recorded: Recorded) -> None:
    take_in(cast.campaign.pk, {})
    taken = take_in(cast.campaign.pk, {"source": "Orchard Radio", "published": "2026-05-31T09:00:00Z"})
    assert taken.new == 1
    story = Story.objects.get()
    assert (story.item_count, story.outlet_count, story.last_at.hour) == (2, 1, 9)
    row = PulseEvent.objects.get(kind="wire.story_grown")
    assert (row.subject_id, row.data, row.via) == (story.pk, {"added": 1, "items": 2, "outlets": 1}, "machine")
    assert recorded() == ["wire.items_arrived", "wire.story_opened", "wire.items_arrived", "wire.story_grown"]


def test_what_is_there_already_adds_nothing(cast: Cast, recorded: Recorded) -> None:
    assert take_in(cast.campaign.pk, {}, FERRY).new == 2
    taken = take_in(cast.campaign.pk, {}, FERRY, {})
    assert (taken.new, taken.copies, taken.updated) == (0, 3, 0)
    assert Item.objects.count() == 2
    assert recorded() == ["wire.items_arrived", "wire.story_opened", "wire.story_opened"]


def test_an_entry_doubled_in_one_batch_comes_in_once(cast: Cast, recorded: Recorded) -> None:
    taken = take_in(cast.campaign.pk, {}, {}, {"title": "FLOOD closes Marrow Bridge"}, {"title": "FLOOD closes Marrow Bridge"})
    assert (taken.new, taken.copies, taken.updated) == (1, 2, 1)
    assert recorded() == ["wire.items_arrived", "wire.story_opened", "wire.item_changed"]


def test_changed_words_are_a_version_and_the_earlier_ones_are_kept(cast: Cast, recorded: Recorded) -> None:
    link = {"link": "https://alder.example/flood"}
    take_in(cast.campaign.pk, link, FERRY)
    taken = take_in(cast.campaign.pk, {**link, "title": "Flood closes Marrow Bridge for weeks", "lead": "Deep."})
    assert (taken.new, taken.copies, taken.updated) == (0, 0, 1)
    item, before = Item.objects.get(url=link["link"]), ItemVersion.objects.get()
    assert (item.title, item.lead, item.version) == ("Flood closes Marrow Bridge for weeks", "Deep.", 2)
    assert (before.item, before.number, before.title, before.lead) == (item, 1, "Flood closes Marrow Bridge", "")
    assert Story.objects.get(pk=item.story_id).title == "Flood closes Marrow Bridge for weeks"
    assert recorded()[-2:] == ["wire.items_arrived", "wire.item_changed"]


def test_words_an_item_had_before_are_no_change(cast: Cast) -> None:
    """A file that holds both wordings can be read again without end."""
    both = {"link": "https://alder.example/flood"}, {"link": "https://alder.example/flood", "lead": "Deep."}
    assert take_in(cast.campaign.pk, *both).updated == 1
    assert take_in(cast.campaign.pk, *both).copies == 2
    assert Item.objects.get().lead == "Deep."


def test_an_item_without_a_source_is_counted_as_no_outlet(cast: Cast) -> None:
    take_in(cast.campaign.pk, {"source": ""}, {"source": "the alder post"}, {"source": "The Alder-Post", "lead": "Deep."})
    story = Story.objects.get()
    assert (story.item_count, story.outlet_count) == (2, 1)
    assert Source.objects.get(key="").counts is False


def test_sources_that_do_not_count_are_left_out(cast: Cast) -> None:
    take_in(cast.campaign.pk, {}, {"source": "Orchard Radio", "title": "Marrow Bridge closed by flood"})
    assert Story.objects.get().outlet_count == 2
    Source.objects.filter(key="orchard radio").update(counts=False)
    take_in(cast.campaign.pk, {"source": "Daily Quern", "title": "Flood has Marrow Bridge closed"})
    assert Story.objects.get().outlet_count == 2


def test_who_repeats_another_is_no_second_outlet(cast: Cast) -> None:
    wire = {"title": "Flood closes Marrow Bridge to all traffic", "lead": "The river rose over the deck of the bridge."}
    take_in(cast.campaign.pk, *({**wire, "source": source} for source in ("Orchard Radio", "Daily Quern", "Wick Courier")))
    assert Story.objects.values_list("item_count", "outlet_count").get() == (3, 1)
    take_in(cast.campaign.pk, {"source": "Daily Quern", "title": "Marrow Bridge closed by flood, traffic turned back"})
    assert Story.objects.values_list("item_count", "outlet_count").get() == (4, 2)


def test_what_nobody_counts_is_told_by_the_first_that_counts(cast: Cast) -> None:
    """A report without a source, printed by two papers: one outlet vouches for it, not none and not two."""
    take_in(cast.campaign.pk, {"source": ""}, {"source": "Orchard Radio"}, {"source": "Daily Quern"})
    assert Story.objects.values_list("item_count", "outlet_count").get() == (3, 1)


def test_a_stream_whose_deed_was_undone_forgets_it(cast: Cast) -> None:
    stream = CampaignStream(cast.campaign.pk)
    with pytest.raises(RuntimeError), transaction.atomic():
        take_in_items(entries=entries({}), stream=stream, actor=machine(cast.campaign.pk))
        raise RuntimeError
    take_in_items(entries=entries({"title": "Mill sold"}), stream=stream, actor=machine(cast.campaign.pk))
    take_in_items(entries=entries({"title": "Mill sold", "source": "Wick"}), stream=stream, actor=machine(cast.campaign.pk))
    assert Story.objects.values_list("title", "item_count").get() == ("Mill sold", 2)


def test_a_name_given_by_members_stays(cast: Cast) -> None:
    take_in(cast.campaign.pk, {})
    Story.objects.update(title="The flood", named_by=cast.cleo.member)
    take_in(cast.campaign.pk, {"source": "Orchard Radio"})
    assert Story.objects.get().title == "The flood"


def test_a_title_of_signs_the_stream_cannot_read_is_refused(cast: Cast, recorded: Recorded) -> None:
    taken = take_in(cast.campaign.pk, {"title": "\u0640"}, FERRY)
    assert taken.refused == [Refusal("news.tsv", 2, "the title has no words")]
    assert taken.new == 1
    assert Item.objects.get().position == 1
    assert recorded() == ["wire.items_arrived", "wire.story_opened"]


def test_nobody_but_the_machine_of_the_campaign_takes_items_in(cast: Cast, recorded: Recorded) -> None:
    for actor in (cast.visitor, cast.cleo.actor, cast.ada.actor):
        with pytest.raises(NotHere):
            take_in_items(entries=entries({}), stream=CampaignStream(cast.campaign.pk), actor=actor)
    assert not Item.objects.exists() and not Stream.objects.exists()
    assert recorded() == []
