"""The page of an answer: public once published, with what is ready, what is missing and who speaks with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.integration.communities.threads import long_here
from tests.stages import WORDS, adopted, neighbours, published, ready, started

from groundswell.communities.services.reports import hide_thing
from groundswell.kit.actor import machine
from groundswell.responses.services import (
    adopt_version,
    compute_readiness,
    fork_version,
    publish_version,
    rate_version,
    save_working_copy,
)

Ask = Callable[..., HttpResponse]


def test_anyone_reads_what_is_published(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    long_here(cast.cleo)
    for who in ("", "ada", "cleo", "dan"):
        page = ask(f"{version.response_id}/", who).content.decode()
        assert WORDS.title in page and WORDS.summary in page and 'id="source-1"' in page
        assert "Water you can drink" in page and "https://water.example/agenda/6" in page


def test_who_wrote_it_is_for_members(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    assert "Cleo" in ask(f"{version.response_id}/", "ben").content.decode()
    page = ask(f"{version.response_id}/").content.decode()
    assert "Cleo" not in page and "One member." in page


def test_a_draft_is_its_authors_own(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    for who in ("", "ada", "ben", "dan"):
        assert ask(f"{response.pk}/", who).status_code == 404
    assert ask(f"{response.pk}/", "cleo").headers["Location"] == f"/ellery/answers/{response.pk}/edit/"


@pytest.mark.parametrize("path", ["{other}/", "{this}/versions/7/", "{this}/versions/7/ratings/", "{other}/versions/1/"])
def test_what_is_not_there_is_not_here(cast: Cast, ask: Ask, path: str) -> None:
    version = published(cast)
    assert ask(path.format(this=version.response_id, other=uuid.uuid4())).status_code == 404


def test_what_is_missing_is_said_with_who_could_give_it(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    for reader in neighbours(cast, cast.ferry, "Fay Finn Flo Fred"):
        rate_version(version=version, value="yes", actor=reader.actor)
    compute_readiness(version=version, actor=machine(cast.campaign.pk))
    page = ask(f"{version.response_id}/").content.decode()
    assert "3 readers from outside Ferry Street." in page and "What it needs to be ready" in page
    assert "have not disagreed about anything here so far" in page


def test_what_two_readers_think_is_not_told_by_community(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    for reader, value in zip(neighbours(cast, cast.ferry, "Fay Finn"), ("yes", "partly"), strict=True):
        rate_version(version=version, value=value, actor=reader.actor)
    compute_readiness(version=version, actor=machine(cast.campaign.pk))
    page = ask(f"{version.response_id}/").content.decode()
    assert "2 readers so far" in page and "<td>2</td><td>–</td><td>–</td>" in page
    assert "<td>0.75" not in page and "75 %" not in page


def test_what_is_ready_shows_the_line(cast: Cast, ask: Ask) -> None:
    page = ask(f"{ready(cast).response_id}/").content.decode()
    assert "Why it is ready" in page and "The table behind it" in page
    assert "Ferry Street" in page and "Orchard growers" in page
    assert "/ellery/answers/how-readiness-works/" in page


def test_an_earlier_version_leads_to_the_newest_and_the_newest_to_what_is_ready(cast: Cast, ask: Ask) -> None:
    first = ready(cast)
    save_working_copy(response=first.response, content=replace(WORDS, title="Newer"), revision=1, actor=cast.cleo.actor)
    publish_version(response=first.response, revision=2, actor=cast.cleo.actor)
    assert "Version 2 is the newest." in ask(f"{first.response_id}/versions/1/").content.decode()
    newest = ask(f"{first.response_id}/").content.decode()
    assert "Newer" in newest and "Version 1 is ready." in newest


def test_a_fork_says_where_its_words_come_from(cast: Cast, ask: Ask) -> None:
    source = published(cast)
    fork = fork_version(version=source, actor=cast.ben.actor)
    save_working_copy(response=fork, content=replace(WORDS, title="Ours"), revision=1, actor=cast.ben.actor)
    publish_version(response=fork, revision=2, actor=cast.ben.actor)
    assert "It grew from words by Cleo." in ask(f"{fork.pk}/", "ada").content.decode()
    assert "Ours" in ask(f"{source.response_id}/").content.decode()


def test_what_a_host_hid_is_replaced_by_the_reason(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="It names a neighbour.", actor=cast.ada.actor)
    for path in (f"{version.response_id}/", "all/"):
        page = ask(path, "ben").content.decode()
        assert "It names a neighbour." in page and WORDS.summary not in page and WORDS.title not in page


def test_the_page_costs_the_same_however_many_read_and_adopted(cast: Cast, ask: Ask) -> None:
    version = adopted(cast).version
    rate_version(version=version, value="partly", reason="Say the hour", actor=cast.ada.actor)
    ask("", "ben")
    with CaptureQueriesContext(connection) as few:
        ask(f"{version.response_id}/", "ben")
    for reader in neighbours(cast, cast.orchard, "Gil Gus Gail Gwen"):
        rate_version(version=version, value="partly", reason="Too long", actor=reader.actor)
    adopt_version(version=version, community=cast.orchard, words="Ours", actor=cast.cleo.actor)
    with CaptureQueriesContext(connection) as many:
        ask(f"{version.response_id}/", "ben")
    assert len(many) == len(few) <= 37


def test_parts_of_an_open_page_come_alone(cast: Cast, ask: Ask) -> None:
    version = ready(cast)
    for part, name in (("ratings", "ratings"), ("readiness", "readiness")):
        page = ask(f"{version.response_id}/versions/1/{part}/", "ben").content.decode()
        assert page.lstrip().startswith("<section") and f'id="{name}"' in page
        assert f'data-live="response:{version.response_id}"' in page
