"""Forgets who sat: when no appeal is possible any more, and when somebody is erased."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.juries.events import JurorsForgotten
from groundswell.juries.models import Absence, Jury, Seat
from groundswell.juries.policies import can_run_juries
from groundswell.juries.services.seats import locked
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.log import record


@transaction.atomic
def forget_jurors(*, jury: Jury, actor: Actor) -> bool:
    """Cut the links to the jurors and throw the salt away, unless an appeal is still possible; returns whether it was done."""
    allow(can_run_juries(actor))
    jury = locked(jury=jury)
    if jury.forgotten_at is not None or not _is_final(jury):
        return False
    jury.seats.update(member=None)
    jury.salt, jury.forgotten_at = "", now()
    jury.save(update_fields=["salt", "forgotten_at"])
    record(JurorsForgotten(jury.challenge_id), actor=actor, subject=jury)
    return True


@transaction.atomic
def forget_member(*, member_id: uuid.UUID, actor: Actor) -> None:
    """Cut an erased member's links to juries; what they said as a juror stays, by nobody. Not on the pulse: it names nobody."""
    allow(can_run_juries(actor))
    Absence.objects.filter(member_id=member_id).delete()
    Seat.objects.filter(member_id=member_id).update(member=None)


def _is_final(jury: Jury) -> bool:
    """Whether it is closed and nothing that needs to know its jurors can follow."""
    if jury.closed_at is None:
        return False
    second = Jury.objects.filter(appeal_of=jury).first()
    if second is not None:
        return second.closed_at is not None
    return jury.appeal_until is None or jury.appeal_until <= now()
