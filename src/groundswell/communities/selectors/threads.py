"""Reads threads and posts: who may read is asked with the thing itself, and what one page shows costs the same at any size."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from groundswell.communities.models import Community, EarlierText, Hiding, Membership, Post, Seen, Thread
from groundswell.communities.policies import can_tend_thread, posts_visible_to, threads_visible_to
from groundswell.communities.prose import Piece, paragraphs_of, worded
from groundswell.communities.selectors.communities import hidden
from groundswell.communities.selectors.naming import names_in
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import newest_first

SIZE = 30
FEW = 5
EXCERPT = 140


@dataclass(frozen=True, slots=True)
class Entry:
    """A thread in a list."""

    row: Thread
    hiding: Hiding | None
    unread: int  # posts since this reader was here; none for who is not in the community


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post as it is read."""

    row: Post
    paragraphs: list[list[list[Piece]]]
    hiding: Hiding | None
    answers: str  # the first words of what it answers
    is_own: bool
    is_new: bool
    may_restore: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """A stretch of a thread, in the order it was written."""

    shown: Sequence[ShownPost]
    first: ShownPost | None  # what the thread began with, where the stretch does not hold it
    earlier: int | None  # go on from here towards the beginning
    later: int | None  # go on from here towards the end
    seen: int
    waiting: Sequence[ShownPost]
    hiding: Hiding | None  # of the thread itself


def readable(actor: Actor) -> QuerySet[Thread]:
    """Return the threads this actor may read."""
    return threads_visible_to(actor, Thread.objects.select_related("community", "started_by__person"))


def thread_at(actor: Actor, thread_id: uuid.UUID) -> Thread:
    """Return a thread that is there for the actor, with ``inside`` (in its community) and ``seen_so_far``: one query.

    One whose first post waits is there for its starter and the hosts.
    """
    if actor.member_id is None:
        not_here()
    seen = Seen.objects.filter(member_id=actor.member_id, thread=OuterRef("pk")).values("number")[:1]
    places = Membership.objects.filter(member_id=actor.member_id, community=OuterRef("community"), state=Membership.State.IN)
    told = readable(actor).annotate(inside=Exists(places), seen_so_far=Coalesce(Subquery(seen), 0))
    found = told.filter(pk=thread_id).first() or not_here()
    if found.latest is None and found.started_by_id != actor.member_id and not can_tend_thread(actor, found.community):
        not_here()
    return found


def post_at(actor: Actor, post_id: uuid.UUID) -> Post:
    """Return a post that is there for the actor."""
    found = posts_visible_to(actor, Post.objects.filter(pk=post_id))
    return found.select_related("thread__community", "written_by__person").first() or not_here()


def threads_of(
    community: Community, actor: Actor, *, before: str = "", size: int = SIZE
) -> tuple[list[Entry], list[Entry], uuid.UUID | None]:
    """Return the pinned threads (on the first page), those that moved last, and the key to go on from: four queries."""
    rows = readable(actor).filter(community=community, latest__isnull=False)
    pinned = [] if before else list(rows.filter(pinned_at__isnull=False).order_by("pinned_at"))
    page = newest_first(rows.filter(pinned_at__isnull=True), before=before, size=size, by="latest")
    entries = _entries([*pinned, *page.rows], actor)
    return entries[: len(pinned)], entries[len(pinned) :], page.older


def _entries(rows: Sequence[Thread], actor: Actor) -> list[Entry]:
    covered = hidden(row.pk for row in rows)
    seen: dict[uuid.UUID, int] = {}
    if actor.member_id and rows:
        kept = Seen.objects.filter(member_id=actor.member_id, thread__in=[row.pk for row in rows])
        seen = dict(kept.values_list("thread_id", "number"))
    return [Entry(row, covered.get(row.pk), row.post_count - seen.get(row.pk, 0)) for row in rows]


