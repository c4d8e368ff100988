"""The page that searches, what members keep and take along, and the feeds for programs."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import ground
from tests.cast import Cast
from tests.news import take_in

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.wire.models import Item, SavedSearch
from groundswell.wire.selectors.search import Search
from groundswell.wire.services import forget_search, save_search
from groundswell.wire.services.saving import MOST

PAGE = "/ellery/wire/search/"
ATOM = "{http://www.w3.org/2005/Atom}"


def _news(cast: Cast, count: int = 3) -> None:
    take_in(cast.campaign.pk, *({"title": f"Flood number {n}", "link": f"https://alder.example/{n}"} for n in range(count)))


def test_a_visitor_searches(cast: Cast, client: Client) -> None:
    _news(cast)
    assert "Flood number" not in client.get(PAGE).content.decode()  # nothing asked, nothing found
    text = client.get(PAGE, {"q": "flood"}).content.decode()
    assert text.count("<h3") == 3 and "Keep this search" not in text
    assert "Nothing was found" in client.get(PAGE, {"q": "volcano"}).content.decode()


def test_what_makes_no_sense_is_left_out(cast: Cast, client: Client) -> None:
    _news(cast)
    asked = {"q": "flood", "since": "yesterday", "source": "x", "community": "1", "before": "x-y"}
    assert client.get(PAGE, asked).content.decode().count("<h3") == 3


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_days_at_the_ends_of_the_calendar_are_left_out(cast: Cast, client: Client, day: str) -> None:
    _news(cast)
    for page in (PAGE, "/ellery/wire/feed.atom"):
        for end in ("since", "until"):
            assert client.get(page, {"q": "flood", end: day}).status_code == 200


def test_older_pages_keep_the_question(cast: Cast, client: Client) -> None:
    _news(cast, 40)
    text = client.get(PAGE, {"q": "flood"}).content.decode()
    assert text.count("<h3") == 30
    older = text.split('href="?q=flood&amp;before=')[1].split('"')[0]
    assert client.get(PAGE, {"q": "flood", "before": older}).content.decode().count("<h3") == 10


def test_a_page_costs_the_same_however_much_it_finds(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    _news(cast, 2)
    ground.placed(cast, "Flood on Ferry Street")
    save_search(search=Search(words="flood"), actor=cast.ben.actor)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE, {"q": "flood"})
    _news(cast, 30)
    for word in ("a", "b", "c"):
        ground.placed(cast, f"Flood on Ferry Street {word}")
        save_search(search=Search(words=f"flood {word}"), actor=cast.ben.actor)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE, {"q": "flood"})
    assert len(many) == len(few) <= 20


def test_members_keep_searches_for_themselves(cast: Cast, client: Client, recorded) -> None:
    client.force_login(cast.ben.account)
    client.post("/ellery/wire/search/save/?q=flood&ground=on", {"name": "Floods here"})
    client.post("/ellery/wire/search/save/?q=flood&ground=on", {"name": "Again"})
    saved = SavedSearch.objects.get()
    assert (saved.name, saved.words, saved.ground_only) == ("Floods here", "flood", True)
    text = client.get(PAGE).content.decode()
    assert "Floods here" in text and "?q=flood&amp;ground=on" in text
    with pytest.raises(NotHere):
        forget_search(saved=saved, actor=cast.ada.actor)
    client.post(f"/ellery/wire/search/kept/{saved.pk}/forget/")
    assert not SavedSearch.objects.exists() and recorded() == []


def test_what_cannot_be_kept_is_said(cast: Cast) -> None:
    with pytest.raises(BadInput):
        save_search(search=Search(), actor=cast.ben.actor)
    with pytest.raises(NotHere):
        save_search(search=Search(words="flood"), actor=cast.visitor)
    for number in range(MOST):
        save_search(search=Search(words=f"flood {number}"), actor=cast.ben.actor)
    with pytest.raises(Refused, match="Let one go first"):
        save_search(search=Search(words="drought"), actor=cast.ben.actor)


def test_members_take_it_along(cast: Cast, client: Client) -> None:
    take_in(cast.campaign.pk, {"title": "=1+1 flood", "source": "@cmd"})
    ground.placed(cast, "Flood on Ferry Street", place="Number 4", spot=ground.SPOT, is_exact=True)
    client.force_login(cast.ben.account)
    answer = client.get("/ellery/wire/search/export.csv", {"q": "flood"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["title"] for row in rows} == {"'=1+1 flood", "Flood on Ferry Street"} and "52.1" not in answer.content.decode()
    lines = client.get("/ellery/wire/search/export.jsonl", {"q": "flood"}).content.decode().splitlines()
    assert {json.loads(line)["place"] for line in lines} == {"", "Number 4"}
    assert "attachment" in answer["Content-Disposition"]


def test_the_wire_and_a_search_are_feeds(cast: Cast, client: Client) -> None:
    _news(cast)
    take_in(cast.campaign.pk, {"title": "Mill <sold> & gone", "published": "2026-05-01"})
    whole = ET.fromstring(client.get("/ellery/wire/feed.atom").content)  # noqa: S314 (our own)
    titles = [entry.findtext(f"{ATOM}title") for entry in whole.iter(f"{ATOM}entry")]
    assert titles and whole.findtext(f"{ATOM}title") == "Ellery: The wire"
    answer = client.get("/ellery/wire/feed.json", {"q": "flood"})
    told = json.loads(answer.content)
    assert told["version"].endswith("1.1") and {one["url"] for one in told["items"]} == {
        f"https://alder.example/{n}" for n in range(3)
    }
    again = client.get("/ellery/wire/feed.json", {"q": "flood"}, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304 and Item.objects.count() == 4


def test_outlets_and_communities_are_chosen_by_their_names(cast: Cast, client: Client) -> None:
    take_in(cast.campaign.pk, {"source": "Orchard Radio"})
    text = client.get("/ellery/wire/search/").content.decode()
    for name in ("Orchard Radio", "Ferry Street"):
        assert f">{name}</option>" in text
    assert " object (" not in text
