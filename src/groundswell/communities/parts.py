"""Which parts of pages move when something happens in communities."""

from __future__ import annotations

from groundswell.kit.live import Happened, room

OF_THE_DIRECTORY = (
    "communities.community_founded",
    "communities.community_described",
    "communities.community_slept",
    "communities.community_woke",
)
OF_ONE = ("communities.member_entered", "communities.member_left")


def of_directory(row: Happened) -> list[str]:
    """Name the rooms of the directory and of the community's own page."""
    return [room("communities", "all"), room("community", row.subject_id)]


def of_one(row: Happened) -> list[str]:
    """Name the room of the community's own page."""
    return [room("community", row.subject_id)]