def posts_of(thread: Thread, actor: Actor, *, before: int | None = None, after: int | None = None) -> Posts:
    """Return a stretch of a thread: its end, or what comes before or after a number; by key, so as fast at the 2,800th."""
    standing = Post.objects.filter(thread=thread, number__isnull=False).select_related("written_by__person", "answers")
    if after is not None:
        rows = list(standing.filter(number__gt=after).order_by("number")[:SIZE])
    else:
        wanted = standing.filter(number__lt=before) if before is not None else standing
        rows = list(wanted.order_by("-number")[:SIZE])[::-1]
    first_number, last_number = (rows[0].number or 0, rows[-1].number or 0) if rows else (0, 0)
    others = _first_and_waiting(thread, actor)
    first = [one for one in others if one.number == 1 and first_number > 1]
    waiting = [one for one in others if one.number is None]
    covered = hidden({thread.pk, *_with_quoted([*rows, *others])})
    seen: int = thread.seen_so_far  # type: ignore[attr-defined]
    shown = _shown([*first, *rows, *waiting], actor, seen, covered)
    middle = shown[len(first) : len(first) + len(rows)]
    return Posts(
        shown=middle,
        first=shown[0] if first else None,
        earlier=first_number if first_number > (2 if first else 1) else None,
        later=last_number if last_number < thread.post_count else None,
        seen=seen,
        waiting=shown[len(first) + len(rows) :],
        hiding=covered.get(thread.pk),
    )


def _first_and_waiting(thread: Thread, actor: Actor) -> list[Post]:
    """Return what the thread began with, and what waits for a host: for the hosts, and for whoever wrote it."""
    waits = Q(number__isnull=True, deleted_at__isnull=True)
    if not can_tend_thread(actor, thread.community):
        waits &= Q(written_by_id=actor.member_id)
    rows = Post.objects.filter(Q(number=1) | waits, thread=thread)
    return list(rows.select_related("written_by__person", "answers").order_by("id")[: SIZE + 1])


def _with_quoted(rows: Sequence[Post]) -> dict[uuid.UUID, Post]:
    return {one.pk: one for row in rows for one in (row, row.answers) if one is not None}


def _shown(rows: Sequence[Post], actor: Actor, seen: int, covered: Mapping[uuid.UUID, Hiding]) -> list[ShownPost]:
    names = names_in(_with_quoted(rows).values())
    return [
        ShownPost(
            row=row,
            paragraphs=[] if row.deleted_at else paragraphs_of(row.text, names.get(row.pk, {})),
            hiding=covered.get(row.pk),
            answers=_excerpt(row.answers, covered, names),
            is_own=actor.is_member and row.written_by_id == actor.member_id,
            is_new=bool(seen) and row.number is not None and row.number > seen and row.written_by_id != actor.member_id,
            may_restore=row.deleted_at is not None and bool(row.text),
        )
        for row in rows
    ]


def _excerpt(post: Post | None, covered: Mapping[uuid.UUID, Hiding], names: Mapping[uuid.UUID, Mapping[uuid.UUID, str]]) -> str:
    if post is None or post.deleted_at or post.pk in covered:
        return ""
    return shortened(worded(post.text, names.get(post.pk, {})), EXCERPT)


def shortened(text: str, most: int) -> str:
    """Return the first words of a text in one line."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def words_of(posts: Iterable[Post]) -> dict[uuid.UUID, str]:
    """Return the words of posts with the names of those they name: one query."""
    rows = list(posts)
    names = names_in(rows)
    return {one.pk: worded(one.text, names.get(one.pk, {})) for one in rows}


def earlier_texts(post: Post) -> list[EarlierText]:
    """Return what a post said before, the newest first; nothing of what was taken back or hidden."""
    if post.deleted_at or hidden([post.pk, post.thread_id]):
        return []
    return list(EarlierText.objects.filter(post=post).order_by("-id")[:SIZE])


def waiting_in(community: Community) -> int:
    """Return how many posts wait for a host."""
    rows = Post.objects.filter(thread__community=community, number__isnull=True, deleted_at__isnull=True)
    return rows.exclude(pk__in=Hiding.objects.filter(community=community, lifted_at__isnull=True).values("subject_id")).count()
