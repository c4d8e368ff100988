"""Reads what an answer can begin from in a thread, what it may answer, and which communities speak with the same answers."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from groundswell.communities.models import Community, Post
from groundswell.communities.selectors import hidden
from groundswell.communities.selectors.threads import post_at, words_of
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.people.requests import CampaignRequest
from groundswell.responses.content import BODY, TITLE, Content
from groundswell.responses.models import Question
from groundswell.responses.policies import questions_visible_to
from groundswell.wire.models import Story
from groundswell.wire.selectors import stories
from groundswell.wire.selectors.touches import stories_touching

MOST = 15
ASKS = "asks"
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STORY = re.compile(r"/wire/[^\s]*?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
# The answers a few communities speak with now, and who else speaks with them.
_IN_COMMON = """
WITH spoken AS (
    SELECT DISTINCT version.response_id FROM responses_adoption adoption
    JOIN responses_version version ON version.campaign_id = adoption.campaign_id AND version.id = adoption.version_id
    WHERE adoption.campaign_id = %(campaign)s AND adoption.community_id = ANY(%(communities)s) AND adoption.ended_at IS NULL
    LIMIT 500
)
SELECT other.community_id, count(DISTINCT version.response_id) FROM spoken
JOIN responses_version version ON version.campaign_id = %(campaign)s AND version.response_id = spoken.response_id
JOIN responses_adoption other ON other.campaign_id = version.campaign_id AND other.version_id = version.id
WHERE other.ended_at IS NULL AND NOT other.community_id = ANY(%(communities)s)
GROUP BY other.community_id ORDER BY 2 DESC, 1 LIMIT 20
"""


def way_on(request: CampaignRequest, *, post: Post) -> dict[str, Any]:
    """Return what the way from a post to an answer shows: nothing but the way."""
    return {}


def answers_in_common(request: CampaignRequest, *, communities: Sequence[uuid.UUID]) -> dict[str, Any]:
    """Return with how many of the answers these communities speak with others do as well: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_COMMON, {"campaign": request.campaign.pk, "communities": list(communities)})
        return {"answers": dict(cursor.fetchall())}


def standing_post(actor: Actor, post_id: uuid.UUID) -> Post:
    """Return a post that anyone who may read it can begin from: it has its place, and was not taken back or hidden."""
    found = post_at(actor, post_id)
    is_gone = found.number is None or found.deleted_at is not None
    return not_here() if is_gone or hidden([found.pk, found.thread_id]) else found


def words_from(post: Post) -> Content:
    """Return the words of a post as the start of an answer."""
    return Content(title=post.thread.title[:TITLE], body=words_of([post])[post.pk].replace("@", "")[:BODY])


def spoken_of(actor: Actor, post: Post) -> Story | None:
    """Return the story that a post links to, or the one it answers, or the one its thread began with; None without one."""
    began = Post.objects.filter(thread=post.thread_id, number=1, deleted_at__isnull=True).exclude(pk=post.pk)
    asked = Post.objects.filter(pk=post.answers_id, deleted_at__isnull=True) if post.answers_id else ()
    said = [post, *asked, *began]
    covered = hidden(one.pk for one in said)
    keys = [uuid.UUID(key) for one in said if one.pk not in covered for key in _STORY.findall(one.text)]
    found = {one.pk: one for one in stories(actor).filter(pk__in=keys, merged_into__isnull=True)} if keys else {}
    gone = hidden(found)
    return next((found[key] for key in keys if key in found and key not in gone), None)


def can_be_answered(actor: Actor, post: Post) -> list[tuple[str, str]]:
    """Return what an answer may be to, as (key, title): what the post links to, what touches its community, what is new.

    Last what its thread is called, as a question of its own; not where only those who were let in read it.
    """
    named = [uuid.UUID(key) for key in _KEY.findall(post.text)]
    readable = stories(actor).filter(merged_into__isnull=True)
    found = [
        *(readable.filter(pk__in=named) if named else ()),
        *stories_touching(actor, community=post.thread.community, most=MOST),
        *readable.order_by("-last_at", "-id")[:MOST],
    ]
    covered = hidden({one.pk for one in found})
    told = {f"story:{one.pk}": one.title for one in found if one.pk not in covered}
    questions = questions_visible_to(actor, Question.objects.order_by("-id"))[:MOST]
    own = _("A question of its own, which everybody can read: %(title)s") % {"title": post.thread.title}
    asks = [(ASKS, own)] if post.thread.community.entry == Community.Entry.OPEN else []
    return [*told.items(), *((f"question:{one.pk}", one.title) for one in questions), *asks]
