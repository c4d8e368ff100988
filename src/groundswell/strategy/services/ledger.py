"""Writes the ledger: one line for every move, never a rewrite."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.strategy.models import LedgerEntry


def write_line(*, campaign_id: UUID, move: LedgerEntry.Move, reason: str = "", actor: Actor, **about: Any) -> LedgerEntry:
    """Write one line about a pillar or a tactic (and its revision); part of the deed, which has already been authorised."""
    return LedgerEntry.objects.create(
        campaign_id=campaign_id, move=move, reason=reason, member_id=actor.member_id, at=now(), **about
    )
