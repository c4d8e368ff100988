"""Keeps the browsers that a member lets show what is for them."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.text import plain
from groundswell.notify.events import DeviceAdded, DeviceRemoved
from groundswell.notify.models import Device
from groundswell.notify.policies import can_change, can_follow, can_tell_members
from groundswell.notify.subscriptions import is_usable
from groundswell.pulse.log import record

MOST = 10


@transaction.atomic
def add_device(*, campaign: Campaign, endpoint: str, key: str, secret: str, name: str = "", actor: Actor) -> Device:
    """Let a browser show what is for the member; one that showed somebody else's shows theirs no longer."""
    allow(can_follow(actor))
    assert actor.member_id is not None
    if not is_usable(endpoint, key, secret):
        raise BadInput(_("This browser's answer cannot be used."))
    if Device.objects.filter(member_id=actor.member_id).exclude(endpoint=endpoint).count() >= MOST:
        raise BadInput(_("Ten devices show it already. Let one go first."))
    known = {"member_id": actor.member_id, "key": key, "secret": secret, "name": plain(name, limit=80), "made_at": now()}
    row, fresh = Device.objects.select_for_update(of=("self",)).get_or_create(
        campaign=campaign, endpoint=endpoint, defaults=known
    )
    is_ours = not fresh and row.member_id == actor.member_id
    if not fresh:
        Device.objects.filter(pk=row.pk).update(**known)
    if not is_ours:
        record(DeviceAdded(), actor=actor, subject=row)
    return row


@transaction.atomic
def remove_device(*, device: Device, actor: Actor) -> None:
    """Show nothing there any more."""
    allow(can_change(actor, device))
    record(DeviceRemoved(), actor=actor, subject=device)
    Device.objects.filter(pk=device.pk).delete()


@transaction.atomic
def drop_devices(*, device_ids: Collection[uuid.UUID], actor: Actor) -> None:
    """Let go of devices of which their push service says that nobody listens there. Not in the pulse: no deed of anybody."""
    allow(can_tell_members(actor))
    Device.objects.filter(pk__in=device_ids).delete()
