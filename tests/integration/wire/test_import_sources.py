"""A list of feeds from another reader comes in, line by line, and goes out again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast

from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere
from groundswell.wire.feeds.lists import Listed, listed, opml
from groundswell.wire.models import Feed, Source
from groundswell.wire.services import import_sources

Recorded = Callable[[], list[str]]
OPML = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml version="2.0"><body>
<outline text="Towns"><outline type="rss" text="The Alder Post" xmlUrl="https://alder.example/feed?a=1&amp;b=2" htmlUrl="https://alder.example/"/>
<outline type="rss" title="Orchard &amp; Radio" xmlUrl='https://radio.example/rss'/></outline>
<outline text="&x;" xmlUrl="http://127.0.0.1/feed"/><outline text="no address"/></body></opml>"""


def test_bring_a_list_in(cast: Cast, recorded: Recorded) -> None:
    done = import_sources(text=OPML, actor=cast.cleo.actor)
    assert (done.added, done.there) == (2, 0)
    assert [address for address, _why in done.refused] == ["http://127.0.0.1/feed"]
    assert set(Source.objects.values_list("name", flat=True)) == {"The Alder Post", "Orchard & Radio"}
    assert "https://alder.example/feed?a=1&b=2" in Feed.objects.values_list("address", flat=True)
    assert recorded() == ["wire.source_added"] * 2


def test_a_list_brought_in_again_adds_nothing(cast: Cast, recorded: Recorded) -> None:
    import_sources(text=OPML, actor=cast.cleo.actor)
    done = import_sources(text=OPML, actor=cast.ben.actor)
    assert (done.added, done.there, len(done.refused)) == (0, 2, 1)
    assert recorded() == ["wire.source_added"] * 2


def test_one_address_a_line_does_too(cast: Cast, recorded: Recorded) -> None:
    done = import_sources(
        text="# mine\nalder.example\n\nhttps://radio.example/rss some words\n", actor=machine(cast.campaign.pk)
    )
    assert (done.added, len(done.refused)) == (2, 0)
    assert recorded() == ["wire.source_added"] * 2


def test_what_holds_no_address_is_refused(cast: Cast, recorded: Recorded) -> None:
    with pytest.raises(BadInput):
        import_sources(text="<opml><body></body></opml>", actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        import_sources(text=OPML, actor=cast.visitor)
    assert recorded() == []


def test_a_list_goes_out_as_it_came_in() -> None:
    feeds = [
        Listed("https://alder.example/feed?a=1&b=2", 'The "Alder" <Post>', "https://alder.example/", "en"),
        Listed("https://b.example/"),
    ]
    assert listed(opml("Ellery & <friends>", feeds)) == feeds


def test_a_broken_list_takes_no_time() -> None:
    assert listed("<outline " * 200_000) == []
    assert listed("<outline xmlUrl='" * 100_000) == []
    assert len(listed("\n".join(f"https://{n}.example/" for n in range(3000)))) == 1000
