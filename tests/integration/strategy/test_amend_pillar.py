"""The path to change a ratified pillar exists, refuses whoever asks, and the refusal stands on the ledger."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from groundswell.kit.errors import BadInput, NotHere, TooMany
from groundswell.strategy.models import LedgerEntry, Pillar
from groundswell.strategy.services.pillars import PillarWords, amend_pillar, draft_pillar


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_a_member_asks_and_the_pillar_holds(cast: Cast, pillars: list[Pillar], recorded, who: str) -> None:
    player = getattr(cast, who)
    entry = amend_pillar(pillar=pillars[0], reason="Say river, not tap.", actor=player.actor)
    assert (entry.move, entry.pillar, entry.reason, entry.member_id) == (
        "refused",
        pillars[0],
        "Say river, not tap.",
        player.member.pk,
    )
    pillars[0].refresh_from_db()
    assert pillars[0].promise == "Every tap in Ellery runs clean."
    assert recorded() == ["strategy.pillar_change_refused"]


def test_a_visitor_cannot_ask(cast: Cast, pillars: list[Pillar], recorded) -> None:
    for actor in (cast.visitor, cast.dan.actor):
        with pytest.raises(NotHere):
            amend_pillar(pillar=pillars[0], reason="Change it.", actor=actor)
    assert recorded() == []


def test_a_draft_needs_no_asking(cast: Cast, recorded) -> None:
    draft = draft_pillar(campaign=cast.campaign, words=PillarWords("Water", "Clean."), actor=cast.ada.actor)
    with pytest.raises(NotHere):
        amend_pillar(pillar=draft, reason="Change it.", actor=cast.ada.actor)
    assert recorded() == ["strategy.pillar_drafted"]


def test_the_same_words_twice_are_one_line(cast: Cast, pillars: list[Pillar], recorded) -> None:
    first = amend_pillar(pillar=pillars[0], reason="Say river.", actor=cast.ben.actor)
    assert amend_pillar(pillar=pillars[0], reason="Say river.", actor=cast.ben.actor) == first
    assert recorded() == ["strategy.pillar_change_refused"]


def test_the_ledger_cannot_be_flooded(cast: Cast, pillars: list[Pillar], recorded) -> None:
    for n in range(5):
        amend_pillar(pillar=pillars[0], reason=f"Reason {n}", actor=cast.ben.actor)
    with pytest.raises(TooMany):
        amend_pillar(pillar=pillars[0], reason="One more", actor=cast.ben.actor)
    assert LedgerEntry.objects.filter(move="refused").count() == 5
    assert recorded() == ["strategy.pillar_change_refused"] * 5


@pytest.mark.parametrize("reason", ["", "   ", "r" * 501])
def test_it_takes_words_to_ask(cast: Cast, pillars: list[Pillar], recorded, reason: str) -> None:
    with pytest.raises(BadInput) as refusal:
        amend_pillar(pillar=pillars[0], reason=reason, actor=cast.ben.actor)
    assert refusal.value.field == "reason" and recorded() == []
