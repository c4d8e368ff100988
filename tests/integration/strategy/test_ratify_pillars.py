"""Founders ratify two to five drafts together, once."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from groundswell.kit.errors import NotHere, Refused
from groundswell.strategy.models import LedgerEntry, Pillar
from groundswell.strategy.services.pillars import PillarWords, discard_pillar, draft_pillar, ratify_pillars


def _drafts(cast: Cast, count: int) -> list[Pillar]:
    return [
        draft_pillar(campaign=cast.campaign, words=PillarWords(f"Pillar {n}", "It holds."), actor=cast.ada.actor)
        for n in range(1, count + 1)
    ]


def test_two_drafts_become_pillars(cast: Cast, recorded) -> None:
    _drafts(cast, 2)
    found = ratify_pillars(campaign=cast.campaign, actor=cast.ada.actor)
    assert [(one.number, one.state, one.ratified_at is not None) for one in found] == [
        (1, "ratified", True),
        (2, "ratified", True),
    ]
    assert LedgerEntry.objects.filter(move="ratified").count() == 2
    assert recorded()[2:] == ["strategy.pillar_ratified"] * 2


def test_one_draft_is_too_few(cast: Cast, recorded) -> None:
    _drafts(cast, 1)
    with pytest.raises(Refused, match="two to five"):
        ratify_pillars(campaign=cast.campaign, actor=cast.ada.actor)
    assert recorded() == ["strategy.pillar_drafted"]


def test_a_member_does_not_ratify(cast: Cast, recorded) -> None:
    _drafts(cast, 2)
    with pytest.raises(NotHere):
        ratify_pillars(campaign=cast.campaign, actor=cast.ben.actor)
    assert recorded() == ["strategy.pillar_drafted"] * 2


def test_gaps_left_by_discarded_drafts_are_closed(cast: Cast, recorded) -> None:
    drafts = _drafts(cast, 4)
    discard_pillar(pillar=drafts[0], actor=cast.ada.actor)
    discard_pillar(pillar=drafts[2], actor=cast.ada.actor)
    found = ratify_pillars(campaign=cast.campaign, actor=cast.ada.actor)
    assert [(one.number, one.title) for one in found] == [(1, "Pillar 2"), (2, "Pillar 4")]
    assert recorded()[-2:] == ["strategy.pillar_ratified"] * 2


def test_nothing_is_added_or_ratified_after_that(cast: Cast, pillars: list[Pillar], recorded) -> None:
    with pytest.raises(Refused, match="vote of the members"):
        draft_pillar(campaign=cast.campaign, words=PillarWords("A third", "Too late."), actor=cast.ada.actor)
    with pytest.raises(Refused, match="vote of the members"):
        ratify_pillars(campaign=cast.campaign, actor=cast.ada.actor)
    assert recorded() == []
