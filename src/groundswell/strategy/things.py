"""What people write in strategy, as hosts and stewards look at it when it is reported."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from groundswell.communities.moderation import Thing
from groundswell.kit.actor import Actor
from groundswell.strategy.models import LedgerEntry, TacticRevision
from groundswell.strategy.policies import can_read_entry, can_see_tactics


def revisions(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """Return revisions of tactics; the hosts of the tactic's community look after them."""
    if not can_see_tactics(actor):
        return {}
    found = TacticRevision.objects.filter(pk__in=ids).select_related("tactic")
    return {
        one.pk: Thing(
            title=one.what,
            page="strategy:tactic",
            args=(one.tactic_id,),
            anchor=f"r-{one.number}",
            community_id=one.tactic.community_id,
            written_by=one.revised_by_id,
        )
        for one in found
    }


def ledger_entries(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """Return lines of the ledger with a reason; stewards look after those of pillars, hosts after those of their tactics."""
    found = LedgerEntry.objects.filter(pk__in=ids).exclude(reason="").select_related("pillar", "tactic")
    return {
        one.pk: Thing(
            title=one.reason,
            page="strategy:ledger_entry",
            args=(one.pk,),
            community_id=one.tactic.community_id if one.tactic else None,
            written_by=one.member_id,
        )
        for one in found
        if can_read_entry(actor, one)
    }
