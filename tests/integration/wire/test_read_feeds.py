"""Feeds are read as they fall due: what is new comes in once, what changed is a version, what fails stops nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast, assemble
from tests.web import Page, Web

from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.pulse.models import PulseEvent
from groundswell.wire.feeds.politeness import Politeness
from groundswell.wire.feeds.poller import Poller
from groundswell.wire.models import Feed, Item, ItemVersion, Source, Story
from groundswell.wire.services import About, add_feed, add_source, change_rules, change_source, pause_source

FEED = "http://alder.example/feed"


def rss(*items: str, title: str = "The Alder Post", channel: str = "") -> Page:
    body = f'<rss version="2.0"><channel><title>{title}</title>{channel}{"".join(items)}</channel></rss>'
    return Page(body, headers={"ETag": '"7"', "Content-Type": "application/rss+xml"})


def item(title: str = "Flood closes Marrow Bridge", number: int = 1, lead: str = "Water rose.") -> str:
    link = f"http://alder.example/{number}"
    return f"<item><title>{title}</title><link>{link}</link><guid>tag:{number}</guid><description>{lead}</description></item>"


class World:
    """A campaign, a web, and a reader between them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.web = Web()

    def add(self, address: str = FEED, **said: Any) -> Source:
        with self.scope():
            return add_source(address=address, **said, actor=self.cast.cleo.actor)

    def scope(self) -> Any:
        return scope(self.cast.campaign.pk)

    def read(self, *, again: bool = False) -> Poller:
        """Read what is due (``again``: whether it is due or not), as a reader that has just started."""
        if again:
            with self.scope():
                Feed.objects.update(next_at=now() - timedelta(seconds=1))

        async def turn() -> Poller:
            poller = Poller(fetcher=self.web.fetcher(), politeness=Politeness(at_once=4, pause=0.0))
            async with self.web.open():
                await poller.run_once()
            await poller.close()
            return poller

        return asyncio.run(turn())

    def feed(self) -> Feed:
        with self.scope():
            return Feed.objects.select_related("source").get()

    def titles(self) -> list[str]:
        with self.scope():
            return list(Item.objects.order_by("position").values_list("title", flat=True))

    def kinds(self) -> list[str]:
        with self.scope():
            rows = PulseEvent.objects.filter(kind__startswith="wire.").order_by("seq")
            return list(rows.values_list("kind", flat=True))


@pytest.fixture
def world(committed: None) -> Iterator[World]:
    yield World(assemble())


def test_read_a_feed(world: World) -> None:
    world.web.pages[FEED] = rss(item(), item("Ferry workers vote for a strike", 2))
    world.add()
    count = world.read().count
    assert (count.reads, count.items, count.failures) == (1, 2, 0)
    feed = world.feed()
    assert (feed.source.name, feed.source.is_named, feed.state, feed.taken) == ("The Alder Post", True, "read", 2)
    assert feed.etag == '"7"' and feed.read_at and feed.next_at > now()
    assert world.kinds() == ["wire.source_added", "wire.items_arrived", "wire.story_opened", "wire.story_opened"]


def test_what_is_not_due_is_not_read(world: World) -> None:
    world.web.pages[FEED] = rss(item())
    world.add()
    world.read()
    assert world.read().count.reads == 0
    assert len(world.web.asked) == 1


def test_ask_only_for_what_is_new(world: World) -> None:
    world.web.pages[FEED] = rss(item())
    world.add()
    world.read()
    world.web.pages[FEED] = Page(status=304)
    before = world.feed().interval
    count = world.read(again=True).count
    assert (count.reads, count.unchanged, count.items) == (1, 1, 0)
    assert world.web.asked[-1].headers["if-none-match"] == '"7"'
    assert world.feed().interval > before and world.feed().etag == '"7"'


def test_read_again_and_nothing_is_doubled(world: World) -> None:
    world.web.pages[FEED] = rss(item(), item("Ferry workers vote for a strike", 2))
    world.add()
    world.read()
    assert world.read(again=True).count.items == 0
    world.web.pages[FEED] = rss(item("Library saved", 3), item(), item("Ferry workers vote for a strike", 2))
    assert world.read(again=True).count.items == 1
    assert sorted(world.titles()) == ["Ferry workers vote for a strike", "Flood closes Marrow Bridge", "Library saved"]


def test_other_words_are_a_new_version_of_the_same_item(world: World) -> None:
    world.web.pages[FEED] = rss(item())
    world.add()
    world.read()
    world.web.pages[FEED] = rss(item("Flood closes Marrow Bridge for weeks"))
    assert world.read(again=True).count.changed == 1
    assert world.titles() == ["Flood closes Marrow Bridge for weeks"]
    with world.scope():
        assert [one.title for one in ItemVersion.objects.all()] == ["Flood closes Marrow Bridge"]
    assert world.kinds()[-1] == "wire.item_changed"


