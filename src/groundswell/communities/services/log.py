"""Writes the hosts' log: one public line for every deed done in the name of a community."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from groundswell.communities.models import LogEntry
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now


def write_line(*, campaign_id: UUID, move: LogEntry.Move, actor: Actor, **about: Any) -> LogEntry:
    """Write one line; part of the deed, which has already been authorised."""
    return LogEntry.objects.create(campaign_id=campaign_id, move=move, member_id=actor.member_id, at=now(), **about)
