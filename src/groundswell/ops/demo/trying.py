"""The demo's tactics: proposed, started, adjusted, kept and dropped, each at its time and with its reason."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from groundswell.kit.clock import now
from groundswell.ops.demo.texts import read
from groundswell.ops.demo.town import Town
from groundswell.strategy.models import LedgerEntry, Tactic
from groundswell.strategy.services.tactics import TacticWords, adjust_tactic, move_tactic, propose_tactic

_LATER = 26.0  # hours until somebody learned something


def propose(town: Town) -> None:
    """Let every tactic be proposed, and become what it became."""
    for one in read("answers")["tactics"]:
        town.on(one["ago"], partial(_propose, town, one))


def _propose(town: Town, one: dict[str, Any]) -> None:
    actor = town.actor(one["proposer"])
    by_when = now().astimezone(town.campaign.zone).date() + timedelta(days=one["in_days"])
    words = TacticWords(one["what"], one["measure"], one["by_how_much"], by_when)
    community = town.communities[one["community"]] if "community" in one else None
    tactic = propose_tactic(pillar=town.pillars[one["pillar"]], community=community, words=words, actor=actor)
    if one.get("running"):
        move_tactic(tactic=tactic, move=LedgerEntry.Move.STARTED, actor=actor)
    if "adjusted" in one:
        town.on(one["ago"] - _LATER, partial(_adjust, town, tactic, words, one))
    if "ended" in one:
        town.on(one["ago"] - 24 * one["in_days"] / 2, partial(_end, town, tactic, one))


def _adjust(town: Town, tactic: Tactic, words: TacticWords, one: dict[str, Any]) -> None:
    reason, by_how_much = one["adjusted"]
    better = TacticWords(words.what, words.measure, by_how_much, words.by_when)
    adjust_tactic(tactic=tactic, words=better, reason=reason, seen=1, actor=town.actor(one["proposer"]))


def _end(town: Town, tactic: Tactic, one: dict[str, Any]) -> None:
    move, reason = one["ended"]
    move_tactic(tactic=tactic, move=LedgerEntry.Move(move), reason=reason, actor=town.actor(one["proposer"]))
