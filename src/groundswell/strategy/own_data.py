"""What the strategy room keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.people.models import Member
from groundswell.strategy.models import LedgerEntry, Tactic, TacticRevision


def kept_about(member: Member) -> dict[str, Any]:
    """Return the tactics a member proposed and put into words, and their moves on the ledger."""
    proposed = Tactic.objects.filter(proposed_by=member).order_by("proposed_at")
    words = TacticRevision.objects.filter(revised_by=member).order_by("revised_at")
    moves = LedgerEntry.objects.filter(member=member).order_by("at")
    return {
        "proposed": list(proposed.values("id", "state", "pillar__title", "community__name", "proposed_at")),
        "words": list(words.values("tactic_id", "number", "what", "measure", "by_how_much", "by_when", "reason", "revised_at")),
        "moves": list(moves.values("move", "pillar__title", "tactic_id", "reason", "at")),
    }
