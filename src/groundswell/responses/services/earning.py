"""Lets what somebody earned by work stand beside their name, or takes it away again."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.responses.models import EarnedShown
from groundswell.responses.policies import can_show_earned
from groundswell.responses.set_apart_events import EarnedShownChanged


@transaction.atomic
def show_earned(*, shown: bool, actor: Actor) -> None:
    """Show beside one's name what one's work came to, or no longer; chosen twice is chosen once."""
    allow(can_show_earned(actor))
    member = member_of(actor)
    if shown:
        _row, changed = EarnedShown.objects.get_or_create(
            campaign_id=member.campaign_id, member=member, defaults={"since": now()}
        )
    else:
        changed = bool(EarnedShown.objects.filter(member=member).delete()[0])
    if changed:
        record(EarnedShownChanged(shown=shown), actor=actor, subject=member)


@transaction.atomic
def forget_earned(*, member_id: uuid.UUID, actor: Actor) -> None:
    """Take the choice of somebody away who was erased."""
    allow(actor.is_machine)
    EarnedShown.objects.filter(member_id=member_id).delete()
