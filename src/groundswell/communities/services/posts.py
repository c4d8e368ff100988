"""Writes posts into threads, changes them, takes them back and lets those through that waited for a host."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.communities.events import PostChanged, PostDeleted, PostLetThrough, PostRestored, PostWaits, PostWritten
from groundswell.communities.limits import POSTS, REGRET, TEXT
from groundswell.communities.linking import is_new
from groundswell.communities.models import Community, EarlierText, LogEntry, Poll, Post, Thread
from groundswell.communities.outward import sites_named
from groundswell.communities.policies import can_change_post, can_moderate, can_tend_thread, can_write_post
from groundswell.communities.prose import links_in
from groundswell.communities.selectors import hidden, is_in
from groundswell.communities.services.log import write_line
from groundswell.communities.services.naming import keep_mentions, named_in
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow, not_here
from groundswell.kit.ids import keyed, uuid7
from groundswell.kit.limits import spend
from groundswell.kit.text import passage
from groundswell.people.models import Member
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record


@transaction.atomic
def write_post(
    *,
    thread: Thread,
    text: str,
    answers: Post | None = None,
    picked: Collection[UUID] = (),
    key: UUID | None = None,
    actor: Actor,
) -> Post:
    """Write in a thread, as an answer to another post of it or not; ``key`` is the form's, so that it is written once.

    ``picked`` are those whom its writer picked from the list of names: of two who share a name they are meant.
    """
    allow(can_write_post(actor, is_in=is_in(actor, thread.community_id)))
    thread = locked(thread=thread)
    if same := written_already(key=key, actor=actor):  # asked while the thread is held: the twin of this form may just be done
        return same
    allow(not hidden([thread.pk]))
    if thread.closed_at is not None:
        raise Refused(
            _("This thread is closed. What you wrote is still here: start a new one with it, or ask a host to open it.")
        )
    if answers is not None and answers.thread_id != thread.pk:
        not_here()
    return put_post(thread=thread, text=text, answers=answers, picked=picked, key=key, actor=actor)


@transaction.atomic
def edit_post(*, post: Post, text: str, picked: Collection[UUID] = (), actor: Actor) -> Post:
    """Change what one wrote; it is marked, and what it said before is kept."""
    post = _own(post, actor)
    allow(is_in(actor, post.thread.community_id) and not hidden([post.thread_id]))
    if post.thread.closed_at is not None:
        raise Refused(_("This thread is closed. What it says stays as it is, but you can take your own words back."))
    if Poll.objects.filter(post=post).exists():
        raise Refused(_("People vote on these words, so they stay. You can take the poll back and start another."))
    said, named = named_in(text=checked(text=text), thread=post.thread, picked=picked, before=post)
    if said == post.text:
        return post
    spend(POSTS, str(actor.member_id))
    if _waits(said, post.thread.community, actor) and _leads(said) - _leads(post.text):
        words = _("You joined less than three days ago, so a host looks at links first. Put this link into a post of its own.")
        raise BadInput(words, field="text")
    EarlierText.objects.create(campaign_id=post.campaign_id, post=post, text=post.text, until=now())
    post.text, post.edited_at = said, now()
    post.save(update_fields=["text", "edited_at"])
    keep_mentions(post=post, named=named, actor=actor)
    record(PostChanged(**_place(post)), actor=actor, subject=post)
    return post


@transaction.atomic
def delete_post(*, post: Post, actor: Actor) -> Post:
    """Take back what one wrote; a mark stays, and for a day it can be restored."""
    post = _own(post, actor, gone=True)
    if post.deleted_at is None:
        post.deleted_at = now()
        post.save(update_fields=["deleted_at"])
        record(PostDeleted(**_place(post)), actor=actor, subject=post)
    return post


@transaction.atomic
def restore_post(*, post: Post, actor: Actor) -> Post:
    """Let what one took back stand again."""
    post = _own(post, actor, gone=True)
    if post.deleted_at is None:
        return post
    if post.deleted_at < now() - REGRET:
        raise Refused(_("You took this back more than a day ago, and its words are gone."))
    post.deleted_at = None
    post.save(update_fields=["deleted_at"])
    record(PostRestored(**_place(post)), actor=actor, subject=post)
    return post


@transaction.atomic
def let_through(*, post: Post, actor: Actor) -> Post:
    """Give a post with a link its place; what is not let through is hidden like anything else, with a reason."""
    allow(can_tend_thread(actor, post.thread.community))
    thread = locked(thread=post.thread)
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.number is not None or post.deleted_at is not None:
        return post
    give_place(post=post, thread=thread)
    post.save(update_fields=["number", "placed_at"])
    write_line(
        campaign_id=post.campaign_id,
        move=LogEntry.Move.LET_THROUGH,
        community=thread.community,
        subject_type="communities.Post",
        subject_id=post.pk,
        actor=actor,
    )
    record(PostLetThrough(thread=thread.pk, community=thread.community_id), actor=actor, subject=post)
    return post


def put_post(
    *,
    thread: Thread,
    text: str,
    also: str = "",
    answers: Post | None = None,
    picked: Collection[UUID] = (),
    key: UUID | None,
    actor: Actor,
) -> Post:
    """Write a post into a thread that is held; part of a deed that has authorised it.

    ``also`` is what is shown with it: a link in the title of a thread waits with its first post.
    """
    said, named = named_in(text=checked(text=text), thread=thread, picked=picked)
    spend(POSTS, str(actor.member_id))
    writer = member_of(actor)
    post = Post(
        id=keyed(key, writer.pk) if key else uuid7(),
        campaign_id=thread.campaign_id,
        thread=thread,
        written_by=writer,
        answers=answers,
        text=said,
        written_at=now(),
    )
    waits = _waits(f"{also}\n{said}", thread.community, actor, writer)
    if not waits:
        give_place(post=post, thread=thread)
    insert_once(row=post)
    keep_mentions(post=post, named=named, actor=actor)
    event = PostWaits if waits else PostWritten
    record(event(thread=thread.pk, community=thread.community_id), actor=actor, subject=post)
    return post


def insert_once(*, row: Post | Thread) -> None:
    """Write a new row; the same form sent twice at the same moment writes one, and the other finds nothing here to write."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        not_here()


