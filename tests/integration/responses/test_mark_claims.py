"""A claim without a source is shown to its writer, and counted for its readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published, started

Ask = Callable[..., HttpResponse]
LOOSE = replace(WORDS, body="Lead was found in 12 homes.\n\nThe board has had the list since March 3 [1].")


def test_the_writer_sees_which(cast: Cast, ask: Ask) -> None:
    page = ask(f"{started(cast, LOOSE).pk}/edit/", "cleo").content.decode()
    part = page[page.index('id="unsourced"') :]
    assert "Lead was found in 12 homes." in part and "The board has had" not in part


def test_readers_see_how_many(cast: Cast, ask: Ask) -> None:
    assert "One claim without a source" in ask(f"{published(cast, LOOSE).response_id}/").content.decode()
    assert "without a source" not in ask(f"{published(cast).response_id}/").content.decode()
