"""Starts threads, tends them (closed, open, pinned), and keeps how far each member has read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.communities.events import ThreadStarted, ThreadTended
from groundswell.communities.limits import MOST_PINNED, THREADS, TITLE
from groundswell.communities.models import Community, LogEntry, Thread
from groundswell.communities.policies import can_tend_thread, can_write_post
from groundswell.communities.selectors import is_in
from groundswell.communities.services.log import write_line
from groundswell.communities.services.posts import checked, locked, put_post, written_already
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import NotHere, Refused, allow, not_here
from groundswell.kit.ids import uuid7
from groundswell.kit.limits import spend
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record

# What a press does: the field it moves, whether it sets it, the line it leaves on the hosts' log.
TENDED = {
    "close": ("closed_at", True, LogEntry.Move.CLOSED),
    "open": ("closed_at", False, LogEntry.Move.OPENED),
    "pin": ("pinned_at", True, LogEntry.Move.PINNED),
    "unpin": ("pinned_at", False, LogEntry.Move.UNPINNED),
}


@transaction.atomic
def start_thread(
    *,
    community: Community,
    title: str,
    text: str,
    picked: Collection[UUID] = (),
    key: UUID | None = None,
    actor: Actor,
) -> Thread:
    """Start a thread with its first post; ``key`` is the form's, so that one sent twice starts one."""
    allow(can_write_post(actor, is_in=is_in(actor, community.pk)))
    if same := written_already(key=key, actor=actor):
        return Thread.objects.get(pk=same.thread_id)
    title = line(title, limit=TITLE, field="title", empty=_("Say in a few words what it is about."))
    text = checked(text=text)
    spend(THREADS, str(actor.member_id))
    thread = Thread(
        campaign_id=community.campaign_id, community=community, title=title, started_by=member_of(actor), started_at=now()
    )
    try:
        with transaction.atomic():
            thread.save(force_insert=True)
            record(ThreadStarted(community=community.pk), actor=actor, subject=thread)
            put_post(thread=thread, text=text, also=title, picked=picked, key=key, actor=actor)
    except NotHere:  # the twin of this form came first
        same = written_already(key=key, actor=actor) or not_here()
        return Thread.objects.get(pk=same.thread_id)
    return thread


@transaction.atomic
def tend_thread(*, thread: Thread, move: str, reason: str = "", actor: Actor) -> Thread:
    """Close a thread with a reason anyone can read, open it again, pin it or unpin it; all of it on the hosts' log."""
    allow(move in TENDED and can_tend_thread(actor, thread.community))
    field, sets, logged = TENDED[move]
    thread = locked(thread=thread)
    needed = _("Say why. Everyone can read it.") if move == "close" else ""
    reason = line(reason, limit=500, field="reason", empty=needed)
    if (getattr(thread, field) is not None) == sets:
        return thread
    if (
        move == "pin"
        and Thread.objects.filter(community_id=thread.community_id, pinned_at__isnull=False).count() >= MOST_PINNED
    ):
        raise Refused(_("Three threads are pinned already. Unpin one first."))
    setattr(thread, field, now() if sets else None)
    thread.save(update_fields=[field])
    write_line(
        campaign_id=thread.campaign_id,
        move=logged,
        community=thread.community,
        subject_type="communities.Thread",
        subject_id=thread.pk,
        reason=reason,
        actor=actor,
    )
    record(ThreadTended(move=move, community=thread.community_id), actor=actor, subject=thread)
    return thread


def note_seen(*, thread: Thread, number: int, actor: Actor) -> None:
    """Keep how far the actor has read; nothing of it is on the pulse, for it is nobody else's business."""
    if actor.member_id is None or number < 1:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO communities_seen AS kept (id, campaign_id, thread_id, member_id, number) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (campaign_id, member_id, thread_id) DO UPDATE SET number = EXCLUDED.number "
            "WHERE kept.number < EXCLUDED.number",
            [uuid7(), thread.campaign_id, thread.pk, actor.member_id, number],
        )
