"""Saving a draft: a stale tab is told and shown both texts, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, started

from groundswell.kit.errors import NotHere
from groundswell.responses.refusals import Stale
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services import invite_author, save_working_copy

Ask = Callable[..., HttpResponse]
FIELDS = {"title": WORDS.title, "summary": WORDS.summary, "source_url_0": "https://water.example", "why_1": "So."}
OURS, THEIRS = replace(WORDS, body="Ours."), replace(WORDS, body="Theirs.")


def test_an_author_saves_and_the_revision_moves(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response = started(cast)
    copy = save_working_copy(response=response, content=OURS, revision=1, actor=cast.cleo.actor)
    assert (words_of_copy(copy), copy.revision) == (OURS, 2)
    assert recorded()[-1:] == ["responses.working_copy_saved"]


def test_the_same_form_sent_twice_is_saved_once(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response = started(cast)
    for _ in range(2):
        assert save_working_copy(response=response, content=OURS, revision=1, actor=cast.cleo.actor).revision == 2
    assert recorded().count("responses.working_copy_saved") == 1


def test_a_stale_tab_writes_nothing_and_gets_both_texts(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response = started(cast)
    invite_author(response=response, member=cast.ben.member, actor=cast.cleo.actor)
    save_working_copy(response=response, content=THEIRS, revision=1, actor=cast.ben.actor)
    with pytest.raises(Stale, match="Nothing is lost") as refusal:
        save_working_copy(response=response, content=OURS, revision=1, actor=cast.cleo.actor)
    assert (words_of_copy(refusal.value.copy), refusal.value.copy.changed_by) == (THEIRS, cast.ben.member)
    assert words_of_copy(response.working_copies.get()) == THEIRS
    assert recorded().count("responses.working_copy_saved") == 1


@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_only_authors_save(cast: Cast, who: str) -> None:
    response = started(cast)
    with pytest.raises(NotHere):
        save_working_copy(response=response, content=OURS, revision=1, actor=getattr(cast, who).actor)


def test_the_page_of_a_stale_tab_shows_both_texts_and_the_next_save_stands(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    invite_author(response=response, member=cast.ben.member, actor=cast.cleo.actor)
    ask(f"{response.pk}/edit/", "ben", {**FIELDS, "body": "Theirs.", "revision": "1"})
    stale = ask(f"{response.pk}/edit/", "cleo", {**FIELDS, "body": "Ours.", "revision": "1"})
    text = stale.content.decode()
    assert stale.status_code == 409
    assert "Theirs.</p>" in text and ">\nOurs.</textarea>" in text and "saved by Ben" in text
    assert 'name="revision" value="2"' in text
    ask(f"{response.pk}/edit/", "cleo", {**FIELDS, "body": "Both.", "revision": "2"})
    assert response.working_copies.get().body == "Both."


def test_the_page_saves_and_says_what_is_missing(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    page = ask(f"{response.pk}/edit/", "cleo", {"title": "Only a title", "revision": "1", "source_url_0": ""})
    assert page.headers["Location"] == f"/ellery/answers/{response.pk}/edit/"
    text = ask(f"{response.pk}/edit/", "cleo").content.decode()
    assert "Say the answer in one sentence." in text and "Name at least one source" in text


@pytest.mark.parametrize("path", ["edit/", "publish/", "authors/"])
def test_the_desk_is_its_authors_own(cast: Cast, ask: Ask, path: str) -> None:
    response = started(cast)
    assert ask(f"{response.pk}/{path}", "cleo").status_code == 200
    for who in ("ada", "ben"):
        assert ask(f"{response.pk}/{path}", who).status_code == 404
    for who in ("", "dan"):
        assert ask(f"{response.pk}/{path}", who).status_code == 302
