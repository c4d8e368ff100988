"""Reads off the pulse who hosts and who left, and lets communities follow."""

from __future__ import annotations

import uuid

from groundswell.communities.services.following import note_host_added, note_host_left, take_out
from groundswell.pulse.reading import Row

HOSTING = {"people.role_granted", "people.role_ended"}
LEAVING = {"people.member_left", "people.member_erased"}


def follow_hosting(row: Row) -> None:
    """Keep the hosts' log, and let a community sleep that nobody hosts any more."""
    if row.data["thing"] != "community":
        return
    note = note_host_added if row.kind == "people.role_granted" else note_host_left
    note(
        community_id=uuid.UUID(row.data["thing_id"]),
        member_id=uuid.UUID(row.data["member"]),
        actor_id=row.actor_id,
    )


def follow_leaving(row: Row) -> None:
    """Who left the campaign left its communities."""
    take_out(member_id=row.subject_id)
