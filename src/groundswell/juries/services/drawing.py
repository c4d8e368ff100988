"""Draws juries from their pool, by a seed that nobody knew when the pool was fixed."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.juries.events import JuryDrawn, SeatFilled
from groundswell.juries.lots import drawn_from, seed_of
from groundswell.juries.models import Jury, Seat
from groundswell.juries.policies import can_run_juries
from groundswell.juries.selectors.eligible import (
    can_be_drawn_for,
    can_still_serve,
    first_deed_after,
    members_by_label,
    to_join,
)
from groundswell.juries.services.calling import fill_pool
from groundswell.juries.services.closing import end_without, withdraw
from groundswell.juries.services.seats import fill_seats, locked
from groundswell.juries.terms import APPEAL_WAITS, DEED_WITHIN, LIFTED_AFTER
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.log import Happening, record, record_many
from groundswell.responses.models import Challenge
from groundswell.responses.services import refer_challenge


@transaction.atomic
def draw_jury(*, jury: Jury, actor: Actor) -> Jury:
    """Draw a called jury as soon as a later deed gives the seed; nothing happens while there is none, or twice."""
    allow(can_run_juries(actor))
    jury = locked(jury=jury)
    if jury.state not in ("waits", "called"):
        return jury
    challenge = jury.challenge
    if challenge.settled_at is not None and (jury.appeal_of_id is None or not (challenge.verdict or challenge.is_lifted)):
        return withdraw(jury=jury, actor=actor)
    if not jury.size:
        return _wait(jury, actor)
    deed = first_deed_after(jury)
    if not deed and now() - jury.called_at < DEED_WITHIN:
        return jury
    jury.deed, jury.seed = deed, seed_of(jury.challenge_id, jury.digest, deed)
    jury.drawn_at = now()
    jury.closes_at = jury.drawn_at + jury.answer_within
    jury.save(update_fields=["deed", "seed", "drawn_at", "closes_at"])
    joining = [] if jury.appeal_of_id else to_join(challenge)  # an appeal is about what the first jury saw
    refer_challenge(challenge=challenge, sits=True, joining=joining, actor=actor)
    told = JuryDrawn(jury.challenge_id, jury.challenge.version.response_id, size=jury.size, seed=jury.seed)
    record(told, actor=actor, subject=jury)
    _seat(jury, actor)
    return jury


def _wait(jury: Jury, actor: Actor) -> Jury:
    """Fix a pool as soon as three can be had; whose time to wait is over ends without a verdict."""
    has_waited = now() - jury.called_at  # before a pool is fixed, which counts as a call
    if len(can_be_drawn_for(jury)) != jury.found:
        fill_pool(jury=jury, actor=actor)
    ends_after = APPEAL_WAITS if jury.appeal_of_id else LIFTED_AFTER if jury.challenge.kind == Challenge.Kind.LAW else None
    if jury.size or ends_after is None or has_waited < ends_after:
        return jury
    return end_without(jury=jury, actor=actor)


def _seat(jury: Jury, actor: Actor) -> None:
    """Fill the seats; for those who cannot serve any more since the pool was fixed, the next step in."""
    here = members_by_label(jury, can_still_serve(jury))
    letters = dict(jury.pool)
    for label in drawn_from([(one, group) for one, group in jury.pool], jury.seed, jury.size):
        gone = label not in here
        Seat.objects.create(
            id=uuid.uuid4(),
            campaign_id=jury.campaign_id,
            jury=jury,
            member_id=here.get(label),
            label=label,
            letter=letters[label],
            seated_at=now(),
            left_at=now() if gone else None,
            left_why=Seat.Left.UNABLE if gone else "",
        )
    fill_seats(jury=jury, actor=actor)
    seated = jury.seats.filter(left_at=None, stepped_in=False)
    record_many([Happening(SeatFilled(jury=jury.pk), one) for one in seated], actor=actor)
