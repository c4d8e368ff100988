"""Feeds of every form and fault become plain entries, or one clear refusal."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.wire.feeds.entries import EXCERPT, entries_of
from groundswell.wire.feeds.parsing import parse
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Feed, Sandbox, SitePage
from groundswell.wire.reading.entries import Entry, language_of

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    found = Sandbox()
    yield found
    found.close()


def rss(items: str, *, head: str = "", channel: str = "") -> bytes:
    about = "<title>The Alder Post</title><link>http://alder.example/</link>"
    return f'{head}<rss version="2.0"><channel>{about}{channel}{items}</channel></rss>'.encode()


def item(title: str = "Flood closes Marrow Bridge", **said: str) -> str:
    said = {"link": "http://alder.example/1", "description": "Water rose.", **said}
    return "<item>" + "".join(f"<{name}>{words}</{name}>" for name, words in {"title": title, **said}.items()) + "</item>"


def clean(sandbox: Sandbox, content: bytes, **options: Any) -> list[Entry]:
    feed = sandbox.feed(content, address="http://alder.example/feed", **options)
    return entries_of(feed, source_id="7", name="The Alder Post", key="the alder post", language="", at=AT)


def one(sandbox: Sandbox, content: bytes, **options: Any) -> Entry:
    (entry,) = clean(sandbox, content, **options)
    return entry


def refused(sandbox: Sandbox, content: bytes) -> str:
    with pytest.raises(CannotUse) as refusal:
        sandbox.feed(content)
    return refusal.value.code


def test_read_rss(sandbox: Sandbox) -> None:
    found = one(sandbox, rss(item(pubDate="Sun, 31 May 2026 10:00:00 +0200"), channel="<language>en-GB</language>"))
    assert (found.title, found.lead, found.url) == ("Flood closes Marrow Bridge", "Water rose.", "http://alder.example/1")
    assert (found.published, found.language) == (datetime(2026, 5, 31, 8, tzinfo=UTC), "en")


def test_read_atom(sandbox: Sandbox) -> None:
    content = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Post</title><link href="http://alder.example/"/>
      <entry><id>tag:1</id><title type="html">A &lt;b&gt;flood&lt;/b&gt;</title><link href="/1"/>
      <link rel="enclosure" href="/film.mp4"/><updated>2026-05-31T10:00:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Water</p><p>rose.</p></div></content></entry></feed>"""
    found = one(sandbox, content)
    assert (found.title, found.url, found.language) == ("A flood", "http://alder.example/1", "de")
    assert found.known_as and "Water" in found.lead


