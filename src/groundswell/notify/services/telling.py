"""Tells members of something: one notice each, however many reasons there are, and at once only where they chose that."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.kit.errors import allow
from groundswell.kit.inserts import insert_many
from groundswell.kit.jobs import enqueue
from groundswell.notify.hours import quiet_until
from groundswell.notify.models import Delivery, Device, Mute, Notice, Parcel, Preference
from groundswell.notify.policies import can_tell_members
from groundswell.notify.services.choosing import preferences_for
from groundswell.people.models import Member

JOBS = {Delivery.Channel.MAIL: "notify.send", Delivery.Channel.PUSH: "notify.push"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class News:
    """What is told; of one topic nobody hears twice about one thing, nor about what it was ``before``."""

    topic: str
    thing_id: uuid.UUID
    about_id: uuid.UUID | None = None
    before: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one member hears it, and which of their wishes it falls under."""

    because: Notice.Because
    wish: Literal["alerts", "own", "rest"]
    label: str = ""
    matched: str = ""


@dataclass(slots=True)
class Told:
    """Who was told at once, and who will hear later."""

    at_once: set[uuid.UUID] = field(default_factory=set)
    later: set[uuid.UUID] = field(default_factory=set)


@transaction.atomic
def tell(*, campaign: Campaign, news: News, to: Mapping[uuid.UUID, Reason], actor: Actor) -> Told:
    """Write a notice for each member who may hear, and a delivery where it goes out at once; the sender is woken."""
    allow(can_tell_members(actor))
    told = Told()
    to = _present(news, to)
    if not to:
        return told
    take_turn(f"{news.topic} {news.thing_id}")  # a job and a consumer may tell the same thing at once
    known = {one.member_id: one for one in _known(news, to)}
    round_ = _Round(campaign, news, to)
    fresh = [round_.notice(member_id) for member_id in to if member_id not in known]
    insert_many(fresh)
    _let_rest(news, [one.member_id for one in fresh])
    raised = [one for one in known.values() if round_.raises(one)]
    Notice.objects.filter(pk__in=[one.pk for one in raised]).update(pace=Preference.Pace.NOW)
    at_once = [*(one for one in fresh if one.pace == Preference.Pace.NOW), *raised]
    for channel in sorted(round_.send(at_once)):
        enqueue(JOBS[channel], campaign_id=campaign.pk)
    told.at_once = {one.member_id for one in at_once}
    told.later = {one.member_id for one in fresh} - told.at_once
    return told


def _present(news: News, to: Mapping[uuid.UUID, Reason]) -> dict[uuid.UUID, Reason]:
    """Leave out who is not here, who muted it, and who had it already under what it was before."""
    here = Member.objects.filter(pk__in=list(to), left_at=None, account__isnull=False)
    muted = Mute.objects.filter(thing_id__in=[news.about_id, *news.before]) if news.about_id else Mute.objects.none()
    quiet = set(muted.values_list("member_id", flat=True))
    if news.before:
        waits = Q(pace=Preference.Pace.DIGEST, read_at=None, parcels=None)
        quiet |= set(_earlier(news, list(to)).exclude(waits).values_list("member_id", flat=True))
    return {one: to[one] for one in here.values_list("pk", flat=True) if one not in quiet}


def _earlier(news: News, members: Collection[uuid.UUID]) -> QuerySet[Notice]:
    return Notice.objects.filter(topic=news.topic, thing_id__in=news.before, member_id__in=members)


def _let_rest(news: News, members: Collection[uuid.UUID]) -> None:
    """What waited for a digest under what it was before is told by this: it stays on the page."""
    if news.before and members:
        waiting = _earlier(news, members).filter(pace=Preference.Pace.DIGEST, read_at=None, parcels=None)
        Notice.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(pace=Preference.Pace.BELL)


def _known(news: News, to: Mapping[uuid.UUID, Reason]) -> list[Notice]:
    told = Notice.objects.filter(topic=news.topic, thing_id=news.thing_id, member_id__in=list(to))
    return list(told.prefetch_related("parcels"))


class _Round:
    """What one telling needs to know of its members: their wishes, their clocks, how much they had today."""

    def __init__(self, campaign: Campaign, news: News, to: Mapping[uuid.UUID, Reason]) -> None:
        self._campaign, self._news, self._to, self._at = campaign, news, to, now()
        self._wishes = preferences_for(campaign=campaign, members=list(to))
        devices = Device.objects.filter(member_id__in=list(to))
        self._with_device = set(devices.values_list("member_id", flat=True))
        recent = Notice.objects.filter(member_id__in=list(to), pace=Preference.Pace.NOW, made_at__gt=self._at - _DAY)
        self._today = Counter(recent.values_list("member_id", flat=True))

    def notice(self, member_id: uuid.UUID) -> Notice:
        """Return a new notice, at the pace that fits."""
        reason = self._to[member_id]
        return Notice(
            campaign=self._campaign,
            member_id=member_id,
            topic=self._news.topic,
            thing_id=self._news.thing_id,
            about_id=self._news.about_id,
            because=reason.because,
            label=reason.label[:120],
            matched=reason.matched[:120],
            pace=self._pace(member_id),
            made_at=self._at,
        )

    def raises(self, notice: Notice) -> bool:
        """Whether what waits for the digest goes out at once now; what somebody has had or read does not come again."""
        if notice.pace != Preference.Pace.DIGEST or notice.read_at or notice.parcels.all():
            return False
        return self._pace(notice.member_id) == Preference.Pace.NOW

    def _pace(self, member_id: uuid.UUID) -> str:
        wish, reason = self._wishes[member_id], self._to[member_id]
        pace = str(getattr(wish, reason.wish))
        if pace != Preference.Pace.NOW:
            return pace
        if not self._channels(member_id):
            return Preference.Pace.BELL
        if reason.wish == "alerts" and self._today[member_id] >= wish.most_a_day:
            return Preference.Pace.DIGEST
        if ends := quiet_until(self._at, ZoneInfo(wish.timezone), begins=wish.quiet_from, ends=wish.quiet_until):
            _bring_forward(wish, ends)
            return Preference.Pace.DIGEST
        return pace

    def _channels(self, member_id: uuid.UUID) -> list[Delivery.Channel]:
        wish = self._wishes[member_id]
        by_push = wish.by_push and member_id in self._with_device
        return [Delivery.Channel.MAIL] * wish.by_mail + [Delivery.Channel.PUSH] * by_push

    def send(self, notices: list[Notice]) -> set[Delivery.Channel]:
        """Write the deliveries of what goes out at once; returns by which ways."""
        deliveries, parcels = [], []
        for notice in notices:
            for channel in self._channels(notice.member_id):
                one = _delivery(self._campaign.pk, notice.member_id, channel, self._at)
                deliveries.append(one)
                parcels.append(Parcel(campaign=self._campaign, delivery=one, notice=notice))
        insert_many(deliveries)
        insert_many(parcels)
        return {Delivery.Channel(one.channel) for one in deliveries}


def _delivery(campaign_id: uuid.UUID, member_id: uuid.UUID, channel: str, at: datetime) -> Delivery:
    return Delivery(campaign_id=campaign_id, member_id=member_id, channel=channel, due_at=at)


def _bring_forward(wish: Preference, ends: datetime) -> None:
    """What came while it was quiet goes out together when the quiet ends, if no digest leaves before."""
    Preference.objects.filter(pk=wish.pk, next_digest_at__gt=ends).update(next_digest_at=ends)
