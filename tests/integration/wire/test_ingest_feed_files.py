"""Feeds kept as files come in like tables do; a list of feeds adds sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast

from groundswell.wire.models import Feed, Item

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Alder Post</title><language>en-GB</language>
<item><title>Flood &amp; fire</title><link>https://alder.example/1</link><pubDate>Sun, 31 May 2026 10:00:00 GMT</pubDate></item>
<item><title>&lt;b&gt;Strike&lt;/b&gt;</title><link>javascript:alert(1)</link><pubDate>2999-01-01</pubDate></item>
<item><title>…</title></item></channel></rss>"""
OPML = (
    '<opml><body><outline text="Alder" xmlUrl="https://alder.example/feed"/><outline xmlUrl="http://10.0.0.1/x"/></body></opml>'
)


def test_a_feed_file_comes_in(cast: Cast, write: Callable[..., str], ingest: Callable[..., Any]) -> None:
    path = write(RSS, name="feed.xml", header="")
    assert ingest(path).counts == (2, 0, 0, 1)
    assert ingest(path).counts == (0, 2, 0, 1)
    assert ingest(write(RSS, name="feed.txt", header="")).said["read"] == 3
    titles = dict(Item.objects.values_list("title", "url"))
    assert titles == {"Flood & fire": "https://alder.example/1", "Strike": ""}
    assert set(Item.objects.values_list("source__name", "language")) == {("The Alder Post", "en")}


def test_a_json_feed_comes_in(cast: Cast, write: Callable[..., str], ingest: Callable[..., Any]) -> None:
    said = '{"version": "https://jsonfeed.org/version/1.1", "title": "Post", '
    said += '"items": [{"id": 1, "title": "Flood", "url": "https://a.example/1"}]}'
    assert ingest(write(said, name="feed.json", header="")).counts == (1, 0, 0, 0)


def test_what_is_no_feed_is_refused_before_anything_is_written(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., Any]
) -> None:
    result = ingest(write("<html><head><title>x</title>", name="page.xml", header=""))
    assert result.code == 2 and "a page, not a feed" in result.err
    assert ingest(write("x" * 5_100_000, name="big.xml", header="")).code == 2


def test_a_list_adds_sources(cast: Cast, write: Callable[..., str], ingest: Callable[..., Any]) -> None:
    result = ingest(write(OPML, name="mine.opml", header=""))
    assert (result.code, result.said["feeds"], result.said["read"]) == (0, 1, 0)
    assert "private network" in result.err
    assert Feed.objects.get().source.name == "Alder"
