"""Changes how long juries have to answer: on the record, within limits, and never for a jury that was called."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.juries.events import HoursChanged
from groundswell.juries.models import Term
from groundswell.juries.policies import can_choose_hours
from groundswell.juries.selectors.hours import hours_now
from groundswell.juries.terms import HOURS_LEAST, HOURS_MOST, WHY
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record


@transaction.atomic
def choose_hours(*, hours: int, reason: str, actor: Actor) -> int:
    """Choose how long those drawn from now on have; chosen twice is chosen once. Returns the hours that hold."""
    allow(can_choose_hours(actor))
    if not HOURS_LEAST <= hours <= HOURS_MOST:
        limits = {"least": HOURS_LEAST, "most": HOURS_MOST}
        raise BadInput(_("Choose from %(least)d to %(most)d hours.") % limits, field="hours")
    reason = line(reason, limit=WHY, field="reason", empty=_("Give the reason. Everyone can read it."))
    member = member_of(actor)
    take_turn(f"hours of juries {member.campaign_id}")
    before = hours_now()
    if before == hours:
        return hours
    term = Term.objects.create(
        campaign_id=member.campaign_id, hours=hours, before=before, reason=reason, chosen_by=member, chosen_at=now()
    )
    record(HoursChanged(hours=hours, before=before), actor=actor, subject=term)
    return hours
