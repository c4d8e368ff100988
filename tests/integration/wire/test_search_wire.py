"""The wire is searched by words in the campaign's languages, within its own campaign, old and new, and page by page."""

from __future__ import annotations

import datetime

import pytest
from tests import ground
from tests.cast import Cast, assemble
from tests.news import take_in

from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.wire.models import Item, Source
from groundswell.wire.selectors.search import Search, found, stories_named
from groundswell.wire.services import mark_hidden, name_story

NEWS = (
    {"title": "Flood closes Marrow Bridge", "lead": "Boats are tied up.", "published": "2026-05-01"},
    {"title": "Mills sold to overseas fund", "source": "Daily Quern", "published": "2026-05-02"},
    {
        "title": "Ferry crews strike",
        "lead": "The flooded quay stays shut.",
        "source": "Wick Courier",
        "published": "2019-02-03",
    },
)


def _titles(cast: Cast, words: str = "", **said: object) -> list[str]:
    return [hit.item.title for hit in found(cast.campaign, Search(words=words, **said)).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("flood", ["Flood closes Marrow Bridge", "Ferry crews strike"]),  # a form of the word is the word; the lead counts
        ("mill", ["Mills sold to overseas fund"]),
        ("flood -ferry", ["Flood closes Marrow Bridge"]),
        ('"marrow bridge"', ["Flood closes Marrow Bridge"]),
        ('"bridge marrow"', []),
        ("mill or strike", ["Mills sold to overseas fund", "Ferry crews strike"]),
        ("the", []),
        ("", ["Mills sold to overseas fund", "Flood closes Marrow Bridge", "Ferry crews strike"]),
        ("' & | ! ( :*", ["Mills sold to overseas fund", "Flood closes Marrow Bridge", "Ferry crews strike"]),
        ("campaign:" + "0" * 8, []),
    ],
)
def test_words_find_items_the_newest_first(cast: Cast, words: str, expected: list[str]) -> None:
    take_in(cast.campaign.pk, *NEWS)
    titles = _titles(cast, words)
    assert titles == ([] if words.startswith("'") else expected)


def test_both_languages_of_a_campaign_are_read(cast: Cast) -> None:
    cast.campaign.languages = ["en", "es"]
    cast.campaign.save(update_fields=["languages"])
    take_in(cast.campaign.pk, {"title": "Los trabajadores cierran el puente"}, *NEWS[:1])
    assert _titles(cast, "trabajador") == ["Los trabajadores cierran el puente"]
    assert _titles(cast, "closing") == ["Flood closes Marrow Bridge"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bridge", ["Floods near the bridge", "El puente: inundaciones", "Bridge opens"]),
        ("bridge -flooding", ["El puente: inundaciones", "Bridge opens"]),  # no Spanish form of "floods"
        ("bridge -inundación", ["Floods near the bridge", "Bridge opens"]),
        ("bridge -flooding -inundación", ["Bridge opens"]),
        ('bridge -"near the bridge"', ["El puente: inundaciones", "Bridge opens"]),
        ('bridge -"flooding near', ["El puente: inundaciones", "Bridge opens"]),
        ("opening -bridge or inundación -strikes", ["El puente: inundaciones"]),
        ("-flooding -inundación", ["Bridge opens"]),
        ("bridge -", ["Floods near the bridge", "El puente: inundaciones", "Bridge opens"]),
        ("bridge -the", ["El puente: inundaciones", "Bridge opens"]),
        ('- --- -"" or', []),
    ],
)
def test_a_word_left_out_is_left_out_in_every_language(cast: Cast, words: str, expected: list[str]) -> None:
    cast.campaign.languages = ["en", "es"]
    cast.campaign.save(update_fields=["languages"])
    told = ["Bridge opens", "El puente: inundaciones", "Floods near the bridge"]
    for number, title in enumerate(told):
        take_in(cast.campaign.pk, {"title": title, "lead": "A bridge.", "published": f"2026-05-0{number + 1}"})
    assert _titles(cast, words) == expected


def test_what_is_asked_for_narrows(cast: Cast) -> None:
    take_in(cast.campaign.pk, *NEWS)
    item = ground.placed(cast, "The flood reaches Ferry Street")
    assert _titles(cast, "flood", ground_only=True) == [item.title] == _titles(cast, community=cast.ferry)
    assert _titles(cast, source=Source.objects.get(key="daily quern")) == ["Mills sold to overseas fund"]
    day = datetime.date(2026, 5, 1)
    assert _titles(cast, since=day, until=day) == ["Flood closes Marrow Bridge"]
    assert _titles(cast, "flood", until=datetime.date(2019, 12, 31)) == ["Ferry crews strike"]


def test_changed_words_are_found_and_hidden_ones_are_not(cast: Cast) -> None:
    take_in(cast.campaign.pk, {"link": "https://alder.example/1"})
    take_in(cast.campaign.pk, {"link": "https://alder.example/1", "title": "Bridge open again"})
    assert _titles(cast, "reopening open") == [] and _titles(cast, "open") == ["Bridge open again"]
    item = ground.placed(cast, "A name that hurts somebody")
    mark_hidden(report_id=item.reports.get().pk, hidden=True, actor=machine(cast.campaign.pk))
    assert _titles(cast, "hurts") == []


def test_names_that_members_gave_are_found(cast: Cast) -> None:
    take_in(cast.campaign.pk, *NEWS)
    story = Item.objects.get(title=NEWS[0]["title"]).story
    name_story(story=story, title="The Great Inundation", reason="As people call it.", actor=cast.cleo.actor)
    assert stories_named(cast.visitor, Search(words="great inundation")) == [story]
    assert stories_named(cast.visitor, Search(words="great flood")) == []


@pytest.mark.parametrize("words", ["", "flood"])
def test_pages_go_on_where_they_ended(cast: Cast, words: str) -> None:
    take_in(cast.campaign.pk, *({"title": f"Flood number {n}", "published": "2026-05-01"} for n in range(7)))
    seen: list[str] = []
    before: str | None = ""
    while before is not None:
        page = found(cast.campaign, Search(words=words), before=before, most=3)
        seen += [hit.item.title for hit in page.rows]
        before = page.older
    assert len(seen) == len(set(seen)) == 7


def test_another_campaign_is_not_searched(cast: Cast) -> None:
    take_in(cast.campaign.pk, *NEWS)
    other = assemble("marrow")
    with scope(other.campaign.pk):
        assert _titles(other, "flood") == _titles(other) == []
        take_in(other.campaign.pk, {"title": "A flood of letters"})
        assert _titles(other, "flood") == ["A flood of letters"]
    assert len(_titles(cast, "flood")) == 2


def test_words_beyond_the_newest_are_found_by_the_index(cast: Cast) -> None:
    """The function looks through the newest first and asks the index for the rest: both ways find the same."""
    take_in(cast.campaign.pk, *NEWS)
    assert len(found(cast.campaign, Search(words="flood"), most=1).rows) == 1
    assert len(found(cast.campaign, Search(words="flood"), most=50).rows) == 2
