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

OF_THREADS = ("communities.thread_started", "communities.thread_tended")
OF_POSTS = (
    "communities.post_written",
    "communities.post_let_through",
    "communities.post_changed",
    "communities.post_deleted",
    "communities.post_restored",
    "communities.poll_asked",
    "communities.poll_closed",
    "communities.poll_counted",
)


def of_directory(row: Happened) -> list[str]:
    """Name the rooms of the directory and of the community's own page."""
    return [room("communities", "all"), room("community", row.subject_id)]


def of_one(row: Happened) -> list[str]:
    """Name the room of the community's own page."""
    return [room("community", row.subject_id)]


def of_thread(row: Happened) -> list[str]:
    """Name the rooms of a thread's page and of its community's threads."""
    return [room("thread", row.subject_id), room("threads", row.data["community"])]


def of_post(row: Happened) -> list[str]:
    """Name the rooms of the thread a post is in and of its community's threads."""
    return [room("thread", row.data["thread"]), room("threads", row.data["community"])]
