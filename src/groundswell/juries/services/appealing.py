"""Takes the one appeal against a jury: a new jury without the first jurors, whose verdict is final."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.juries.models import Jury
from groundswell.juries.policies import can_appeal
from groundswell.juries.services.calling import fill_pool
from groundswell.juries.services.seats import locked
from groundswell.juries.terms import APPEAL
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.kit.text import line


@transaction.atomic
def appeal_verdict(*, jury: Jury, reason: str, actor: Actor) -> Jury:
    """Call a second jury, with a public reason; appealed twice is appealed once. The first verdict holds until then."""
    allow(can_appeal(actor, jury))
    reason = line(reason, limit=APPEAL, field="reason", empty=_("Say what the first jury overlooked."))
    jury = locked(jury=jury)
    if before := Jury.objects.filter(appeal_of=jury).first():
        if before.appealed_by_id == actor.member_id:
            return before
        raise Refused(_("It was appealed already. A second jury looks at it."))
    if jury.appeal_of_id is not None:
        raise Refused(_("This was the second jury. Its verdict is final."))
    if jury.appeal_until is None:
        raise Refused(_("There is nothing to appeal against yet."))
    if jury.appeal_until <= now():
        raise Refused(_("The time to appeal is over."))
    second = Jury.objects.create(
        campaign_id=jury.campaign_id,
        challenge=jury.challenge,
        appeal_of=jury,
        appealed_by_id=actor.member_id,
        appeal_reason=reason,
        called_at=now(),
        hours=jury.hours,  # as the first: whoever lost does not change it by the way
    )
    fill_pool(jury=second, actor=actor)
    return second
