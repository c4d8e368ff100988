"""Changing one's words for a channel: its writer alone, and they then hang on the newest version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import published, ready, said, second_version

from groundswell.kit.errors import NotHere, Refused
from groundswell.responses.models import Variant
from groundswell.responses.services import change_variant

Ask = Callable[..., HttpResponse]


def test_its_writer_brings_it_up_to_date(cast: Cast, ask: Ask, recorded: Callable[[], list[str]]) -> None:
    first = ready(cast)
    variant = said(cast, first)
    newer = second_version(cast, first)
    page = ask(f"words/{variant.pk}/change/", "cleo").content.decode()
    assert variant.text in page and "written for version 1" in page
    assert ask(f"words/{variant.pk}/change/", "cleo", {"text": "Ask, then vote."}).status_code == 302
    variant.refresh_from_db()
    assert (variant.text, variant.version_id) == ("Ask, then vote.", newer.pk)
    assert recorded()[-1] == "responses.variant_changed"


def test_nobody_else_changes_it(cast: Cast) -> None:
    variant = said(cast)
    for actor in (cast.ben.actor, cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            change_variant(variant=variant, version=variant.version, text="Ours", actor=actor)


def test_the_same_words_change_nothing(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    variant = said(cast)
    change_variant(variant=variant, version=variant.version, text=variant.text, actor=cast.cleo.actor)
    assert "responses.variant_changed" not in recorded()


def test_it_neither_leaves_its_answer_nor_covers_another(cast: Cast) -> None:
    first = ready(cast)
    variant = said(cast, first)
    newer = second_version(cast, first)
    said(cast, newer)
    with pytest.raises(Refused, match="at the newer version already"):
        change_variant(variant=variant, version=newer, text="Ours", actor=cast.cleo.actor)
    other = published(cast)
    with pytest.raises(NotHere):
        change_variant(variant=variant, version=other, text="Ours", actor=cast.cleo.actor)
    assert Variant.objects.count() == 2
