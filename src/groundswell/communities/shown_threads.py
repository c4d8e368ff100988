"""What the pages of threads show, and what this reader may do next."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from groundswell.communities.models import Community, Post, Thread
from groundswell.communities.policies import can_read_threads, can_tend_thread
from groundswell.communities.selectors import hidden, is_in
from groundswell.communities.selectors.polls import polls_of
from groundswell.communities.selectors.threads import (
    FEW,
    SIZE,
    Posts,
    earlier_texts,
    posts_of,
    shortened,
    threads_of,
    words_of,
)
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here

QUOTED = 140


def threads(community: Community, actor: Actor, asked: Mapping[str, str], *, inside: bool | None = None) -> dict[str, Any]:
    """Return a page of a community's threads, or (``few``) the part of it on the community's own page."""
    inside = is_in(actor, community.pk) if inside is None else inside
    if not can_read_threads(actor, community, is_in=inside):
        not_here()
    few, before = bool(asked.get("few")), asked.get("before", "")
    pinned, entries, older = threads_of(community, actor, before=before, size=FEW if few else SIZE)
    return {
        "community": community,
        "pinned": pinned,
        "entries": entries,
        "older": older,
        "first": not before,
        "few": few,
        "is_in": inside,
    }


def on_community(community: Community, actor: Actor, *, inside: bool) -> dict[str, Any] | None:
    """Return the newest threads for a community's own page; None for whom they are not."""
    if not can_read_threads(actor, community, is_in=inside):
        return None
    return threads(community, actor, {"few": "1"}, inside=inside)


def thread(row: Thread, actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what a thread's page shows: a stretch of it, the end unless something else was asked for."""
    posts = posts_of(row, actor, before=_number(asked.get("before")), after=_number(asked.get("after")))
    rows = [one.row for one in ((posts.first,) if posts.first else ()) + (*posts.shown, *posts.waiting)]
    return {
        "thread": row,
        "community": row.community,
        "hiding": posts.hiding,
        "posts": posts,
        "polls": polls_of(rows, actor),
        "is_in": row.inside,  # type: ignore[attr-defined]
        "may_tend": can_tend_thread(actor, row.community),
        "at_end": posts.later is None,
    }


def newly_seen(posts: Posts) -> int:
    """Return the number of the last post of a stretch when nothing so late was read before, else 0."""
    last = max((one.row.number or 0 for one in posts.shown), default=0)
    return last if last > posts.seen else 0


def quoted(row: Thread, key: str) -> tuple[Post, str] | None:
    """Return the post of this thread that is to be answered, with its first words."""
    with suppress(ValueError):
        standing = Post.objects.filter(thread=row, number__isnull=False, deleted_at__isnull=True)
        found = standing.select_related("written_by__person").filter(pk=UUID(key)).first()
        if found and not hidden([found.pk]):
            return found, shortened(words_of([found])[found.pk], QUOTED)
    return None


def earlier(post: Post) -> dict[str, Any]:
    """Return what a post says and said before."""
    texts = earlier_texts(post)
    words = [words_of([Post(pk=post.pk, text=one.text)])[post.pk] for one in texts]
    return {"post": post, "earlier": list(zip(texts, words, strict=True)), "words": words_of([post])[post.pk]}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
