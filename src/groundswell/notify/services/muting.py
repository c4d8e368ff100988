"""Lets members mute a story or a source, and hear of it again."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.notify.events import ThingMuted, ThingUnmuted
from groundswell.notify.models import Delivery, Mute, Notice
from groundswell.notify.policies import can_change, can_follow
from groundswell.pulse.log import record


@transaction.atomic
def mute(*, campaign: Campaign, kind: str, thing_id: uuid.UUID, actor: Actor) -> Mute:
    """Hear nothing more of a story or of a source; what is on its way about that story does not leave any more."""
    allow(can_follow(actor))
    assert actor.member_id is not None
    made, fresh = Mute.objects.get_or_create(
        campaign=campaign, member_id=actor.member_id, thing_id=thing_id, defaults={"kind": kind, "made_at": now()}
    )
    if fresh:
        record(ThingMuted(what=kind), actor=actor, subject=made)
        notices = Notice.objects.filter(member_id=actor.member_id, about_id=thing_id)
        waiting = Delivery.objects.filter(member_id=actor.member_id, state=Delivery.State.WAITING, is_digest=False)
        waiting.filter(parcels__notice__in=notices).update(state=Delivery.State.DROPPED, why="muted", settled_at=now())
        notices.filter(pace="digest", parcels=None).update(pace="bell")
    return made


@transaction.atomic
def unmute(*, mute: Mute, actor: Actor) -> None:
    """Hear of it again."""
    allow(can_change(actor, mute))
    record(ThingUnmuted(what=mute.kind), actor=actor, subject=mute)
    Mute.objects.filter(pk=mute.pk).delete()
