"""Keeps who asked to be left out of juries."""

from __future__ import annotations

from django.db import transaction

from groundswell.juries.events import AbsenceChanged
from groundswell.juries.models import Absence
from groundswell.juries.policies import can_be_left_out
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record


@transaction.atomic
def leave_out(*, away: bool, actor: Actor) -> None:
    """Be left out of juries from the next draw on, or be drawn again; said twice is said once."""
    allow(can_be_left_out(actor))
    member = member_of(actor)
    if away:
        _row, changed = Absence.objects.get_or_create(campaign_id=member.campaign_id, member=member, defaults={"since": now()})
    else:
        changed = bool(Absence.objects.filter(member=member).delete()[0])
    if changed:
        record(AbsenceChanged(away=away), actor=actor, subject=member)
