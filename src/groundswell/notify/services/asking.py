"""Asks members for the view that an answer lacks, spread so that nobody is asked more often than they chose."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.kit.errors import allow
from groundswell.notify.events import ReadersAsked
from groundswell.notify.models import Notice, Preference
from groundswell.notify.policies import can_tell_members
from groundswell.notify.services.telling import News, Reason, tell
from groundswell.pulse.log import record
from groundswell.responses.selectors.wanting import Wanted, Wanting

ASKED = "asked"
AT_ONCE = 3  # asked for each reader that is missing: not everybody has time
PATIENCE = timedelta(days=2)  # so long the asked have to look before others are asked
WEEK = timedelta(days=7)
# Those in the place who have neither written on it nor rated it nor been asked of it, and who may be asked this week; first
# those who were asked least, among these by a lot that differs with each answer.
_WHOM = """
SELECT member.id, min(community.name) FROM communities_membership inside
JOIN communities_community community ON community.id = inside.community_id AND community.asleep_since IS NULL
JOIN people_member member ON member.id = inside.member_id AND member.left_at IS NULL AND member.account_id IS NOT NULL
LEFT JOIN notify_preference wish ON wish.campaign_id = inside.campaign_id AND wish.member_id = inside.member_id
LEFT JOIN LATERAL (
    SELECT count(*) AS times FROM notify_notice told
    WHERE told.campaign_id = inside.campaign_id AND told.member_id = inside.member_id AND told.topic = %(topic)s
        AND told.made_at > %(week)s
) asked ON true
WHERE inside.campaign_id = %(campaign)s AND inside.state = 'in'
    AND (%(community)s::uuid IS NULL OR inside.community_id = %(community)s)
    AND (%(outside)s::uuid IS NULL OR NOT EXISTS (SELECT FROM communities_membership there
        WHERE there.member_id = inside.member_id AND there.community_id = %(outside)s AND there.state = 'in'))
    AND NOT inside.member_id = ANY(%(besides)s::uuid[])
    AND asked.times < coalesce(wish.most_asked, %(default)s)
    AND NOT EXISTS (SELECT FROM responses_rating rated
        WHERE rated.version_id = %(version)s AND rated.member_id = inside.member_id)
    AND NOT EXISTS (SELECT FROM responses_versionauthor wrote
        WHERE wrote.version_id = %(version)s AND wrote.member_id = inside.member_id)
    AND NOT EXISTS (SELECT FROM notify_notice told WHERE told.campaign_id = inside.campaign_id
        AND told.member_id = inside.member_id AND told.topic = %(topic)s AND told.thing_id = %(version)s)
GROUP BY member.id, asked.times ORDER BY asked.times, md5(member.id::text || %(version)s::text) LIMIT %(most)s
"""


@transaction.atomic
def ask_readers(*, campaign: Campaign, wanting: Wanting, actor: Actor) -> int:
    """Ask for the views that one answer lacks; returns how many were asked."""
    allow(can_tell_members(actor))
    version = wanting.version
    if not take_turn(f"asking {version.pk}", wait=False):
        return 0  # another worker is at it
    to = _whom(campaign, wanting, at=now())
    if not to:
        return 0
    news = News(ASKED, version.pk, version.response.story_id)
    reasons = {member: Reason(Notice.Because.MEMBER, "rest", label=place) for member, place in to.items()}
    told = tell(campaign=campaign, news=news, to=reasons, actor=actor)
    many = len(told.at_once | told.later)
    if many:
        record(ReadersAsked(response=version.response_id, members=many), actor=actor, subject=version)
    return many


def _whom(campaign: Campaign, wanting: Wanting, *, at: datetime) -> dict[uuid.UUID, str]:
    """Return whom to ask, with the community for which: thrice as many as are missing, less those who have yet to look."""
    looking = Notice.objects.filter(topic=ASKED, thing_id=wanting.version.pk, made_at__gt=at - PATIENCE, read_at=None).count()
    room = AT_ONCE * sum(one.how_many for one in wanting.wanted) - looking
    found: dict[uuid.UUID, str] = {}
    for one in wanting.wanted:
        most = min(AT_ONCE * one.how_many, room - len(found))
        if most > 0:
            found |= _in_place(campaign, wanting, one, at=at, most=most, besides=list(found))
    return found


def _in_place(
    campaign: Campaign, wanting: Wanting, wanted: Wanted, *, at: datetime, most: int, besides: list[uuid.UUID]
) -> dict[uuid.UUID, str]:
    asked: dict[str, Any] = {"campaign": campaign.pk, "version": wanting.version.pk, "topic": ASKED, "week": at - WEEK}
    asked |= {"community": wanted.community, "outside": wanted.outside, "most": most, "besides": besides}
    asked |= {"default": Preference._meta.get_field("most_asked").default}
    with connection.cursor() as cursor:
        cursor.execute(_WHOM, asked)
        return dict(cursor.fetchall())
