"""The pages of sources: what is read, what is wrong with it in words, adding, changing, and taking the list along."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests import ground
from tests.cast import Cast
from tests.news import take_in

from groundswell.kit.clock import now
from groundswell.wire.models import Feed, Item, Source, WireRules
from groundswell.wire.services import add_source

SOURCES = "/ellery/wire/sources/"


@pytest.fixture
def source(cast: Cast) -> Source:
    return add_source(address="https://alder.example/feed", name="The Alder Post", actor=cast.cleo.actor)


@pytest.fixture
def cleo(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cleo.account)
    return client


def test_a_broken_source_says_what_is_wrong_and_when_it_is_tried_again(cleo: Client, source: Source) -> None:
    Feed.objects.update(problem="no_name", failures=4, next_at=now() + timedelta(hours=1))
    listed = cleo.get(f"{SOURCES}?only=failing").content.decode()
    assert "The Alder Post" in listed and "No site of this name was found." in listed and "Tried again:" in listed
    page = cleo.get(f"{SOURCES}{source.pk}/").content.decode()
    assert "No site of this name was found." in page and "4 times in a row" in page and "Added by Cleo." in page
    Feed.objects.update(state="gone", problem="gone")
    assert "until somebody resumes it" in cleo.get(f"{SOURCES}{source.pk}/").content.decode()


def test_a_visitor_sees_what_is_read_and_not_where(cast: Cast, client: Client, source: Source) -> None:
    Feed.objects.update(problem="no_name", failures=4)
    for address in (SOURCES, f"{SOURCES}{source.pk}/"):
        page = client.get(address).content.decode()
        assert "The Alder Post" in page and "alder.example" not in page and "No site of this name" not in page
        assert "Cleo" not in page


def test_the_list_takes_a_few_queries_however_long(
    cast: Cast, cleo: Client, source: Source, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        add_source(address=f"https://{number}.example/feed", name=f"Paper {number:02}", actor=cast.ada.actor)
    cleo.get(SOURCES)
    with django_assert_max_num_queries(16):
        page = cleo.get(SOURCES).content.decode()
    assert "Paper 10" in page and "The Alder Post" not in page and "Further" in page
    assert "The Alder Post" in cleo.get(f"{SOURCES}?after=paper+48").content.decode()


def test_what_members_see_is_no_source(cast: Cast, cleo: Client, source: Source) -> None:
    ground.placed(cast, "Flood on Ferry Street")
    page = cleo.get(SOURCES).content.decode()
    assert "The Alder Post" in page and "not counted" not in page


def test_add_a_source(cleo: Client) -> None:
    form = {"address": "alder.example", "name": "", "kind": "news", "language": ""}
    response = cleo.post(f"{SOURCES}add/", form)
    assert response.status_code == 302
    page = cleo.get(response["Location"]).content.decode()
    assert "alder.example" in page and "hx-get" in page and "Being looked at for the first time" in page


def test_what_is_wrong_with_an_address_is_said_at_the_field(cleo: Client) -> None:
    response = cleo.post(f"{SOURCES}add/", {"address": "http://127.0.0.1/feed", "name": "", "kind": "news", "language": ""})
    assert response.status_code == 422
    assert "private network" in response.content.decode() and "http://127.0.0.1/feed" in response.content.decode()


def test_bring_a_list_in_and_take_it_along(cleo: Client) -> None:
    page = cleo.post(f"{SOURCES}import/", {"text": "https://a.example/feed\nhttps://b.example/feed\nhttp://10.0.0.1/x"})
    assert "2 feeds were added." in page.content.decode() and "http://10.0.0.1/x" in page.content.decode()
    taken = cleo.get(f"{SOURCES}list.opml")
    assert taken["Content-Type"].startswith("text/x-opml")
    assert 'xmlUrl="https://a.example/feed"' in taken.content.decode()
    assert cleo.post(f"{SOURCES}import/", {"text": " "}).status_code == 422


def test_change_what_is_said(cleo: Client, source: Source) -> None:
    form = {"name": "Alder Post", "kind": "satire", "language": "en", "keep_words": "flood*", "drop_words": ""}
    assert cleo.post(f"{SOURCES}{source.pk}/change/", form).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.kind, source.counts, source.keep_words) == ("Alder Post", "satire", False, "flood*")
    page = cleo.get(f"{SOURCES}{source.pk}/").content.decode()
    assert "flood*" in page and "does not make a story bigger" in page
    assert cleo.post(f"{SOURCES}{source.pk}/change/", {**form, "name": "The \u0410lder Post"}).status_code == 422


def test_pause_resume_and_remove(cleo: Client, source: Source) -> None:
    for deed, state in (("pause", "paused"), ("resume", "new")):
        assert cleo.post(f"{SOURCES}{source.pk}/read/", {"deed": deed}).status_code == 302
        assert Feed.objects.get().state == state
    assert cleo.post(f"{SOURCES}{source.pk}/remove/").status_code == 302
    assert "The Alder Post" not in cleo.get(SOURCES).content.decode().replace("The Alder Post is read no more", "")
    assert "What it told stays" in cleo.get(f"{SOURCES}{source.pk}/").content.decode()


def test_a_page_that_waits_for_a_look_gets_what_that_changed(cast: Cast, cleo: Client, source: Source) -> None:
    page = f"{SOURCES}{source.pk}/"
    assert "for the first time" in cleo.get(page).content.decode()
    Feed.objects.update(state="read", read_at=now())
    Source.objects.filter(pk=source.pk).update(name="The Alder Evening Post")
    take_in(cast.campaign.pk, {"source": "The Alder Evening Post", "title": "Flood closes Marrow Bridge"})
    Item.objects.update(source=source)
    text = cleo.get(f"{page}?part=feeds").content.decode()
    assert text.count('hx-swap-oob="true"') == 2 and "<html" not in text and "hx-get" not in text
    assert "The Alder Evening Post" in text and "Flood closes Marrow Bridge" in text
    cleo.post(f"{page}read/", {"deed": "resume"})
    again = cleo.get(page).content.decode()
    assert "Being looked at now" in again and "for the first time" not in again and "hx-swap-oob" not in again


def test_add_one_more_feed_that_the_site_offers(cleo: Client, source: Source) -> None:
    Feed.objects.update(state="read", read_at=now(), offered=[{"address": "https://alder.example/sport", "title": "Sport"}])
    assert "Sport" in cleo.get(f"{SOURCES}{source.pk}/?part=feeds").content.decode()
    assert cleo.post(f"{SOURCES}{source.pk}/feeds/", {"address": "https://alder.example/sport"}).status_code == 302
    assert Feed.objects.filter(source=source).count() == 2
    refused = cleo.post(f"{SOURCES}{source.pk}/feeds/", {"address": "http://localhost/"})
    assert refused.status_code == 422 and "private network" in refused.content.decode()


def test_what_it_told_leads_to_the_stories(cast: Cast, cleo: Client, source: Source) -> None:
    take_in(cast.campaign.pk, {})
    assert "Flood closes Marrow Bridge" in cleo.get(f"{SOURCES}{source.pk}/").content.decode()


def test_the_campaigns_words_are_public_and_the_stewards_write_them(cast: Cast, client: Client) -> None:
    assert "whatever the sources tell comes in" in client.get("/ellery/wire/rules/").content.decode()
    client.force_login(cast.ada.account)
    assert client.post("/ellery/wire/rules/", {"keep_words": "", "drop_words": "horoscope\nlottery"}).status_code == 302
    assert WireRules.objects.get().changed_by == cast.ada.member
    client.logout()
    page = client.get("/ellery/wire/rules/").content.decode()
    assert "horoscope" in page and "Ada" not in page


def test_the_words_of_the_whole_site_are_public_too(client: Client, cast: Cast, settings: Any) -> None:
    settings.WIRE_DROP_WORDS = "Horoscope, football*"
    page = client.get("/ellery/wire/rules/").content.decode()
    assert "horoscope, football*" in page and "whatever the sources tell comes in" not in page
