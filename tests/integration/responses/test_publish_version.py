"""Publishing a version: words that never change again, under a number and a hash, with the hands that wrote them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published, started

from groundswell.kit.errors import BadInput, NotHere
from groundswell.responses.content import Content, Serves
from groundswell.responses.models import Version
from groundswell.responses.refusals import Stale, Unchanged
from groundswell.responses.selectors.words import words_of_version
from groundswell.responses.services import fork_version, invite_author, publish_version, save_working_copy

Ask = Callable[..., HttpResponse]
Recorded = Callable[[], list[str]]


def test_what_was_written_becomes_version_1(cast: Cast, recorded: Recorded) -> None:
    response = started(cast)
    version = publish_version(response=response, revision=1, actor=cast.cleo.actor)
    assert (version.number, response.newest) == (1, version)
    assert words_of_version(version) == WORDS
    assert version.content_hash == hashlib.sha256(WORDS.canonical()).hexdigest()
    assert recorded()[-3:] == ["responses.response_started", "people.role_granted", "responses.version_published"]


def test_the_next_version_names_everyone_who_wrote_so_far(cast: Cast, recorded: Recorded) -> None:
    first = published(cast)
    invite_author(response=first.response, member=cast.ben.member, actor=cast.cleo.actor)
    better = replace(WORDS, title="Read the samples out loud")
    save_working_copy(response=first.response, content=better, revision=1, actor=cast.ben.actor)
    second = publish_version(response=first.response, revision=2, actor=cast.ben.actor)
    assert (second.number, second.title, first.title) == (2, better.title, WORDS.title)
    assert {one.member for one in second.authors.all()} == {cast.ben.member, cast.cleo.member}
    assert recorded()[-2:] == ["responses.working_copy_saved", "responses.version_published"]


def test_a_fork_credits_the_hands_it_grew_from(cast: Cast) -> None:
    source = published(cast)
    fork = fork_version(version=source, actor=cast.ben.actor)
    save_working_copy(response=fork, content=replace(WORDS, title="Ours"), revision=1, actor=cast.ben.actor)
    version = publish_version(response=fork, revision=2, actor=cast.ben.actor)
    assert {(one.member, one.inherited) for one in version.authors.all()} == {
        (cast.ben.member, False),
        (cast.cleo.member, True),
    }


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (replace(WORDS, title=""), "title"),
        (replace(WORDS, summary=""), "summary"),
        (replace(WORDS, pillars=()), "pillars"),
        (replace(WORDS, pillars=(Serves(9),)), "pillars"),
        (replace(WORDS, sources=()), "sources"),
    ],
    ids=["no title", "no sentence", "no pillar", "a pillar nobody ratified", "no source"],
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, recorded: Recorded, words: Content, field: str) -> None:
    response = started(cast, words)
    with pytest.raises(BadInput) as refusal:
        publish_version(response=response, revision=1, actor=cast.cleo.actor)
    assert refusal.value.field == field
    assert "responses.version_published" not in recorded()


def test_the_same_words_are_not_published_twice(cast: Cast, recorded: Recorded) -> None:
    version = published(cast)
    with pytest.raises(Unchanged, match="exactly the words of version 1") as refusal:
        publish_version(response=version.response, revision=1, actor=cast.cleo.actor)
    assert refusal.value.version == version
    with pytest.raises(Unchanged):
        fork = fork_version(version=version, actor=cast.ben.actor)
        publish_version(response=fork, revision=1, actor=cast.ben.actor)
    assert recorded().count("responses.version_published") == 1


def test_words_saved_after_reading_through_are_not_published_unread(cast: Cast) -> None:
    response = started(cast)
    save_working_copy(response=response, content=replace(WORDS, title="Later"), revision=1, actor=cast.cleo.actor)
    with pytest.raises(Stale):
        publish_version(response=response, revision=1, actor=cast.cleo.actor)


@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_nobody_else_publishes_it_the_steward_neither(cast: Cast, who: str) -> None:
    response = started(cast)
    with pytest.raises(NotHere):
        publish_version(response=response, revision=1, actor=getattr(cast, who).actor)


def test_the_database_refuses_to_rewrite_a_version(cast: Cast) -> None:
    version = published(cast)
    for change in (
        lambda: Version.objects.filter(pk=version.pk).update(title="Something else"),
        lambda: version.citations.all().delete(),
        lambda: version.pillars.all().update(why=""),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


def test_the_page_shows_it_as_readers_will_and_publishes_it(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    page = ask(f"{response.pk}/publish/", "cleo").content.decode()
    assert WORDS.summary in page and "Publish version 1" in page and 'name="revision" value="1"' in page
    for _ in range(2):  # pressed twice: one version, and words that say so
        last = ask(f"{response.pk}/publish/", "cleo", {"revision": "1"})
    assert last.status_code == 409 and "exactly the words of version 1" in last.content.decode()
    assert Version.objects.filter(response=response).count() == 1


def test_the_page_says_what_is_missing_instead(cast: Cast, ask: Ask) -> None:
    response = started(cast, replace(WORDS, sources=()))
    page = ask(f"{response.pk}/publish/", "cleo").content.decode()
    assert "Name at least one source" in page and "Publish version 1" not in page
    assert ask(f"{response.pk}/publish/", "cleo", {"revision": "1"}).status_code == 422
