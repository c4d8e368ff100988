"""A reader of feeds that is killed at any point loses and doubles nothing: the next one takes up what it had taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db.models import Sum
from tests.cast import Cast, assemble
from tests.killing import die_at, killed
from tests.web import Page, Web

from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.wire.feeds.politeness import Politeness
from groundswell.wire.feeds.poller import Poller
from groundswell.wire.models import Feed, Item, Story, Stream
from groundswell.wire.services import import_sources, reading_feeds
from groundswell.wire.services.stream import CampaignStream

FEEDS, ENTRIES = 12, 8
FAULTS = {
    3: Page(status=500),
    7: Page(b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0"),
    9: Page(status=302, headers={"Location": "http://10.0.0.1/"}),
}


def web() -> Web:
    found = Web()
    for number in range(FEEDS):
        items = "".join(
            f"<item><title>Marrow {number} meets Hexley {entry}</title><link>http://{number}.example/{entry}</link></item>"
            for entry in range(ENTRIES)
        )
        page = Page(f'<rss version="2.0"><channel><title>Paper {number}</title>{items}</channel></rss>')
        found.pages[f"http://{number}.example/feed"] = FAULTS.get(number, page)
    return found


@pytest.fixture
def cast(committed: None) -> Iterator[Cast]:
    found = assemble()
    with scope(found.campaign.pk):
        import_sources(text="\n".join(f"http://{number}.example/feed" for number in range(FEEDS)), actor=found.cleo.actor)
    yield found


def read() -> None:
    """Read what is due, as a reader that has just started."""
    sites = web()

    async def turn() -> None:
        poller = Poller(fetcher=sites.fetcher(), politeness=Politeness(pause=0.0))
        async with sites.open():
            await poller.run_once()
        await poller.close()

    asyncio.run(turn())


@pytest.mark.parametrize(
    "arrange",
    [
        pytest.param(lambda: die_at(reading_feeds, "entries_of", 1), id="before anything"),
        pytest.param(lambda: die_at(reading_feeds, "take_in_items", 4, after=True), id="items written, feed not"),
        pytest.param(lambda: die_at(CampaignStream, "write", 3, after=True), id="in the middle of a feed"),
        pytest.param(lambda: die_at(reading_feeds, "_settle", 5, after=True), id="all written, not committed"),
        pytest.param(lambda: die_at(Poller, "_keep", 6, after=True), id="just before the commit"),
        pytest.param(lambda: die_at(reading_feeds, "_fail", 2, after=True), id="at a feed that fails"),
    ],
)
def test_nothing_is_lost_and_nothing_doubled(cast: Cast, arrange: Callable[[], None]) -> None:
    killed(arrange, read)
    with scope(cast.campaign.pk):
        # What was committed is whole: a feed that counts as read has all its items.
        for feed in Feed.objects.exclude(read_at=None):
            assert Item.objects.filter(source=feed.source).count() == feed.taken == ENTRIES
        Feed.objects.update(next_at=now() - timedelta(seconds=1))  # the lease is over
    read()
    with scope(cast.campaign.pk):
        expected = {
            f"http://{number}.example/{entry}" for number in range(FEEDS) if number not in FAULTS for entry in range(ENTRIES)
        }
        assert sorted(Item.objects.values_list("url", flat=True)) == sorted(expected)
        assert Story.objects.aggregate(items=Sum("item_count"))["items"] == len(expected)
        assert list(Item.objects.order_by("position").values_list("position", flat=True)) == list(range(1, len(expected) + 1))
        assert Stream.objects.get().next_position == len(expected) + 1
        assert Feed.objects.exclude(problem="").count() == len(FAULTS)
