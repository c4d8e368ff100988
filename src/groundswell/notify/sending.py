"""Sends what is due: claims some, writes them, and hands them over; what goes out at once before any digest."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.notify import letters
from groundswell.notify.fates import Fate
from groundswell.notify.handing import Written, hand_over
from groundswell.notify.models import Delivery, Device, Preference
from groundswell.notify.selectors.notices import stopped
from groundswell.notify.selectors.shown import lines, shelf_for
from groundswell.notify.services import delivering
from groundswell.notify.services.devices import drop_devices
from groundswell.people.mailbox import NOWHERE
from groundswell.people.models import Member
from groundswell.people.selectors import acting


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery that can go: as a mail, or as a message for devices."""

    delivery_id: uuid.UUID
    wishes: Preference
    mail: EmailMessage | None = None
    message: dict[str, Any] = field(default_factory=dict)
    devices: Sequence[Device] = ()


def send_due(campaign_id: uuid.UUID, *, line: Callable[[], Any] = get_connection) -> int:
    """Send everything that is due in a campaign, mails first; returns how many were handed over."""
    return send_mails_due(campaign_id, line=line) + send_pushes_due(campaign_id)


def send_mails_due(campaign_id: uuid.UUID, *, digests: bool = True, line: Callable[[], Any] = get_connection) -> int:
    """Send the mails that are due; returns how many were handed over. Opens its own transactions.

    Before each batch of digests it looks for what goes out at once. Without ``digests`` it leaves them to whoever sends
    them: a mail to somebody who was named waits for nothing.
    """
    actor, sent = machine(campaign_id), 0
    while True:
        ready, between = _taken(campaign_id, Delivery.Channel.MAIL, delivering.A_BATCH, actor, digests=False), 1
        if ready is None and digests:
            ready, between = (
                _taken(campaign_id, Delivery.Channel.MAIL, delivering.A_BATCH, actor, digests=True),
                delivering.DIGESTS,
            )
        if ready is None:
            return sent
        written = [Written(one.delivery_id, one.wishes, one.mail) for one in ready if one.mail is not None]
        sent += hand_over(campaign_id, written, line, actor, between=between) if written else 0


def send_pushes_due(campaign_id: uuid.UUID) -> int:
    """Send the messages for devices that are due; returns how many were handed over. Opens its own transactions."""
    actor, sent = machine(campaign_id), 0
    while (ready := _taken(campaign_id, Delivery.Channel.PUSH, delivering.AT_ONCE, actor)) is not None:
        sent += _push(campaign_id, ready, actor)
    return sent


def _taken(
    campaign_id: uuid.UUID, channel: Delivery.Channel, size: int, actor: Actor, *, digests: bool | None = None
) -> list[Ready] | None:
    """Claim some of a channel and write them; None when none is due."""
    with scope(campaign_id):
        ids = delivering.claim(campaign_id=campaign_id, channel=channel, digests=digests, size=size, actor=actor)
    if not ids:
        return None
    with scope(campaign_id):
        return _written(campaign_id, ids, actor)


def _written(campaign_id: uuid.UUID, ids: Sequence[uuid.UUID], actor: Actor) -> list[Ready]:
    """Write the mails and messages; what has nothing left to say, or may not be sent, is dropped with the reason."""
    campaign = Campaign.objects.get(pk=campaign_id)
    found = Delivery.objects.filter(pk__in=ids).order_by("pk").select_related("member__account")
    deliveries = list(found.prefetch_related("parcels__notice", "member__devices"))
    desk = _Desk(campaign, deliveries)
    ready = []
    for delivery in deliveries:
        one = desk.ready(delivery)
        if isinstance(one, Ready):
            ready.append(one)
        else:
            delivering.settle(delivery_ids=[delivery.pk], sent=False, why=one, actor=actor)
    return ready


class _Desk:
    """What a batch of deliveries needs to be written, read once for all of them."""

    def __init__(self, campaign: Campaign, deliveries: Sequence[Delivery]) -> None:
        self._campaign = campaign
        members = [one.member for one in deliveries]
        self._readers = acting(members)  # with their roles: what only an author or a host may see is theirs to hear, too
        self._wishes = {one.member_id: one for one in Preference.objects.filter(member__in=members)}
        self._stopped = stopped([one.account for one in members if one.account is not None])
        notices = [parcel.notice for one in deliveries for parcel in one.parcels.all()]
        self._shelf = shelf_for(campaign, notices)

    def ready(self, delivery: Delivery) -> Ready | str:
        """Return a delivery as it goes out, or why it does not."""
        member: Member = delivery.member
        if member.account is None or member.left_at is not None:
            return "left"
        if why_not := self._closed(delivery, member):
            return why_not
        wishes, reader = self._wishes[member.pk], self._readers[member.pk]
        with translation.override(letters.language_of(self._campaign, member.language)):
            notices = [parcel.notice for parcel in delivery.parcels.all()]
            shown = lines(self._campaign, reader, notices, shelf=self._shelf)
            if not shown:
                return "gone"
            if delivery.channel == Delivery.Channel.PUSH:
                devices = list(member.devices.all())
                return Ready(delivery.pk, wishes, message=letters.message(self._campaign, delivery, shown), devices=devices)
            mail = letters.letter(self._campaign, delivery, shown, to=member.account.email, wishes=wishes)
            return Ready(delivery.pk, wishes, mail=mail)

    def _closed(self, delivery: Delivery, member: Member) -> str:
        """Return why nothing can go this way, or nothing."""
        if delivery.channel == Delivery.Channel.PUSH:
            return "" if member.devices.all() else "no device"
        if settings.EMAIL_BACKEND == NOWHERE:
            return "no mail server"
        return "stopped" if member.account_id in self._stopped else ""


def _push(campaign_id: uuid.UUID, ready: Sequence[Ready], actor: Actor) -> int:
    """Hand messages to devices, all of them side by side: one device that shows it is enough, and who is gone is let go."""
    # Brings in a client for the web: nobody who only shows pages should carry it.
    from groundswell.notify.pushing import push

    with scope(campaign_id):
        ours = [one for one in ready if delivering.begin_handing(delivery_id=one.delivery_id, actor=actor)]
    fates = push([(one.devices, one.message) for one in ours])
    with scope(campaign_id):
        return sum(_note_fates(one, found, actor) for one, found in zip(ours, fates, strict=True))


def _note_fates(one: Ready, fates: Sequence[Fate], actor: Actor) -> bool:
    """Note what became of one message on each of a member's devices."""
    taken = Fate.TAKEN in fates
    gone = [device.pk for device, fate in zip(one.devices, fates, strict=True) if fate == Fate.GONE]
    drop_devices(device_ids=gone, actor=actor)
    if not taken and Fate.LATER in fates and Fate.UNSURE not in fates:
        delivering.put_back(delivery_ids=[one.delivery_id], actor=actor)
    else:
        why = "" if taken else Fate.UNSURE.value if Fate.UNSURE in fates else "refused"
        delivering.settle(delivery_ids=[one.delivery_id], sent=taken, why=why, actor=actor)
    return taken
