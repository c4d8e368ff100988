"""A draft can be rewritten and discarded by founders; a ratified pillar cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import Cast

from groundswell.kit.errors import NotHere, Refused
from groundswell.strategy.models import LedgerEntry, Pillar
from groundswell.strategy.services.pillars import PillarWords, discard_pillar, draft_pillar, edit_pillar

WATER = PillarWords("Water you can drink", "Every tap in Ellery runs clean.")


def test_a_steward_rewrites_a_draft(cast: Cast, recorded) -> None:
    draft = draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor)
    edit_pillar(pillar=draft, words=replace(WATER, promise="Every tap."), actor=cast.ada.actor)
    draft.refresh_from_db()
    assert draft.promise == "Every tap."
    assert list(LedgerEntry.objects.order_by("id").values_list("move", flat=True)) == ["drafted", "edited"]
    assert recorded() == ["strategy.pillar_drafted"] * 2


def test_a_member_does_not(cast: Cast, recorded) -> None:
    draft = draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor)
    for deed in (
        lambda: edit_pillar(pillar=draft, words=WATER, actor=cast.ben.actor),
        lambda: discard_pillar(pillar=draft, actor=cast.ben.actor),
    ):
        with pytest.raises(NotHere):
            deed()
    assert recorded() == ["strategy.pillar_drafted"]


def test_saving_without_a_change_is_no_move(cast: Cast, recorded) -> None:
    draft = draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor)
    edit_pillar(pillar=draft, words=WATER, actor=cast.ada.actor)
    assert recorded() == ["strategy.pillar_drafted"]


def test_a_discarded_draft_is_not_edited(cast: Cast, recorded) -> None:
    draft = draft_pillar(campaign=cast.campaign, words=WATER, actor=cast.ada.actor)
    discard_pillar(pillar=draft, actor=cast.ada.actor)
    with pytest.raises(Refused, match="discarded"):
        edit_pillar(pillar=draft, words=WATER, actor=cast.ada.actor)
    assert recorded() == ["strategy.pillar_drafted", "strategy.pillar_discarded"]


def test_a_ratified_pillar_is_neither_edited_nor_discarded(cast: Cast, pillars: list[Pillar], recorded) -> None:
    with pytest.raises(Refused, match="vote of the members"):
        edit_pillar(pillar=pillars[0], words=WATER, actor=cast.ada.actor)
    with pytest.raises(Refused, match="vote of the members"):
        discard_pillar(pillar=pillars[0], actor=cast.ada.actor)
    pillars[0].refresh_from_db()
    assert pillars[0].never == "We never trade it away." and recorded() == []