def test_an_item_that_its_feed_took_back_says_so(world: World) -> None:
    world.web.pages[FEED] = rss(item())
    world.add()
    world.read()
    gone = '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:1" when="2026-01-01T00:00:00Z"/>'
    world.web.pages[FEED] = rss(channel=gone)
    world.read(again=True)
    with world.scope():
        assert Item.objects.get().gone_at is not None
    assert world.kinds()[-1] == "wire.item_taken_down"
    world.read(again=True)
    assert world.kinds().count("wire.item_taken_down") == 1


def _dated(number: int, day: int) -> str:
    title = ("Flood closes Marrow Bridge", "Library saved", "Ferry workers vote for a strike")[number - 1]
    date = (now() - timedelta(days=day)).isoformat()
    return item(title, number).replace("</item>", f"<pubDate>{date}</pubDate></item>")


@pytest.mark.parametrize(
    ("status", "robots", "gone"),
    [(404, "", True), (410, "", True), (200, "", False), (500, "", False), (404, "User-agent: *\nDisallow: /", False)],
)
def test_what_a_feed_leaves_out_before_its_time_is_looked_at_once(world: World, status: int, robots: str, gone: bool) -> None:
    """The newest is gone from the feed while older ones are still in it: its own page says whether its source took it back."""
    world.web.pages[FEED] = rss(_dated(2, 1), _dated(1, 2), _dated(3, 3))
    world.add()
    world.read()
    world.web.pages[FEED] = rss(_dated(1, 2))
    world.web.pages["http://alder.example/2"] = Page("<title>Library saved</title>" * 99, status=status)
    if robots:
        world.web.pages["http://alder.example/robots.txt"] = Page(robots)
    for _time in range(2):
        world.read(again=True)
    with world.scope():
        assert [one.title for one in Item.objects.exclude(gone_at=None)] == ["Library saved"] * gone
    asked = [one.address for one in world.web.asked]
    assert asked.count("http://alder.example/2") == (0 if robots else 1)
    assert "http://alder.example/3" not in asked  # older than all that is there: its time was over
    assert world.kinds().count("wire.item_taken_down") == gone


def test_of_a_source_with_several_feeds_nothing_is_missed(world: World) -> None:
    source = world.add()
    with world.scope():
        add_feed(source=source, address="http://alder.example/sport", actor=world.cast.cleo.actor)
    world.web.pages[FEED], world.web.pages["http://alder.example/sport"] = rss(_dated(2, 1), _dated(3, 3)), rss(_dated(1, 2))
    for _time in range(2):
        world.read(again=True)
    assert not {f"http://alder.example/{number}" for number in (1, 2, 3)} & {one.address for one in world.web.asked}


def test_a_broken_feed_stops_nobody_and_is_tried_again(world: World) -> None:
    world.web.pages[FEED] = rss(item())
    world.add()
    for number, page in enumerate(
        (Page(status=500), Page(b"\x89PNG\r\n\x1a\n"), Page(raw=b"nonsense\r\n\r\n"), Page(b"<rss><chan"))
    ):
        address = f"http://broken{number}.example/feed"
        world.web.pages[address] = page
        world.add(address)
    world.web.names["inside.example"] = ["192.168.1.1"]
    world.add("http://inside.example/feed")
    count = world.read().count
    assert (count.items, count.failures) == (1, 5)
    with world.scope():
        broken = Feed.objects.exclude(problem="")
        assert {feed.failures for feed in broken} == {1} and all(feed.next_at > now() for feed in broken)
        assert set(broken.values_list("problem", flat=True)) >= {"failed", "unreadable", "forbidden"}


def test_a_feed_that_stays_broken_is_told_once_and_when_it_is_well_again(world: World) -> None:
    world.web.pages[FEED] = Page(status=500)
    world.add()
    for _turn in range(4):
        world.read(again=True)
    assert world.kinds().count("wire.source_broke") == 1
    world.web.pages[FEED] = rss(item())
    world.read(again=True)
    assert world.kinds().count("wire.source_mended") == 1
    assert (world.feed().failures, world.feed().problem) == (0, "")


def test_a_site_that_asks_for_peace_has_it(world: World) -> None:
    world.web.pages[FEED] = Page(status=429, headers={"Retry-After": "7200"})
    world.add()
    world.read()
    assert world.feed().next_at > now() + timedelta(seconds=7000)
    assert world.feed().problem == "busy"


def test_a_feed_that_is_gone_for_good_is_asked_no_more(world: World) -> None:
    world.web.pages[FEED] = Page(status=410)
    world.add()
    world.read()
    assert world.feed().state == "gone"
    assert world.read(again=True).count.failures == 0
    assert world.kinds() == ["wire.source_added", "wire.source_broke"]


def test_a_feed_that_moved_for_good_is_read_where_it_is(world: World) -> None:
    world.web.pages[FEED] = Page(status=301, headers={"Location": "http://new.example/feed"})
    world.web.pages["http://new.example/feed"] = rss(item())
    world.add()
    world.read()
    assert world.feed().address == "http://new.example/feed"


