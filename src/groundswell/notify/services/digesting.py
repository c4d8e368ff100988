"""Puts together what waited: one mail a member at the hour they chose, and none when there is nothing to say."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.inserts import insert_many
from groundswell.notify.hours import next_at
from groundswell.notify.models import Delivery, Device, Notice, Parcel, Preference
from groundswell.notify.policies import can_tell_members
from groundswell.notify.services.gathering import gather_threads

A_BATCH = 200


@transaction.atomic
def make_digest(*, campaign: Campaign, actor: Actor) -> int:
    """Make the digests that are due, of at most a batch of members; returns how many members were looked at."""
    allow(can_tell_members(actor))
    at = now()
    due = Preference.objects.select_for_update(skip_locked=True, of=("self",)).filter(campaign=campaign, next_digest_at__lte=at)
    wishes = list(due.order_by("next_digest_at", "pk")[:A_BATCH])
    if not wishes:
        return 0
    gather_threads(campaign=campaign, wishes=wishes, at=at, actor=actor)
    waiting = _waiting([one.member_id for one in wishes])
    devices = set(Device.objects.filter(member_id__in=list(waiting)).values_list("member_id", flat=True))
    deliveries, parcels = [], []
    for wish in wishes:
        wish.next_digest_at = next_at(wish.digest_hour, ZoneInfo(wish.timezone), after=at)
        channel = _channel(wish, wish.member_id in devices)
        if wish.member_id in waiting and channel:
            one = _digest(wish, channel, at)
            deliveries.append(one)
            parcels += [Parcel(campaign=campaign, delivery=one, notice=notice) for notice in waiting[wish.member_id]]
    insert_many(deliveries)
    insert_many(parcels)
    Preference.objects.bulk_update(wishes, ["next_digest_at"])
    return len(wishes)


def _waiting(members: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Notice]]:
    """Return what waits for each, the oldest first: what nobody read and no delivery holds."""
    rows = Notice.objects.filter(member_id__in=members, pace=Preference.Pace.DIGEST, read_at=None, parcels=None)
    found: dict[uuid.UUID, list[Notice]] = defaultdict(list)
    for notice in rows.order_by("pk"):
        found[notice.member_id].append(notice)
    return dict(found)


def _channel(wish: Preference, has_device: bool) -> str:
    if wish.by_mail:
        return Delivery.Channel.MAIL
    return Delivery.Channel.PUSH if wish.by_push and has_device else ""


def _digest(wish: Preference, channel: str, at: datetime) -> Delivery:
    return Delivery(campaign_id=wish.campaign_id, member_id=wish.member_id, channel=channel, is_digest=True, due_at=at)
