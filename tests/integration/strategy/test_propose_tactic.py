"""Any member proposes a tactic for a community they are in, or for the whole campaign."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from tests.cast import Cast

from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, NotHere
from groundswell.strategy.models import LedgerEntry, Pillar, Tactic
from groundswell.strategy.services.pillars import PillarWords, draft_pillar
from groundswell.strategy.services.tactics import TacticWords, propose_tactic


def test_a_member_of_the_community_proposes(cast: Cast, pillars: list[Pillar], words: TacticWords, recorded) -> None:
    tactic = propose_tactic(pillar=pillars[0], community=cast.ferry, words=words, actor=cast.cleo.actor)
    assert (tactic.state, tactic.community, tactic.proposed_by_id) == ("proposed", cast.ferry, cast.cleo.member.pk)
    revision = tactic.revisions.get()
    assert (revision.number, revision.what, revision.by_when) == (1, words.what, words.by_when)
    entry = LedgerEntry.objects.get(tactic=tactic)
    assert (entry.move, entry.revision) == ("proposed", revision)
    assert recorded() == ["strategy.tactic_proposed"]


def test_any_member_proposes_for_the_whole_campaign(cast: Cast, pillars: list[Pillar], words: TacticWords, recorded) -> None:
    assert propose_tactic(pillar=pillars[1], community=None, words=words, actor=cast.ben.actor).community is None
    assert recorded() == ["strategy.tactic_proposed"]


@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_nobody_proposes_for_a_community_they_are_not_in(
    cast: Cast, pillars: list[Pillar], words: TacticWords, recorded, who: str
) -> None:
    with pytest.raises(NotHere):
        propose_tactic(pillar=pillars[0], community=cast.orchard, words=words, actor=getattr(cast, who).actor)
    assert not Tactic.objects.exists() and recorded() == []


def test_a_tactic_serves_a_ratified_pillar(cast: Cast, words: TacticWords, recorded) -> None:
    draft = draft_pillar(campaign=cast.campaign, words=PillarWords("Water", "Clean."), actor=cast.ada.actor)
    with pytest.raises(BadInput) as refusal:
        propose_tactic(pillar=draft, community=None, words=words, actor=cast.ben.actor)
    assert refusal.value.field == "pillar" and recorded() == ["strategy.pillar_drafted"]


def test_the_same_form_sent_twice_proposes_once(cast: Cast, pillars: list[Pillar], words: TacticWords, recorded) -> None:
    first = propose_tactic(pillar=pillars[0], community=cast.ferry, words=words, actor=cast.ben.actor)
    assert propose_tactic(pillar=pillars[0], community=cast.ferry, words=words, actor=cast.ben.actor) == first
    propose_tactic(pillar=pillars[0], community=None, words=words, actor=cast.ben.actor)
    assert recorded() == ["strategy.tactic_proposed"] * 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "w" * 301}, "what"),
        ({"measure": "<i></i>"}, "measure"),
        ({"by_how_much": ""}, "by_how_much"),
        ({"by_when": (now() - datetime.timedelta(days=3)).date()}, "by_when"),
        ({"by_when": datetime.date(9999, 12, 31)}, "by_when"),
        ({"by_when": datetime.date.min}, "by_when"),
    ],
)
def test_a_guess_that_cannot_turn_out_wrong_is_sent_back(
    cast: Cast, pillars: list[Pillar], words: TacticWords, recorded, change: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        propose_tactic(pillar=pillars[0], community=None, words=replace(words, **change), actor=cast.ben.actor)
    assert refusal.value.field == field and recorded() == []
