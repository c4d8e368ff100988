"""Keeps how members wish to hear: channels, paces and hours; and what holds for those who never chose."""

from __future__ import annotations

import uuid
import zoneinfo
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.notify.events import PreferenceChanged
from groundswell.notify.hours import next_at
from groundswell.notify.models import Preference
from groundswell.notify.policies import can_follow
from groundswell.pulse.log import record

CHOSEN = (
    *("by_mail", "by_push", "alerts", "own", "rest", "most_a_day", "most_asked"),
    *("digest_hour", "timezone", "quiet_from", "quiet_until"),
)


def preferences_for(*, campaign: Campaign, members: Collection[uuid.UUID]) -> dict[uuid.UUID, Preference]:
    """Return how each of these members wishes to hear; who never chose gets the campaign's clock and a digest."""
    found = {one.member_id: one for one in Preference.objects.filter(campaign=campaign, member_id__in=members)}
    missing = [one for one in dict.fromkeys(members) if one not in found]
    if missing:
        fresh = [_default(campaign, member_id) for member_id in missing]
        Preference.objects.bulk_create(fresh, ignore_conflicts=True)
        found |= {one.member_id: one for one in Preference.objects.filter(campaign=campaign, member_id__in=missing)}
    return found


def _default(campaign: Campaign, member_id: uuid.UUID) -> Preference:
    row = Preference(campaign=campaign, member_id=member_id, timezone=campaign.timezone)
    row.next_digest_at = next_at(row.digest_hour, campaign.zone, after=now())
    if campaign.is_demo:  # whoever tries it at night would see nothing happen
        row.quiet_from = row.quiet_until = None
    return row


@transaction.atomic
def choose(*, campaign: Campaign, actor: Actor, **chosen: Any) -> Preference:
    """Choose channels, paces and hours; what is not named stays."""
    allow(can_follow(actor))
    assert actor.member_id is not None
    preferences_for(campaign=campaign, members=[actor.member_id])
    row = Preference.objects.select_for_update(of=("self",)).get(member_id=actor.member_id)
    for name in CHOSEN:
        setattr(row, name, chosen.get(name, getattr(row, name)))
    if row.timezone not in zoneinfo.available_timezones():
        raise BadInput(_("This time zone is not known. Write it like Europe/Madrid."), field="timezone")
    row.next_digest_at = next_at(row.digest_hour, zoneinfo.ZoneInfo(row.timezone), after=now())
    row.save(update_fields=[*CHOSEN, "next_digest_at"])
    record(PreferenceChanged(), actor=actor, subject=row)
    return row
