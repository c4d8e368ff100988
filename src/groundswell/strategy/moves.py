"""Which moves a tactic may make from which state, and where each leads; the table is checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping

from groundswell.strategy.models import LedgerEntry, Tactic

State, Move = Tactic.State, LedgerEntry.Move
Table = Mapping[LedgerEntry.Move, Mapping[Tactic.State, Tactic.State]]

TACTIC_MOVES: Table = {
    Move.STARTED: {State.PROPOSED: State.RUNNING},
    # A kept tactic that is changed is a new guess: it runs again until it is kept again.
    Move.ADJUSTED: {State.PROPOSED: State.PROPOSED, State.RUNNING: State.RUNNING, State.KEPT: State.RUNNING},
    Move.KEPT: {State.RUNNING: State.KEPT},
    Move.DROPPED: {State.RUNNING: State.DROPPED, State.KEPT: State.DROPPED, State.PROPOSED: State.DROPPED},
    Move.WITHDRAWN: {State.PROPOSED: State.WITHDRAWN},
    Move.RESUMED: {State.DROPPED: State.RUNNING, State.WITHDRAWN: State.PROPOSED},
}

# The moves that need no new words, each one press on the tactic's page.
PLAIN_MOVES = (Move.STARTED, Move.KEPT, Move.DROPPED, Move.WITHDRAWN, Move.RESUMED)
# Those that say why: what was seen, or what changed.
WITH_REASON = frozenset({Move.ADJUSTED, Move.KEPT, Move.DROPPED, Move.RESUMED})


def next_state(move: LedgerEntry.Move, state: str) -> Tactic.State | None:
    """Return where ``move`` leads from ``state``, or None when it may not be made."""
    return TACTIC_MOVES.get(move, {}).get(Tactic.State(state))


def open_moves(state: str) -> list[LedgerEntry.Move]:
    """Return the moves that may be made from ``state``."""
    return [move for move in TACTIC_MOVES if next_state(move, state) is not None]


def check(table: Table) -> None:
    """Raise ValueError unless every state can be reached from the first and can be left again."""
    reached = {State.PROPOSED}
    while grown := {to for ways in table.values() for start, to in ways.items() if start in reached} - reached:
        reached |= grown
    if missing := set(State) - reached:
        raise ValueError(f"no move leads to {', '.join(sorted(missing))}")
    if stuck := set(State) - {start for ways in table.values() for start in ways}:
        raise ValueError(f"no move leads out of {', '.join(sorted(stuck))}")
    if empty := [move for move, ways in table.items() if not ways]:
        raise ValueError(f"these moves lead nowhere: {', '.join(sorted(empty))}")


check(TACTIC_MOVES)
