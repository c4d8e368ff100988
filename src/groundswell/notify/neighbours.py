"""Tells the members of the communities a story touches: thousands, a few hundred at a time, each batch committed by itself."""

from __future__ import annotations

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Membership
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.notify.alerts import TOPIC, news_of, without_muted
from groundswell.notify.events import PeopleTold
from groundswell.notify.matching import COMMUNITY, touched
from groundswell.notify.models import Notice, Preference
from groundswell.notify.services.telling import Reason, tell
from groundswell.notify.standing import Standing, fresh_story, standing_of
from groundswell.pulse.log import record
from groundswell.wire.models import Story

A_BATCH = 500


def tell_members(*, campaign_id: uuid.UUID, story_id: uuid.UUID) -> int:
    """Tell all who have not heard of it; returns how many were told. Begun again after a kill, it goes on where it was."""
    told, after = 0, uuid.UUID(int=0)
    while True:
        with scope(campaign_id):
            count, last = _tell_some(campaign_id, story_id, after)
        if last is None:
            return told
        told, after = told + count, last


def _tell_some(campaign_id: uuid.UUID, story_id: uuid.UUID, after: uuid.UUID) -> tuple[int, uuid.UUID | None]:
    """Tell a batch; returns how many heard, and the last membership looked at (None at the end)."""
    story = fresh_story(story_id, at=now())
    if story is None:
        return 0, None
    standing = standing_of(story, at=now())
    communities = {one.thing_id: one for one in touched(story) if one.of == COMMUNITY}
    in_them = Membership.objects.filter(campaign_id=campaign_id, community_id__in=list(communities))
    inside = in_them.filter(state=Membership.State.IN, pk__gt=after)
    rows = list(_who_may_hear(story, standing, inside)[:A_BATCH])
    if not rows or not standing.is_for_followers:
        return 0, None
    wish = "alerts" if standing.is_for_members else "rest"
    to: dict[uuid.UUID, Reason] = {}
    for member_id, community_id in ((row[1], row[2]) for row in rows):
        why = communities[community_id]
        to.setdefault(member_id, Reason(Notice.Because.MEMBER, wish, why.label, why.words))  # type: ignore[arg-type]
    actor, campaign = machine(campaign_id), Campaign.objects.get(pk=campaign_id)
    told = tell(campaign=campaign, news=news_of(story), to=without_muted(story, to), actor=actor)
    if told.at_once:
        record(PeopleTold(), actor=actor, subject=story)
    return len(told.at_once) + len(told.later), rows[-1][0]


def _who_may_hear(
    story: Story, standing: Standing, inside: QuerySet[Membership]
) -> QuerySet[Membership, tuple[uuid.UUID, uuid.UUID, uuid.UUID]]:
    """Return (membership, member, community) of those who have no notice, or one that may go out at once now."""
    heard = Notice.objects.filter(
        campaign_id=story.campaign_id, member_id=OuterRef("member_id"), topic=TOPIC, thing_id=story.pk
    )
    may = Q(~Exists(heard))
    if standing.is_for_members:
        may |= Q(Exists(heard.filter(pace=Preference.Pace.DIGEST, read_at=None, parcels=None)))
    return inside.filter(may).order_by("pk").values_list("pk", "member_id", "community_id")
