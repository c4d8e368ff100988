"""A thread in Ferry Street, where Ben hosts and Cleo is in, for the tests of threads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.cast import Cast, Player

from groundswell.communities.models import Post, Thread
from groundswell.communities.selectors.threads import Posts, posts_of, thread_at
from groundswell.communities.services import start_thread, write_post
from groundswell.kit.clock import now
from groundswell.people.models import Member


def begun(cast: Cast, by: Player | None = None, **words: Any) -> Thread:
    """Start a thread in Ferry Street; its first post is numbered 1."""
    said = {"title": "Jars for the samples", "text": "Who can bring jars on Sunday?", **words}
    return start_thread(community=cast.ferry, actor=(by or cast.ben).actor, **said)


def said(thread: Thread, by: Player, text: str = "I have six.", **more: Any) -> Post:
    """Write in it."""
    return write_post(thread=thread, text=text, actor=by.actor, **more)


def long_here(*players: Player) -> None:
    """Let these have joined a month ago: their links need not wait."""
    Member.objects.filter(pk__in=[one.member.pk for one in players if one.member]).update(joined_at=now() - timedelta(days=30))


def read(thread: Thread, by: Player, **where: int) -> Posts:
    """Return what somebody sees of it."""
    return posts_of(thread_at(by.actor, thread.pk), by.actor, **where)