def test_read_json_feed(sandbox: Sandbox) -> None:
    content = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "language": "es", "items": [
      {"id": 1, "url": "http://alder.example/1", "title": "A flood", "content_html": "<p>Water rose."},
      {"id": "2", "content_text": "Only words, and no title"}, "no item", {"id": "3"}]}"""
    found = clean(sandbox, content)
    assert [entry.title for entry in found] == ["Only words, and no title", "A flood"]
    assert {entry.language for entry in found} == {"es"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-15", "windows-1252"])
def test_read_encodings(sandbox: Sandbox, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + rss(item("Über 30 € für Café")).decode()
    assert one(sandbox, text.encode(encoding)).title == "Über 30 € für Café"


def test_read_encodings_that_are_said_wrongly_or_not_at_all(sandbox: Sandbox) -> None:
    text = rss(item("Überschwemmung")).decode()
    lies = '<?xml version="1.0" encoding="utf-8"?>' + text
    assert one(sandbox, lies.encode("cp1252")).title == "Überschwemmung"
    assert one(sandbox, text.encode("cp1252")).title == "Überschwemmung"
    assert one(sandbox, rss(item("Потоп")).decode().encode("koi8-r"), content_type="text/xml; charset=koi8-r").title == "Потоп"
    wrong = '<?xml version="1.0" encoding="utf-16"?>' + text
    assert one(sandbox, wrong.encode()).title == "Überschwemmung"
    assert one(sandbox, ('<?xml version="1.0" encoding="unicode_escape"?>' + text).encode()).title == "Überschwemmung"


def test_read_what_is_broken(sandbox: Sandbox) -> None:
    content = (
        b"<rss><channel><title>T</title><item><title>Flood &nbsp; here<br></title><link>http://a.example/1</link></item><item>"
    )
    assert [entry.title for entry in clean(sandbox, content)] == ["Flood here"]
    assert one(sandbox, rss(item("Flood \x00\x08\x1b\ufffe here"))).title == "Flood here"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"plain words",
        b"\x89PNG\r\n\x1a\n" + bytes(20),
        random.Random(1).randbytes(50_000),
        b"{",
        b'{"version": "1"}',
        b"<rss",
        b"<rss><channel" + b"<<<&&&" * 9,
    ],
)
def test_refuse_what_is_no_feed(sandbox: Sandbox, content: bytes) -> None:
    assert refused(sandbox, content) in {"unreadable", "not_a_feed"}


def test_a_page_names_its_feeds(sandbox: Sandbox) -> None:
    content = b"""<!doctype html><html lang="en"><head><title>The Alder Post</title><base href="/news/">
      <link rel="alternate" type="application/rss+xml" title="All" href="feed"><link rel="stylesheet" href="x.css">
      <meta property="og:description" content="News of the valley"></head>"""
    found = sandbox.parse(content, address="http://alder.example/")
    assert isinstance(found, SitePage)
    assert [(feed.address, feed.title) for feed in found.feeds] == [("http://alder.example/news/feed", "All")]
    assert (found.title, found.lead, found.language) == ("The Alder Post", "News of the valley", "en")
    assert refused(sandbox, content) == "not_a_feed"


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY e0 "ha">{BOMB}]>',
        '<!DOCTYPE rss [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY e9 SYSTEM "http://127.0.0.1/secret">]>',
        '<!DOCTYPE rss [<!ENTITY % d SYSTEM "http://127.0.0.1/x.dtd"> %d;]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_entities_of_a_feeds_own_are_nothing(sandbox: Sandbox, doctype: str) -> None:
    found = one(sandbox, rss(item("Flood &e9; here"), head=doctype))
    assert found.title == "Flood &e9; here"


def test_a_large_entity_used_often_is_refused(sandbox: Sandbox) -> None:
    head = f'<!DOCTYPE rss [<!ENTITY e "{"a" * 200_000}">]>'
    assert refused(sandbox, rss(item("&e;" * 10_000), head=head)) == "unreadable"


@pytest.mark.parametrize(
    "content",
    [
        rss("<item>" + "<a>" * 100_000 + "x" + "</a>" * 100_000 + "</item>"),
        rss("<item>" * 100_000),
        rss(item("<b>" * 100_000)),
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b"<rss><channel>" + b"<x:y>" * 100_000,
    ],
)
def test_a_hundred_thousand_levels_do_no_harm(sandbox: Sandbox, content: bytes) -> None:
    try:
        assert all(len(entry.title) <= 500 for entry in clean(sandbox, content))
    except CannotUse as refusal:
        assert refusal.code in {"unreadable", "too_much_work"}
    assert one(sandbox, rss(item())).title == "Flood closes Marrow Bridge"


def test_fifty_megabytes_are_not_even_looked_at(sandbox: Sandbox) -> None:
    assert refused(sandbox, b"<rss>" + bytes(50_000_000)) == "too_big"


def test_what_takes_too_long_is_ended_and_the_next_feed_read(sandbox: Sandbox) -> None:
    many = " ".join(f'a{n}="1"' for n in range(800_000 // 2))
    assert refused(sandbox, rss(f"<item {many}><title>x</title></item>")[:4_990_000]) in {"too_much_work", "unreadable"}
    assert one(sandbox, rss(item())).title == "Flood closes Marrow Bridge"


def test_a_feed_says_at_most_a_thousand_entries(sandbox: Sandbox) -> None:
    many = "".join(item(f"Flood {n}", link=f"http://alder.example/{n}") for n in range(1200))
    assert len(clean(sandbox, rss(many))) == 1000


@pytest.mark.parametrize(
    "words",
    [
        "<![CDATA[<script>alert(1)</script>Flood <b onclick=alert(1)>here</b>]]>",
        "<![CDATA[<img src=x onerror=alert(1)>Flood here]]>",
        "&lt;script&gt;alert(1)&lt;/script&gt;Flood &lt;i&gt;here",
        "<![CDATA[<svg/onload=alert(1)>Flood here]]>",
        "<![CDATA[<style>*{}</style><a href='javascript:alert(1)'>Flood</a> here]]>",
    ],
)
def test_nothing_but_words_comes_through(sandbox: Sandbox, words: str) -> None:
    found = one(sandbox, rss(item(words, description=words)))
    assert found.title == "Flood here"
    assert found.lead == ""


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", "vbscript:x", "file:///etc/passwd", "feed:x"]
)
def test_a_link_leads_to_the_web_or_nowhere(sandbox: Sandbox, link: str) -> None:
    found = one(sandbox, rss(item(link=link, guid="7")))
    assert (found.url, found.dropped_link) == ("", True)


def test_tricks_with_the_direction_of_words_are_undone(sandbox: Sandbox) -> None:
    hidden = "\u202egnilleT\u202c \u2066Flood\u2069 \u200bhe\u200fre\ufeff \u061cnow\U000e0041"
    assert one(sandbox, rss(item(hidden))).title == "gnilleT Flood here now"


@pytest.mark.parametrize("said", ["Fri, 31 Dec 2999 00:00:00 GMT", "2026-06-02T11:00:00Z", "soon", "", "0000-00-00", "1" * 500])
def test_a_moment_that_cannot_be_is_now(sandbox: Sandbox, said: str) -> None:
    assert one(sandbox, rss(item(pubDate=said))).published == AT


def test_one_entry_is_known_again(sandbox: Sandbox) -> None:
    link, own, words = rss(item()), rss(item(link="", guid="tag:7")), rss(item(link=""))
    for content in (link, own, words):
        changed = content.replace(b"Water rose.", b"Water fell.").replace(
            b"<title>Flood", b"<title>Flood" if content is words else b"<title>Great flood"
        )
        first, again = one(sandbox, content), one(sandbox, changed)
        assert first.key == again.key
        assert (first.title, first.lead) != (again.title, again.lead)


def test_a_long_text_becomes_an_excerpt(sandbox: Sandbox) -> None:
    lead = one(sandbox, rss(item(description="word " * 2000))).lead
    assert len(lead) <= EXCERPT + 1 and lead.endswith("word…")


def test_entries_that_a_feed_took_back_are_told(sandbox: Sandbox) -> None:
    content = b"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>T</title>
      <at:deleted-entry ref="tag:1&amp;2" when="2026-05-31T10:00:00Z"/></feed>"""
    found = sandbox.parse(content)
    assert isinstance(found, Feed) and found.gone == ["tag:1&2"]


