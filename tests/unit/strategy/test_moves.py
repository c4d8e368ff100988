"""The table of a tactic's moves is sound, and an unsound one is refused when it is read."""

from __future__ import annotations

import pytest

from groundswell.strategy.models import LedgerEntry, Tactic
from groundswell.strategy.moves import TACTIC_MOVES, check, next_state, open_moves

Move, State = LedgerEntry.Move, Tactic.State


def test_what_may_be_done_from_each_state() -> None:
    assert {state: set(open_moves(state)) for state in State} == {
        State.PROPOSED: {Move.STARTED, Move.ADJUSTED, Move.DROPPED, Move.WITHDRAWN},
        State.RUNNING: {Move.ADJUSTED, Move.KEPT, Move.DROPPED},
        State.KEPT: {Move.ADJUSTED, Move.DROPPED},
        State.DROPPED: {Move.RESUMED},
        State.WITHDRAWN: {Move.RESUMED},
    }


def test_a_pillars_moves_are_none_of_a_tactics() -> None:
    assert next_state(Move.RATIFIED, State.PROPOSED) is None


def test_a_state_nothing_leads_to_is_refused() -> None:
    table = {move: ways for move, ways in TACTIC_MOVES.items() if move != Move.KEPT}
    with pytest.raises(ValueError, match="leads to kept"):
        check(table)


def test_a_state_nothing_leads_out_of_is_refused() -> None:
    table = {move: ways for move, ways in TACTIC_MOVES.items() if move != Move.RESUMED}
    with pytest.raises(ValueError, match="out of dropped, withdrawn"):
        check(table)


def test_a_move_without_ways_is_refused() -> None:
    with pytest.raises(ValueError, match="lead nowhere: edited"):
        check({**TACTIC_MOVES, Move.EDITED: {}})
