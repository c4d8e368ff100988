"""What can happen in strategy."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind(
    "strategy.pillar_drafted", summary="A pillar was drafted or its draft edited.", link="strategy:strategy", audience="members"
)
@dataclass(frozen=True, slots=True)
class PillarDrafted(Event):
    """A founder wrote or rewrote a pillar that is not ratified yet."""

    number: int
    fresh: bool


@kind("strategy.pillar_discarded", summary="The draft of a pillar was discarded.", link="strategy:strategy", audience="members")
@dataclass(frozen=True, slots=True)
class PillarDiscarded(Event):
    """A draft will not become a pillar."""

    number: int


@kind("strategy.pillar_ratified", summary="A pillar was ratified.", link="strategy:strategy", audience="public")
@dataclass(frozen=True, slots=True)
class PillarRatified(Event):
    """From now on nothing but a vote of the members changes this pillar."""

    number: int


@kind(
    "strategy.pillar_change_refused",
    summary="Someone asked to change a pillar, and the pillar held.",
    link="strategy:strategy",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class PillarChangeRefused(Event):
    """A member asked for other words; the request is on the ledger, the pillar stands."""

    number: int
    entry: uuid.UUID


@kind("strategy.tactic_proposed", summary="A tactic was proposed.", link="strategy:tactic", audience="members")
@dataclass(frozen=True, slots=True)
class TacticProposed(Event):
    """A member wrote down what they think will work, and how one would see it."""

    pillar: uuid.UUID
    community: uuid.UUID | None


@kind("strategy.tactic_adjusted", summary="A tactic was adjusted, with the reason.", link="strategy:tactic", audience="members")
@dataclass(frozen=True, slots=True)
class TacticAdjusted(Event):
    """A tactic has a new revision."""

    revision: int
    state: str


@kind("strategy.tactic_moved", summary="A tactic moved to another state.", link="strategy:tactic", audience="members")
@dataclass(frozen=True, slots=True)
class TacticMoved(Event):
    """A tactic was started, kept, dropped, withdrawn or taken up again."""

    move: str
    state: str