def test_a_feed_is_found_from_a_page_of_its_site(world: World) -> None:
    named = '<link rel="alternate" type="application/%s" href="%s">'
    head = named % ("rss+xml", "/all") + named % ("atom+xml", "/sport")
    world.web.pages["http://alder.example/"] = Page(f"<!doctype html><html><head>{head}</head></html>")
    world.web.pages["http://alder.example/all"] = rss(item())
    world.add("http://alder.example/")
    world.read()
    feed = world.feed()
    assert (feed.address, feed.taken) == ("http://alder.example/all", 1)
    assert [one["address"] for one in feed.offered] == ["http://alder.example/sport"]


def test_a_page_leads_nowhere_inside(world: World, settings: Any) -> None:
    """Neither into a private network nor to the one origin that the environment opens for whoever names it."""
    settings.FETCH_ALLOW = "127.0.0.1:8099"
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="http://{place}/feed">'
        for place in ("10.0.0.1", "127.0.0.1:8099")
    )
    world.web.pages["http://alder.example/"] = Page(f"<!doctype html><html><head>{head}</head></html>")
    world.web.pages["http://127.0.0.1:8099/feed"] = rss(item())
    world.add("http://alder.example/")
    assert world.read().count.items == 0
    assert world.feed().problem == "not_a_feed"
    assert world.web.connected == ["93.184.215.14:80"]


def test_a_feed_is_found_where_sites_usually_keep_one(world: World) -> None:
    world.web.pages["http://alder.example/news"] = Page("<!doctype html><html><title>Alder</title></html>")
    world.web.pages["http://alder.example/rss.xml"] = rss(item())
    world.add("http://alder.example/news")
    world.read()
    assert world.feed().address == "http://alder.example/rss.xml"


def test_a_page_without_a_feed_is_told_in_words(world: World) -> None:
    world.web.pages["http://alder.example/"] = Page("<!doctype html><html><title>Alder</title></html>")
    world.add("http://alder.example/")
    world.read()
    assert (world.feed().problem, world.feed().failures) == ("not_a_feed", 1)


def test_words_let_entries_in_or_keep_them_out(world: World) -> None:
    world.web.pages[FEED] = rss(
        item(), item("Football: Marrow wins", 2), item("Floods of tears at the cinema", 3), item("Budget", 4)
    )
    source = world.add()
    about = About(name="Post", kind="news", language="", counts=True, keep_words="flood*, football", drop_words="cinema")
    with world.scope():
        change_source(source=source, about=about, actor=world.cast.cleo.actor)
        change_rules(keep_words="", drop_words="football", actor=world.cast.ada.actor)
    world.read()
    assert world.titles() == ["Flood closes Marrow Bridge"]
    assert world.feed().dropped == 3


def test_a_name_that_passes_for_another_is_not_taken_from_a_feed(world: World) -> None:
    world.web.pages[FEED] = rss(item(), title="The \u0410lder Post")
    world.add()
    world.read()
    assert (world.feed().source.name, world.feed().source.is_named) == ("alder.example", False)


def test_two_languages_are_two_stories(world: World) -> None:
    words = "Marrow Bridge 2026 Hexley Corvale Tilling"
    world.web.pages[FEED] = rss(item(words, 1, words), channel="<language>en</language>")
    world.web.pages["http://puente.example/feed"] = rss(
        item(words, 9, words).replace("alder", "puente"), title="El Puente", channel="<language>es</language>"
    )
    world.add()
    world.add("http://puente.example/feed")
    world.read()
    with world.scope():
        assert Story.objects.count() == 2
        assert set(Item.objects.values_list("language", flat=True)) == {"en", "es"}


def test_what_somebody_paused_meanwhile_is_not_taken_in(world: World) -> None:
    source = world.add()

    def pause(asked: object) -> Page:
        return rss(item())

    world.web.pages[FEED] = pause
    original: Callable[..., Any] = world.web._resolve

    async def paused_on_the_way(host: str, port: int) -> list[str]:
        def deed() -> None:
            with world.scope():
                pause_source(source=source, actor=world.cast.cleo.actor)

        await asyncio.to_thread(_in_a_thread, deed)
        return await original(host, port)

    world.web._resolve = paused_on_the_way  # type: ignore[method-assign]
    assert world.read().count.items == 0
    assert world.titles() == []


def _in_a_thread(deed: Callable[[], None]) -> None:
    from django.db import connections

    try:
        deed()
    finally:
        connections.close_all()


def test_a_feed_whose_reader_died_is_given_back(world: World) -> None:
    """It was taken and nothing came of it: it is due again when the lease is over, and not before."""
    from groundswell.wire.feeds.due import take_due

    world.web.pages[FEED] = rss(item())
    world.add()
    assert len(take_due(10)) == 1
    assert world.read().count.reads == 0
    assert world.read(again=True).count.items == 1
