"""The doors of strategy: a draft of Ada's, two ratified pillars, and a tactic that Cleo proposed for Ferry Street."""

from __future__ import annotations

import datetime
from typing import Any

from groundswell.kit.clock import now
from groundswell.strategy.models import LedgerEntry, Tactic
from groundswell.strategy.services.pillars import PillarWords, draft_pillar
from groundswell.strategy.services.tactics import TacticWords, propose_tactic
from tests.cast import Cast
from tests.doors import Make
from tests.stages import ratified


def proposed(cast: Cast) -> Tactic:
    """Cleo's tactic for Ferry Street."""
    words = TacticWords(
        what="Read the water samples out loud at the board",
        measure="people at the next meeting",
        by_how_much="20 more than last time",
        by_when=(now() + datetime.timedelta(days=30)).date(),
    )
    return propose_tactic(pillar=ratified(cast)[0], community=cast.ferry, words=words, actor=cast.cleo.actor)


def _draft(cast: Cast) -> dict[str, Any]:
    words = PillarWords("Water you can drink", "Every tap in Ellery runs clean.")
    return {"number": draft_pillar(campaign=cast.campaign, words=words, actor=cast.ada.actor).number}


def _pillar(cast: Cast) -> dict[str, Any]:
    return {"number": ratified(cast)[0].number}


def _tactic(cast: Cast) -> dict[str, Any]:
    return {"tactic": proposed(cast).pk}


def _line(cast: Cast) -> dict[str, Any]:
    return {"entry": LedgerEntry.objects.get(tactic=proposed(cast)).pk}


ARGUMENTS: dict[str, Make] = {
    "strategy:pillar": _pillar,
    "strategy:pillar of a draft": _draft,
    "strategy:edit_pillar": _draft,
    "strategy:discard_pillar": _draft,
    "strategy:amend_pillar": _pillar,
    "strategy:tactic": _tactic,
    "strategy:adjust_tactic": _tactic,
    "strategy:move_tactic": lambda cast: {**_tactic(cast), "move": "started"},
    "strategy:move_tactic withdrawing": lambda cast: {**_tactic(cast), "move": "withdrawn"},
    "strategy:ledger_entry": _line,
}
