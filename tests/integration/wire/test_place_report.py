"""A ground report goes through the same stream as the news: it joins stories, starts them, and is told apart."""

from __future__ import annotations

import pytest
from tests import ground
from tests.cast import Cast
from tests.news import take_in

from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.wire.models import GroundReport, Item, Story, Stream
from groundswell.wire.services import CampaignStream, place_report


def _news(cast: Cast, title: str, source: str = "The Alder Post") -> Item:
    take_in(cast.campaign.pk, {"title": title, "source": source, "published": ground.NOON.isoformat()})
    return Item.objects.get(title=title, source__name=source)


def test_a_report_starts_a_story(cast: Cast, recorded) -> None:
    item = ground.placed(cast, "Rent notices under doors on Ferry Street", place="Ferry Street 4 to 20")
    assert (item.kind, item.lead, item.source.counts) == ("ground", "Ferry Street 4 to 20", False)
    story = Story.objects.get()
    told = (story.title, story.item_count, story.outlet_count, story.ground_count)
    assert told == ("Rent notices under doors on Ferry Street", 1, 0, 1)
    assert GroundReport.objects.get().item == item and Stream.objects.get().next_position == 2
    assert recorded() == ["wire.ground_reported", "wire.items_arrived", "wire.story_opened"]


def test_a_report_joins_the_story_it_is_about(cast: Cast, recorded) -> None:
    news = _news(cast, "Brown water from taps on Ferry Street alarms families")
    item = ground.placed(cast, "Brown water from the tap on Ferry Street")
    assert item.story == news.story
    story = Story.objects.get()
    assert (story.title, story.item_count, story.outlet_count, story.ground_count) == (news.title, 2, 1, 1)
    assert recorded()[-2:] == ["wire.items_arrived", "wire.story_grown"]


def test_news_joins_what_a_report_began(cast: Cast) -> None:
    item = ground.placed(cast, "Brown water from the tap on Ferry Street")
    assert _news(cast, "Brown water from taps on Ferry Street alarms families").story == item.story


def test_two_who_write_the_same_are_two_reports_and_no_outlet(cast: Cast) -> None:
    first, second = ground.placed(cast), ground.placed(cast)
    assert second.copy_of == first and second.story == first.story
    assert Story.objects.values_list("item_count", "outlet_count", "ground_count").get() == (2, 0, 2)


def test_placed_twice_it_is_there_once(cast: Cast, recorded) -> None:
    item = ground.placed(cast)
    report = item.reports.get()
    stream = CampaignStream(cast.campaign.pk)
    assert place_report(report_id=report.pk, stream=stream, actor=machine(cast.campaign.pk)) is None
    assert Item.objects.count() == 1 and len(recorded()) == 3


def test_one_process_places_and_another_takes_news_in_between(cast: Cast) -> None:
    stream = CampaignStream(cast.campaign.pk)
    reports = [ground.reported(cast, what) for what in ("Ferry does not run this morning", "Ferry still not running at noon")]
    place_report(report_id=reports[0].pk, stream=stream, actor=machine(cast.campaign.pk))
    _news(cast, "Quarry sold to overseas fund")
    place_report(report_id=reports[1].pk, stream=stream, actor=machine(cast.campaign.pk))
    assert list(Item.objects.order_by("position").values_list("position", "kind")) == [
        (1, "ground"),
        (2, "news"),
        (3, "ground"),
    ]


def test_the_machine_places(cast: Cast, recorded) -> None:
    report = ground.reported(cast)
    with pytest.raises(NotHere):
        place_report(report_id=report.pk, stream=CampaignStream(cast.campaign.pk), actor=cast.ada.actor)
    assert recorded() == ["wire.ground_reported"]
