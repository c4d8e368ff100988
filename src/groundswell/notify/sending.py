"""Hands due deliveries over: a batch on one line to the mail server, each noted before and after."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.notify import letters
from groundswell.notify.fates import Fate
from groundswell.notify.models import Delivery, Device, Preference
from groundswell.notify.selectors.notices import gets_mail
from groundswell.notify.selectors.shown import lines
from groundswell.notify.services import delivering, stopping
from groundswell.notify.services.devices import drop_devices
from groundswell.people.mailbox import NOWHERE
from groundswell.people.models import Member

log = structlog.get_logger("groundswell.notify")
_NOBODY_THERE = {550, 551, 553}


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


def send_mails_due(campaign_id: uuid.UUID, *, line: Callable[[], Any] = get_connection) -> int:
    """Send the mails that are due; returns how many were handed over. Opens its own transactions."""
    actor, sent = machine(campaign_id), 0
    while (ready := _taken(campaign_id, Delivery.Channel.MAIL, delivering.A_BATCH, actor)) is not None:
        if ready:
            sent += _send_mails(campaign_id, ready, line(), actor)
    return sent


def send_pushes_due(campaign_id: uuid.UUID) -> int:
    """Send the messages for devices that are due; returns how many were handed over. Opens its own transactions."""
    actor, sent = machine(campaign_id), 0
    while (ready := _taken(campaign_id, Delivery.Channel.PUSH, delivering.AT_ONCE, actor)) is not None:
        sent += _push(campaign_id, ready, actor)
    return sent


def _taken(campaign_id: uuid.UUID, channel: Delivery.Channel, size: int, actor: Actor) -> list[Ready] | None:
    """Claim some of a channel and write them; None when none is due."""
    with scope(campaign_id):
        ids = delivering.claim(campaign_id=campaign_id, channel=channel, size=size, actor=actor)
    if not ids:
        return None
    with scope(campaign_id):
        return _written(campaign_id, ids, actor)


def _written(campaign_id: uuid.UUID, ids: Sequence[uuid.UUID], actor: Actor) -> list[Ready]:
    """Write the mails and messages; what has nothing left to say, or may not be sent, is dropped with the reason."""
    campaign = Campaign.objects.get(pk=campaign_id)
    deliveries = Delivery.objects.filter(pk__in=ids).order_by("pk").select_related("member__account")
    wishes = {one.member_id: one for one in Preference.objects.filter(member__deliveries__in=ids)}
    ready = []
    for delivery in deliveries.prefetch_related("parcels__notice", "member__devices"):
        found = _ready(campaign, delivery, wishes[delivery.member_id])
        if isinstance(found, Ready):
            ready.append(found)
        else:
            delivering.settle(delivery_ids=[delivery.pk], sent=False, why=found, actor=actor)
    return ready


def _ready(campaign: Campaign, delivery: Delivery, wishes: Preference) -> Ready | str:
    """Return a delivery as it goes out, or why it does not."""
    member: Member = delivery.member
    if member.account is None or member.left_at is not None:
        return "left"
    if why_not := _closed(delivery, member):
        return why_not
    reader = Actor(campaign_id=campaign.pk, account_id=member.account_id, member_id=member.pk)
    with translation.override(letters.language_of(campaign, member.language)):
        shown = lines(campaign, reader, [parcel.notice for parcel in delivery.parcels.all()])
        if not shown:
            return "gone"
        if delivery.channel == Delivery.Channel.PUSH:
            devices = list(member.devices.all())
            return Ready(delivery.pk, wishes, message=letters.message(campaign, delivery, shown), devices=devices)
        mail = letters.letter(campaign, delivery, shown, to=member.account.email, wishes=wishes)
        return Ready(delivery.pk, wishes, mail=mail)


def _closed(delivery: Delivery, member: Member) -> str:
    """Return why nothing can go this way, or nothing."""
    if delivery.channel == Delivery.Channel.PUSH:
        return "" if member.devices.all() else "no device"
    if settings.EMAIL_BACKEND == NOWHERE:
        return "no mail server"
    return "" if gets_mail(member.account) else "stopped"


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


def _send_mails(campaign_id: uuid.UUID, ready: Sequence[Ready], line: Any, actor: Actor) -> int:
    sent = 0
    try:
        line.open()
    except (OSError, SMTPException) as failure:
        log.warning("mail_server_away", failure=type(failure).__name__)
        with scope(campaign_id):
            delivering.put_back(delivery_ids=[one.delivery_id for one in ready], actor=actor)
        return 0
    try:
        for one in ready:
            with scope(campaign_id):
                ours = delivering.begin_handing(delivery_id=one.delivery_id, actor=actor)
            sent += ours and _hand_over(campaign_id, line, one, actor)
    finally:
        line.close()
    return sent


def _hand_over(campaign_id: uuid.UUID, line: Any, one: Ready, actor: Actor) -> bool:
    """Hand one mail over and note what became of it. A line that breaks in the middle leaves it unsure: never twice."""
    why, again, nobody = "", False, False
    try:
        line.send_messages([one.mail])
    except SMTPRecipientsRefused as refusal:
        code = next(iter(refusal.recipients.values()), (0, b""))[0]
        nobody = code in _NOBODY_THERE
        why, again = "refused", not nobody
    except (SMTPSenderRefused, SMTPDataError) as refusal:
        why, again = "refused", refusal.smtp_code < 500
    except (OSError, SMTPException) as failure:
        why = "unsure"
        log.warning("mail_unsure", failure=type(failure).__name__)
    with scope(campaign_id):
        if again:
            delivering.put_back(delivery_ids=[one.delivery_id], actor=actor)
        else:
            delivering.settle(delivery_ids=[one.delivery_id], sent=not why, why=why, actor=actor)
        if nobody:
            stopping.stop_mail(preference=one.wishes, actor=actor, reason="refused")
    return not why