def give_place(*, post: Post, thread: Thread) -> None:
    """Let a post be the newest of its thread, which is held; the caller writes the post."""
    thread.post_count += 1
    thread.latest, thread.latest_at = uuid7(), now()
    thread.save(update_fields=["post_count", "latest", "latest_at"])
    post.number, post.placed_at = thread.post_count, now()


def locked(*, thread: Thread) -> Thread:
    """Return the thread, held until the deed is done: posts get their places one after the other."""
    return Thread.objects.select_for_update(of=("self",)).select_related("community").get(pk=thread.pk)


def written_already(*, key: UUID | None, actor: Actor) -> Post | None:
    """Return what the same form, sent twice, wrote."""
    if key is None or actor.member_id is None:
        return None
    return Post.objects.filter(pk=keyed(key, actor.member_id), written_by_id=actor.member_id).first()


def checked(*, text: str) -> str:
    """Return the words of a post as they may be kept."""
    return passage(text, limit=TEXT, field="text", empty=_("Write something first."))


def _own(post: Post, actor: Actor, *, gone: bool = False) -> Post:
    """Return one's own post, held; one that was taken back is there only for who restores it."""
    allow(can_change_post(actor, post))
    held = Post.objects.select_for_update(of=("self",)).select_related("thread__community")
    found = held.get(pk=post.pk)
    return found if gone or found.deleted_at is None else not_here()


def _waits(text: str, community: Community, actor: Actor, writer: Member | None = None) -> bool:
    """Whether a post has a link and its writer is new in the campaign; whoever looks after the community need not wait."""
    if not sites_named(text) or can_moderate(actor, community) or actor.is_steward:
        return False
    return is_new(writer or member_of(actor))


def _leads(text: str) -> set[str]:
    """Return all that leads out of a text: whole links, and sites that are only named."""
    return {*links_in(text), *sites_named(text)}


def _place(post: Post) -> dict[str, Any]:
    return {"thread": post.thread_id, "community": post.thread.community_id}