def test_the_fast_parser_is_helped_by_the_patient_one() -> None:
    """What the fast one loses, the patient one finds; where that is stopped, what the fast one found is kept."""
    content = b"<rss version='2.0'><channel><item><title>A</title></item></channel><item><title>B</title></item></rss>"
    assert len(parse(content, content_type="", address="")["feed"]["entries"]) == 2


def test_the_parser_knows_nothing_of_us(sandbox: Sandbox) -> None:
    """Neither the environment with its passwords nor an open file of ours reaches the process that parses."""
    one(sandbox, rss(item()))
    process = f"/proc/{sandbox.process_id}"
    with open(f"{process}/environ", "rb") as environment:
        assert {part.split(b"=")[0] for part in environment.read().split(b"\0") if part} <= {
            b"PYTHONPATH",
            b"PATH",
            b"LANG",
            b"LC_CTYPE",
        }
    assert set(os.listdir(f"{process}/fd")) == {"0", "1", "2"}
    with open(f"{process}/limits") as limits:
        (files,) = [line.split() for line in limits if line.startswith("Max open files")]
    assert files[3:5] == ["3", "3"]


def test_languages_are_codes() -> None:
    assert [language_of(code) for code in ("en-GB", "DE", "", "english please", "zh_Hans-CN")] == ["en", "de", "", "", "zh"]
