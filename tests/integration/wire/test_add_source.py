"""Members add what is read; what is there already is not added twice, and what passes for another is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast

from groundswell.kit.errors import BadInput, NotHere
from groundswell.wire.models import Feed, Source
from groundswell.wire.services import add_feed, add_source, remove_source

Recorded = Callable[[], list[str]]


def test_any_member_adds_a_source(cast: Cast, recorded: Recorded) -> None:
    source = add_source(address="https://alder.example/feed", name="The Alder Post", language="en-GB", actor=cast.cleo.actor)
    assert (source.name, source.key, source.language, source.counts) == ("The Alder Post", "the alder post", "en", True)
    feed = Feed.objects.get()
    assert (feed.source, feed.address, feed.state, feed.added_by) == (
        source,
        "https://alder.example/feed",
        "new",
        cast.cleo.member,
    )
    assert recorded() == ["wire.source_added"]


def test_a_source_without_a_name_goes_by_its_site(cast: Cast, recorded: Recorded) -> None:
    source = add_source(address=" www.alder.example ", actor=cast.cleo.actor)
    assert (source.name, source.is_named) == ("alder.example", False)
    assert Feed.objects.get().address == "https://www.alder.example/"
    assert recorded() == ["wire.source_added"]


def test_what_is_read_already_is_not_read_twice(cast: Cast, recorded: Recorded) -> None:
    first = add_source(address="https://alder.example/feed", actor=cast.cleo.actor)
    for again in ("http://ALDER.example/feed/", "https://alder.example/feed#top", "feed://alder.example/feed"):
        assert add_source(address=again, actor=cast.ben.actor) == first
    assert recorded() == ["wire.source_added"]


def test_an_address_may_be_written_without_its_beginning(cast: Cast, recorded: Recorded) -> None:
    for written, read in (
        ("alder.example/feed", "https://alder.example/feed"),
        ("wick.example:8080/x", "https://wick.example:8080/x"),
    ):
        source = add_source(address=written, actor=cast.cleo.actor)
        assert Feed.objects.get(source=source).address == read
    assert recorded() == ["wire.source_added"] * 2


def test_a_name_that_is_there_gets_one_more_feed(cast: Cast, recorded: Recorded) -> None:
    source = add_source(address="https://alder.example/news", name="The Alder Post", actor=cast.cleo.actor)
    assert add_source(address="https://alder.example/sport", name="the alder POST", actor=cast.ben.actor) == source
    add_feed(source=source, address="https://alder.example/towns", actor=cast.ben.actor)
    assert Source.objects.count() == 1 and Feed.objects.filter(source=source).count() == 3
    assert recorded() == ["wire.source_added"] * 3


def test_a_feed_of_another_source_is_named(cast: Cast, recorded: Recorded) -> None:
    add_source(address="https://alder.example/news", name="The Alder Post", actor=cast.cleo.actor)
    other = add_source(address="https://radio.example/news", name="Orchard Radio", actor=cast.cleo.actor)
    with pytest.raises(BadInput, match="The Alder Post"):
        add_feed(source=other, address="https://alder.example/news", actor=cast.cleo.actor)
    assert recorded() == ["wire.source_added"] * 2


def test_satire_and_our_own_outlets_are_read_and_not_counted(cast: Cast, recorded: Recorded) -> None:
    for kind in ("satire", "own"):
        source = add_source(address=f"https://{kind}.example/feed", name=kind, kind=kind, actor=cast.cleo.actor)
        assert not source.counts
    assert recorded() == ["wire.source_added"] * 2


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "alder",
            "javascript:alert(1)",
            "ftp://alder.example/",
            "https://ada:secret@alder.example/",
            "file:///etc/passwd",
        ),
        *("http://127.0.0.1/", "http://localhost/feed", "http://[::1]/", "http://10.0.0.1/feed", "http://alder.example:22/"),
        *("http://169.254.169.254/latest/meta-data/", "http://router.local/", "https://alder.example:99999/"),
    ],
)
def test_an_address_of_no_page_of_the_web_is_refused(cast: Cast, recorded: Recorded, address: str) -> None:
    with pytest.raises(BadInput) as refusal:
        add_source(address=address, actor=cast.cleo.actor)
    assert refusal.value.field == "address"
    assert recorded() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "The \u0410lder Post"}, "name"),
        ({"name": "…"}, "name"),
        ({"kind": "rumour"}, "kind"),
        ({"language": "english please"}, "language"),
    ],
)
def test_what_is_said_of_a_source_is_looked_at(cast: Cast, recorded: Recorded, said: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        add_source(address="https://alder.example/feed", **said, actor=cast.cleo.actor)
    assert refusal.value.field == field
    assert recorded() == []


def test_a_source_that_was_removed_can_be_added_again(cast: Cast, recorded: Recorded) -> None:
    source = add_source(address="https://alder.example/feed", name="The Alder Post", actor=cast.cleo.actor)
    remove_source(source=source, actor=cast.cleo.actor)
    assert Source.objects.get().removed_at and not Feed.objects.exists()
    again = add_source(address="https://alder.example/feed", name="The Alder Post", actor=cast.ben.actor)
    assert again == source and again.removed_at is None
    assert recorded() == ["wire.source_added", "wire.source_removed", "wire.source_added"]


def test_who_is_no_member_adds_nothing(cast: Cast, recorded: Recorded) -> None:
    with pytest.raises(NotHere):
        add_source(address="https://alder.example/feed", actor=cast.visitor)
    assert recorded() == []
