"""Notes what a member has read of what came for them. Not in the pulse: nobody wants a history of what one read."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.notify.models import Notice
from groundswell.notify.policies import can_change, can_follow, can_tell_members, visible_to


@transaction.atomic
def mark_read(*, notice: Notice, actor: Actor) -> None:
    """Note that one was read."""
    allow(can_change(actor, notice))
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now())


@transaction.atomic
def mark_all_read(*, actor: Actor) -> int:
    """Note that all were read; returns how many were new."""
    allow(can_follow(actor))
    return visible_to(actor, Notice.objects.filter(read_at=None)).update(read_at=now())


@transaction.atomic
def settle_for_all(*, topic: str, thing_id: uuid.UUID, actor: Actor) -> int:
    """Note that nobody need look any more, as somebody has done what it asked for; returns how many it was new to."""
    allow(can_tell_members(actor))
    return Notice.objects.filter(topic=topic, thing_id=thing_id, read_at=None).update(read_at=now())
