"""A claim without a source is shown to its writer, and counted for its readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse
from django.test import Client
from tests.cast import Cast
from tests.stages import WORDS, published, ready, started

from groundswell.responses.services import adopt_version
from groundswell.sharing.services import make_pass_on

Ask = Callable[..., HttpResponse]
LOOSE = replace(WORDS, body="Lead was found in 12 homes.\n\nThe board has had the list since March 3 [1].")


def test_the_writer_sees_which(cast: Cast, ask: Ask) -> None:
    page = ask(f"{started(cast, LOOSE).pk}/edit/", "cleo").content.decode()
    part = page[page.index('id="unsourced"') :]
    assert "Lead was found in 12 homes." in part and "The board has had" not in part


def test_readers_see_how_many(cast: Cast, ask: Ask) -> None:
    assert "One claim without a source" in ask(f"{published(cast, LOOSE).response_id}/").content.decode()
    assert "without a source" not in ask(f"{published(cast).response_id}/").content.decode()


def test_it_is_marked_where_the_answer_is_read(cast: Cast, ask: Ask, client: Client) -> None:
    words = "Lead in 12 homes! Ask tonight [1]."
    loose = replace(LOOSE, summary="Twelve homes, 12 of them, have lead.")
    adoption = adopt_version(version=ready(cast, loose), community=cast.ferry, words=words, actor=cast.ben.actor)
    mark = '<sup class="loose">no source</sup>'
    page = ask(f"{adoption.version.response_id}/").content.decode()
    assert f"have lead.{mark}" in page and f"12 homes.{mark}" in page and page.count(mark) == 2
    assert "2 claims without a source" in page
    assert f"12 homes!{mark}" in client.get("/ellery/communities/ferry-street/").content.decode()
    link = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    assert f"12 homes!{mark}" in client.get(f"/ellery/p/{link.code}").content.decode()
