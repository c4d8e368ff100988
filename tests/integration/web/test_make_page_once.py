"""A page that all visitors see alike is made once and shown until something happens in the campaign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import INFO
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import Client
from tests.cast import Cast
from tests.stages import published

from groundswell.campaigns.selectors import enter
from groundswell.communities.services import found_community

# A client of Django's has its own middleware, so each test asks by one: a savepoint, the campaign, the savepoint's end.
ONLY_THE_CAMPAIGN = 3


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def story_page(cast: Cast) -> str:
    version = published(cast)
    return f"/ellery/wire/{version.response.story_id}/"


def test_the_second_visitor_costs_one_query(
    cast: Cast, story_page: str, visitor: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    first = visitor.get(story_page)
    with django_assert_num_queries(ONLY_THE_CAMPAIGN):
        second = visitor.get(story_page)
    assert second.content == first.content and second.status_code == 200
    for header in ("Content-Security-Policy", "X-Frame-Options", "Content-Language", "Vary"):
        assert second.headers[header] == first.headers[header]
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]


def test_what_happens_in_the_campaign_is_seen_at_once(cast: Cast, visitor: Client) -> None:
    assert b"Night nurses" not in visitor.get("/ellery/communities/").content
    found_community(name="Night nurses", purpose="Those who work when others sleep.", actor=cast.cleo.actor)
    assert b"Night nurses" in visitor.get("/ellery/communities/").content


def test_a_row_that_was_written_earlier_and_committed_later_counts(cast: Cast) -> None:
    found = enter("ellery")
    assert found is not None and len(found.stamp.split()) > 3, "more than the newest row is looked at"


def test_each_language_has_its_own(cast: Cast, story_page: str, visitor: Client) -> None:
    english = visitor.get(story_page).content
    spanish = visitor.get(story_page, headers={"Accept-Language": "es"}).content
    assert b'<html lang="en">' in english and b'<html lang="es">' in spanish


def test_a_part_is_not_shown_for_the_whole(cast: Cast, visitor: Client) -> None:
    whole = visitor.get("/ellery/wire/").content
    part = visitor.get("/ellery/wire/", headers={"HX-Request": "true"}).content
    assert b"<html" in whole and b"<html" not in part


def test_a_member_neither_gets_nor_leaves_one(cast: Cast, story_page: str, visitor: Client) -> None:
    others = visitor.get(story_page).content
    visitor.force_login(cast.cleo.account)
    own = visitor.get(story_page).content
    visitor.logout()
    assert own != others
    assert visitor.get(story_page).content == others


def test_what_is_told_to_one_is_told_to_no_other(cast: Cast, story_page: str, visitor: Client) -> None:
    plain = visitor.get(story_page).content
    told = CookieStorage(HttpRequest())
    visitor.cookies["messages"] = str(told._encode([Message(INFO, "Only for this reader")]))
    assert b"Only for this reader" in visitor.get(story_page).content
    visitor.cookies.clear()
    assert visitor.get(story_page).content == plain


def test_the_language_is_chosen_without_a_token(cast: Cast, story_page: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/i18n/setlang/", {"language": "es", "next": story_page})
    assert answer.status_code == 302 and answer.headers["Location"] == story_page
    assert b'<html lang="es">' in strict.get(story_page).content
    elsewhere = strict.post("/i18n/setlang/", {"language": "en", "next": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == "/", "nobody is led elsewhere"
