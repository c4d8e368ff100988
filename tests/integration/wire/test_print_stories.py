"""`groundswell wire stories`: every story with its items, as one JSON array or as lines, a little in memory at a time."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from tests.cast import Cast, assemble
from tests.news import lines_of_news, take_in

from groundswell.kit.db import scope
from groundswell.wire.models import Item, Story
from groundswell.wire.selectors import telling as selectors
from groundswell.wire.telling import print_stories

FERRY = {"title": "Ferry workers vote for a strike", "published": "2026-05-30T08:00:00.5Z", "source": "Orchard Radio"}


def test_stories_and_items_are_printed_as_one_array(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(cast.campaign.pk, {"link": "https://alder.example/a"}, {"source": "Orchard Radio"}, FERRY)
    assert print_stories("ellery", as_json=True) == 0
    ferry, flood = json.loads(capsys.readouterr().out)
    story, item = Story.objects.get(item_count=1), Item.objects.get(line=4)
    assert ferry == {
        "id": str(story.pk),
        "title": "Ferry workers vote for a strike",
        "first": "2026-05-30T08:00:00.500000Z",
        "last": "2026-05-30T08:00:00.500000Z",
        "outlets": 1,
        "items": [
            {
                "id": str(item.pk),
                "title": "Ferry workers vote for a strike",
                "link": "",
                "source": "Orchard Radio",
                "published": "2026-05-30T08:00:00.500000Z",
                "file": "news.tsv",
                "line": 4,
            }
        ],
    }
    assert (flood["outlets"], [one["line"] for one in flood["items"]]) == (1, [2, 3])
    assert flood["items"][0]["link"] == "https://alder.example/a"


def test_no_stories_are_an_empty_array(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_stories("ellery", as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_people_get_a_line_a_story(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(cast.campaign.pk, {}, {"source": "Orchard Radio"}, FERRY)
    assert print_stories("ellery", as_json=False) == 0
    assert capsys.readouterr().out == (
        "2026-05-30  1 item, 1 outlet  Ferry workers vote for a strike\n"
        "2026-05-31  2 items, 1 outlet  Flood closes Marrow Bridge\n"
    )


def test_only_the_own_campaigns_stories_are_printed(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(cast.campaign.pk, {})
    other = assemble("marlow")
    with scope(other.campaign.pk):
        assert print_stories("marlow", as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_an_unknown_campaign_is_said(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_stories("elery", as_json=True) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", "groundswell: There is no campaign “elery”. There are: ellery.\n")


def test_stories_come_while_they_are_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows are fetched in pieces: the first story is there before the last was asked for."""
    rows = [dict(zip(("published", "title", "lead"), line.split("\t"), strict=False)) for line in lines_of_news(40)]
    take_in(cast.campaign.pk, *rows)
    monkeypatch.setattr(selectors, "_CHUNK", 5)
    first = next(islice(selectors.all_stories(cast.campaign.pk), 1))
    assert first["items"]
    printed = list(selectors.all_stories(cast.campaign.pk))
    assert sum(len(story["items"]) for story in printed) == len(rows)
    assert [story["first"] for story in printed] == sorted(story["first"] for story in printed)
