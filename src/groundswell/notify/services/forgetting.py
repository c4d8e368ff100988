"""Lets go of everything about somebody who was erased, and of what nobody looks at any more."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.notify.models import CommunityWish, Delivery, Device, Follow, Mute, Notice, Preference, Watch
from groundswell.notify.policies import can_tell_members

KEPT = timedelta(days=90)


@transaction.atomic
def forget_member(*, member_id: uuid.UUID, actor: Actor) -> None:
    """Take away what a member followed, muted, chose and was told. The list of addresses that get nothing stays."""
    allow(can_tell_members(actor))
    follows = list(Follow.objects.filter(member_id=member_id).values_list("pk", flat=True))
    Watch.objects.filter(thing_id__in=[member_id, *follows]).delete()
    for model in (Follow, Mute, CommunityWish, Device, Delivery, Notice, Preference):
        model.objects.filter(member_id=member_id).delete()


@transaction.atomic
def sweep(*, actor: Actor) -> int:
    """Drop notices and deliveries older than is told on the privacy page; returns how many notices went."""
    allow(can_tell_members(actor))
    before = now() - KEPT
    Delivery.objects.filter(due_at__lt=before).delete()
    return Notice.objects.filter(made_at__lt=before).delete()[0]
