"""Gathers what was written in members' communities since their last digest: one notice a community, however many posts.

What somebody read, wrote, was named in, muted or was told before is not in it; nor what was taken back or hidden.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.errors import allow
from groundswell.kit.inserts import insert_many
from groundswell.notify.models import Notice, Preference
from groundswell.notify.policies import can_tell_members
from groundswell.notify.reasons import THREADS
from groundswell.notify.selectors.shown_threads import label

# A post is written a moment before it is committed: what is younger than this waits for the next digest, so none is missed.
_MARGIN = timedelta(minutes=1)
_OLDEST = timedelta(days=2)  # for the first digest of somebody: not a month of posts at once
_OF_DAYS = uuid.UUID("0d3f1b52-6a0c-5a0e-8c39-5d6a2c6b9f11")

_WRITTEN = """
WITH places AS MATERIALIZED (
    SELECT inside.campaign_id, inside.member_id, inside.community_id,
        coalesce(
            (SELECT told.made_at FROM notify_notice told
                WHERE told.campaign_id = inside.campaign_id AND told.member_id = inside.member_id
                    AND told.topic = 'threads' AND told.about_id = inside.community_id
                ORDER BY told.id DESC LIMIT 1),
            greatest(inside.since, %(oldest)s)
        ) - %(margin)s AS since
    FROM communities_membership inside
    LEFT JOIN notify_communitywish wish ON wish.campaign_id = inside.campaign_id
        AND wish.member_id = inside.member_id AND wish.community_id = inside.community_id
    WHERE inside.campaign_id = %(campaign)s AND inside.member_id = ANY(%(members)s) AND inside.state = 'in'
        AND coalesce(wish.choice, 'digest') = 'digest'
        AND EXISTS (SELECT FROM communities_thread moved WHERE moved.campaign_id = inside.campaign_id
            AND moved.community_id = inside.community_id AND moved.latest_at > %(oldest)s)
), posts AS MATERIALIZED (
    SELECT post.id, post.thread_id, post.number, post.written_by_id, post.placed_at, thread.community_id, thread.latest
    FROM communities_thread thread
    JOIN communities_post post ON post.campaign_id = thread.campaign_id AND post.thread_id = thread.id
    WHERE thread.campaign_id = %(campaign)s AND thread.latest_at > %(oldest)s AND post.placed_at > %(oldest)s - %(margin)s
        AND thread.community_id IN (SELECT community_id FROM places)
        AND post.placed_at <= %(until)s AND post.deleted_at IS NULL AND post.number IS NOT NULL
        AND NOT EXISTS (SELECT FROM communities_hiding hiding WHERE hiding.campaign_id = %(campaign)s
            AND hiding.lifted_at IS NULL AND hiding.subject_id IN (post.id, thread.id))
)
SELECT places.member_id, places.community_id, count(*), count(DISTINCT posts.thread_id),
    (array_agg(posts.thread_id ORDER BY posts.latest DESC))[1]
FROM places
JOIN posts ON posts.community_id = places.community_id AND posts.placed_at > places.since
LEFT JOIN communities_seen seen ON seen.campaign_id = places.campaign_id AND seen.member_id = places.member_id
    AND seen.thread_id = posts.thread_id
LEFT JOIN notify_mute muted ON muted.campaign_id = places.campaign_id AND muted.member_id = places.member_id
    AND muted.thing_id = posts.thread_id
LEFT JOIN communities_mention named ON named.campaign_id = places.campaign_id AND named.member_id = places.member_id
    AND named.post_id = posts.id
WHERE posts.written_by_id IS DISTINCT FROM places.member_id AND posts.number > coalesce(seen.number, 0)
    AND muted.id IS NULL AND named.id IS NULL
GROUP BY places.member_id, places.community_id
"""


def gather_threads(*, campaign: Campaign, wishes: Sequence[Preference], at: datetime, actor: Actor) -> int:
    """Write a notice for each of these members and each community in which something was written; returns how many."""
    allow(can_tell_members(actor))
    by_member = {one.member_id: one for one in wishes}
    asked: dict[str, Any] = {"campaign": campaign.pk, "members": list(by_member)}
    asked |= {"until": at - _MARGIN, "oldest": at - _OLDEST, "margin": _MARGIN}
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, asked)
        rows = cursor.fetchall()
    notices = [
        Notice(
            campaign=campaign,
            member_id=member_id,
            topic=THREADS,
            thing_id=uuid.uuid5(_OF_DAYS, f"{community_id}:{at.isoformat()}"),
            about_id=community_id,
            because=Notice.Because.MEMBER,
            label=label(posts, threads, newest),
            pace=_pace(by_member[member_id]),
            made_at=at,
        )
        for member_id, community_id, posts, threads, newest in rows
    ]
    insert_many(notices)
    return len(notices)


def _pace(wishes: Preference) -> str:
    """With the digest; only on the page "For you" for who wants nothing of this kind by mail. Never at once."""
    return Preference.Pace.BELL if wishes.rest == Preference.Pace.BELL else Preference.Pace.DIGEST
