"""Lists of answers: what needs a reader, what is ready, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.stages import WORDS, adopted, published, ratified, ready, started, story

from groundswell.responses.services import publish_version, rate_version, start_response

Ask = Callable[..., HttpResponse]


def _many(cast: Cast, number: int) -> None:
    ratified(cast)
    about = story(cast)
    for one in range(number):
        words = replace(WORDS, title=f"Answer {one:02}")
        response = start_response(story=about, content=words, actor=cast.cleo.actor)
        publish_version(response=response, revision=1, actor=cast.cleo.actor)


def test_each_list_holds_what_it_says(cast: Cast, ask: Ask) -> None:
    published(cast)
    for path in ("", "all/"):
        assert WORDS.title in ask(path).content.decode()
    for path in ("ready/", "adopted/"):
        assert WORDS.title not in ask(path).content.decode()


def test_what_is_ready_and_adopted_moves_on(cast: Cast, ask: Ask) -> None:
    adopted(cast)
    assert WORDS.title not in ask("").content.decode()
    for path in ("ready/", "adopted/", "all/"):
        page = ask(path).content.decode()
        assert WORDS.title in page and "Adopted by Ferry Street." in page


def test_nobody_is_asked_twice_nor_for_their_own(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    assert WORDS.title in ask("", "ben").content.decode()
    assert WORDS.title not in ask("", "cleo").content.decode()
    rate_version(version=version, value="yes", actor=cast.ben.actor)
    page = ask("", "ben").content.decode()
    assert WORDS.title not in page and "Nothing waits for you" in page
    assert WORDS.title in ask("all/", "ben").content.decode()


def test_drafts_are_in_no_list_but_their_authors_own(cast: Cast, ask: Ask) -> None:
    started(cast)
    for path in ("", "ready/", "adopted/", "all/"):
        assert WORDS.title not in ask(path, "cleo").content.decode()
    assert WORDS.title in ask("drafts/", "cleo").content.decode()
    assert WORDS.title not in ask("drafts/", "ben").content.decode()


def test_long_lists_come_in_pages(cast: Cast, ask: Ask) -> None:
    _many(cast, 23)
    first = ask("all/").content.decode()
    assert "Answer 22" in first and "Answer 03" in first and "Answer 02" not in first
    older = first.split("?before=")[1].split('"')[0]
    second = ask(f"all/?before={older}").content.decode()
    assert "Answer 02" in second and "Answer 03" not in second
    assert "Answer 22" in ask("all/?before=nonsense").content.decode()


def test_a_list_costs_the_same_however_long(cast: Cast, ask: Ask) -> None:
    ready(cast)
    with CaptureQueriesContext(connection) as short:
        ask("all/")
    _many(cast, 12)
    with CaptureQueriesContext(connection) as long:
        ask("all/")
    assert len(long) == len(short) <= 9
