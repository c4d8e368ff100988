"""A tactic is started, kept, dropped, withdrawn and taken up again by the table of moves, each one line on the ledger."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.strategy.models import LedgerEntry, Tactic
from groundswell.strategy.services.tactics import move_tactic

Move = LedgerEntry.Move


def test_it_runs_and_is_kept(cast: Cast, tactic: Tactic, recorded) -> None:
    assert move_tactic(tactic=tactic, move=Move.STARTED, actor=cast.cleo.actor).state == "running"
    assert move_tactic(tactic=tactic, move=Move.KEPT, reason="24 more came.", actor=cast.ben.actor).state == "kept"
    lines = LedgerEntry.objects.filter(tactic=tactic).order_by("id").values_list("move", "reason")
    assert list(lines) == [("proposed", ""), ("started", ""), ("kept", "24 more came.")]
    assert recorded() == ["strategy.tactic_moved"] * 2


def test_whoever_proposed_it_withdraws_it_and_brings_it_back(cast: Cast, tactic: Tactic, recorded) -> None:
    assert move_tactic(tactic=tactic, move=Move.WITHDRAWN, actor=cast.ben.actor).state == "withdrawn"
    assert move_tactic(tactic=tactic, move=Move.RESUMED, reason="I was wrong.", actor=cast.cleo.actor).state == "proposed"
    assert LedgerEntry.objects.filter(tactic=tactic).count() == 3
    assert recorded() == ["strategy.tactic_moved"] * 2


def test_another_member_does_not_withdraw_it(cast: Cast, tactic: Tactic, recorded) -> None:
    with pytest.raises(NotHere):
        move_tactic(tactic=tactic, move=Move.WITHDRAWN, actor=cast.cleo.actor)
    assert recorded() == []


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_outside_the_community_nobody_moves_it(cast: Cast, tactic: Tactic, recorded, who: str) -> None:
    with pytest.raises(NotHere):
        move_tactic(tactic=tactic, move=Move.STARTED, actor=getattr(cast, who).actor)
    assert recorded() == []


def test_a_move_that_is_not_on_the_table_is_refused(cast: Cast, tactic: Tactic, recorded) -> None:
    with pytest.raises(Refused, match="proposed"):
        move_tactic(tactic=tactic, move=Move.KEPT, reason="It worked.", actor=cast.ben.actor)
    move_tactic(tactic=tactic, move=Move.STARTED, actor=cast.ben.actor)
    with pytest.raises(Refused, match="running"):  # a stale tab
        move_tactic(tactic=tactic, move=Move.STARTED, actor=cast.cleo.actor)
    assert recorded() == ["strategy.tactic_moved"]


@pytest.mark.parametrize("move", [Move.DROPPED, Move.KEPT])
def test_it_takes_a_reason_to_end(cast: Cast, tactic: Tactic, recorded, move: LedgerEntry.Move) -> None:
    with pytest.raises(BadInput) as refusal:
        move_tactic(tactic=tactic, move=move, actor=cast.ben.actor)
    assert refusal.value.field == "reason" and recorded() == []
