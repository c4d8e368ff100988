"""Rates versions: one fast write, for it is the deed that most people do most often."""

from __future__ import annotations

import uuid

from django.db import connection
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.text import line
from groundswell.pulse.log import record
from groundswell.responses.events import VersionRated
from groundswell.responses.models import Rating, Version, VersionAuthor
from groundswell.responses.policies import can_rate_version

REASON = 300
# One statement, in SQL: who wrote it, the answer's story and the row itself. Nothing is locked, nothing is read before, and
# whoever else rates at this moment waits for nobody.
_KEEP = """
INSERT INTO responses_rating AS kept (id, campaign_id, version_id, member_id, value, reason, rated_at)
SELECT %(id)s, version.campaign_id, version.id, %(member)s, %(value)s, %(reason)s, %(at)s
FROM responses_version version WHERE version.id = %(version)s AND NOT EXISTS (
    SELECT 1 FROM responses_versionauthor author WHERE author.version_id = version.id AND author.member_id = %(member)s)
    AND (EXISTS (SELECT 1 FROM responses_response of_it WHERE of_it.id = version.response_id AND of_it.newest_id = version.id)
        OR EXISTS (SELECT 1 FROM responses_readiness judged WHERE judged.version_id = version.id AND judged.ready)
        OR EXISTS (SELECT 1 FROM responses_adoption using_it
            WHERE using_it.version_id = version.id AND using_it.ended_at IS NULL))
ON CONFLICT (campaign_id, version_id, member_id) DO UPDATE
SET value = excluded.value, reason = excluded.reason, rated_at = excluded.rated_at
RETURNING kept.id, (SELECT story_id FROM responses_response response WHERE response.id = %(response)s)
"""


def rate_version(*, version: Version, value: str, reason: str = "", actor: Actor) -> Rating:
    """Say what one thinks of a version; said again, the new word replaces the old one."""
    allow(can_rate_version(actor, version))
    assert actor.member_id is not None
    if value not in Rating.Value.values:
        raise BadInput(_("Choose helpful, partly helpful or not helpful."), field="value")
    reason = line(reason, limit=REASON, field="reason")
    rating = Rating(
        campaign_id=version.campaign_id, version=version, member_id=actor.member_id, value=value, reason=reason, rated_at=now()
    )
    story_id = _keep(rating, version)
    record(VersionRated(response=version.response_id, story=story_id), actor=actor, subject=version)
    return rating


def _keep(rating: Rating, version: Version) -> uuid.UUID | None:
    """Write the rating unless its member wrote the words; return the story that the answer is to."""
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "id": rating.pk,
                "version": version.pk,
                "response": version.response_id,
                "member": rating.member_id,
                "value": rating.value,
                "reason": rating.reason,
                "at": rating.rated_at,
            },
        )
        row = cursor.fetchone()
    if row is None and not VersionAuthor.objects.filter(version=version, member_id=rating.member_id).exists():
        raise Refused(_("This version is closed: a newer one is out, and nobody speaks with this one. Read the newest."))
    if row is None:
        raise Refused(_("You wrote on this answer. What counts is what people who did not write it think of it."))
    rating.pk, story_id = row
    return story_id  # type: ignore[no-any-return]
