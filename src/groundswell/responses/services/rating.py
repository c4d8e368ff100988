"""Rates versions: one fast write, for it is the deed that most people do most often."""

from __future__ import annotations

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


def rate_version(*, version: Version, value: str, reason: str = "", actor: Actor) -> Rating:
    """Say what one thinks of a version; said again, the new word replaces the old one."""
    allow(can_rate_version(actor, version))
    assert actor.member_id is not None
    if value not in Rating.Value.values:
        raise BadInput(_("Choose helpful, partly helpful or not helpful."), field="value")
    reason = line(reason, limit=REASON, field="reason")
    if VersionAuthor.objects.filter(version=version, member_id=actor.member_id).exists():
        raise Refused(_("You wrote on this answer. What counts is what people who did not write it think of it."))
    rating = Rating(
        campaign_id=version.campaign_id,
        version=version,
        member_id=actor.member_id,
        value=value,
        reason=reason,
        rated_at=now(),
    )
    # One statement, whoever else rates at this moment: nothing is locked, nothing is read before.
    Rating.objects.bulk_create(
        [rating],
        update_conflicts=True,
        unique_fields=["campaign", "version", "member"],
        update_fields=["value", "reason", "rated_at"],
    )
    record(VersionRated(response=version.response_id, story=version.response.story_id), actor=actor, subject=version)
    return rating
