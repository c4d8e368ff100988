"""A founder drafts pillars; others are not here, and five are the most."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import Cast

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.strategy.models import LedgerEntry, Pillar
from groundswell.strategy.services.pillars import PillarWords, discard_pillar, draft_pillar

WATER = PillarWords("Water you can drink", "Every tap in Ellery runs clean.")


def test_a_steward_drafts(cast: Cast, recorded) -> None:
    pillar = draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor)
    assert (pillar.number, pillar.state, pillar.title) == (1, "draft", "Water you can drink")
    entry = LedgerEntry.objects.get()
    assert (entry.move, entry.pillar, entry.member) == ("drafted", pillar, cast.ada.member)
    assert recorded() == ["strategy.pillar_drafted"]


@pytest.mark.parametrize("who", ["ben", "dan"])
def test_nobody_else_does(cast: Cast, recorded, who: str) -> None:
    with pytest.raises(NotHere):
        draft_pillar(campaign=cast.campaign, words=WATER, actor=getattr(cast, who).actor)
    assert not Pillar.objects.exists() and recorded() == []


def test_the_same_form_sent_twice_drafts_once(cast: Cast, recorded) -> None:
    first = draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor)
    assert draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor) == first
    assert recorded() == ["strategy.pillar_drafted"]


def test_a_sixth_is_refused_until_one_is_discarded(cast: Cast, recorded) -> None:
    drafts = [
        draft_pillar(campaign=cast.campaign, words=replace(WATER, title=f"Promise {n}"), actor=cast.ada.actor) for n in range(5)
    ]
    with pytest.raises(Refused, match="Five pillars"):
        draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor)
    discard_pillar(pillar=drafts[2], actor=cast.ada.actor)
    assert draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor).number == 3
    assert recorded()[-2:] == ["strategy.pillar_discarded", "strategy.pillar_drafted"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (replace(WATER, title="  "), "title"),
        (replace(WATER, title="<b></b>"), "title"),
        (replace(WATER, title="x" * 81), "title"),
        (replace(WATER, promise=""), "promise"),
        (replace(WATER, promise="y" * 241), "promise"),
        (replace(WATER, never="n" * 241), "never"),
        (replace(WATER, why="w" * 2001), "why"),
    ],
)
def test_words_that_cannot_be_kept_are_said_at_their_field(cast: Cast, words: PillarWords, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        draft_pillar(campaign=cast.campaign, words=words, actor=cast.ada.actor)
    assert refusal.value.field == field
    assert not Pillar.objects.exists()


def test_words_of_any_script_are_kept_and_markup_is_not(cast: Cast) -> None:
    words = PillarWords("مياه نظيفة 💧", "<script>alert(1)</script>Water for <b>all</b>")
    pillar = draft_pillar(campaign=cast.campaign, words=words, actor=cast.ada.actor)
    assert (pillar.title, pillar.promise) == ("مياه نظيفة 💧", "Water for all")
