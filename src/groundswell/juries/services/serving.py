"""What jurors do: answer in secret until the jury closes, or decline; and who steps in for whom is gone."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.juries.events import JurorAnswered
from groundswell.juries.models import Jury, Seat
from groundswell.juries.policies import can_run_juries, can_see_seat, can_serve
from groundswell.juries.selectors.eligible import has_part_in
from groundswell.juries.selectors.tending import last_look
from groundswell.juries.services.closing import close_jury
from groundswell.juries.services.seats import fill_seats, leave_seat, locked
from groundswell.juries.terms import REASON, STEP_IN_WITHIN
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.text import line
from groundswell.pulse.log import record
from groundswell.responses.models import Challenge


@transaction.atomic
def answer_as_juror(*, seat: Seat, verdict: str, reason: str, actor: Actor) -> Seat:
    """Say what one thinks and why; said again before the end, the new words replace the old. The last answer closes it.

    Whoever took a part in the answer since they were drawn (rated it, wrote on it) judges it no more: they leave the seat.
    """
    allow(can_see_seat(actor, seat))
    jury, seat = _held(seat)
    allow(can_serve(actor, seat))
    _still_open(jury)
    if verdict not in Challenge.Verdict.values:
        raise BadInput(_("Choose one of the three."), field="verdict")
    reason = line(reason, limit=REASON, field="reason", empty=_("Say why, in a sentence or two of your own."))
    if (seat.verdict, seat.reason) == (verdict, reason):
        return seat
    if actor.member_id in has_part_in(jury.challenge):
        if seat.verdict:
            raise Refused(_("You took a part in this answer since you answered. What you said as a juror stays as it is."))
        _leave(jury, seat, Seat.Left.UNABLE)
        return seat
    is_first = not seat.verdict
    seat.verdict, seat.reason, seat.answered_at = verdict, reason, now()
    seat.save(update_fields=["verdict", "reason", "answered_at"])
    if is_first:
        _tell(jury)
    if not jury.seats.filter(left_at=None, verdict="").exists():
        close_jury(jury=jury, actor=machine(jury.campaign_id))
    return seat


@transaction.atomic
def decline_seat(*, seat: Seat, actor: Actor) -> Seat:
    """Leave a seat without a reason: the next in the drawn order steps in. Declined twice is declined once."""
    allow(can_see_seat(actor, seat))
    jury, seat = _held(seat)
    if seat.left_why == Seat.Left.DECLINED:
        return seat
    allow(can_serve(actor, seat))
    _still_open(jury)
    if seat.verdict:
        raise Refused(_("You have answered. You can still change your answer until the jury closes."))
    _leave(jury, seat, Seat.Left.DECLINED)
    return seat


@transaction.atomic
def replace_the_gone(*, jury: Jury, actor: Actor) -> int:
    """Let others step in for jurors who left the campaign before they answered; returns how many had gone.

    Once a day from the draw on, and for those who had left by then: whoever leaves, which everybody reads in the log, is
    followed by an empty seat at the next of these moments and never at their own.
    """
    allow(can_run_juries(actor))
    jury = locked(jury=jury)
    until = last_look(jury)
    if until is None or jury.state != "sits" or (jury.looked_until is not None and jury.looked_until >= until):
        return 0
    jury.looked_until = until
    jury.save(update_fields=["looked_until"])
    silent = jury.seats.filter(left_at=None, verdict="")
    gone = list(silent.filter(Q(member__left_at__lte=until) | Q(member=None)).order_by("label"))
    for seat in gone:
        _leave(jury, seat, Seat.Left.UNABLE)
    return len(gone)


def _held(seat: Seat) -> tuple[Jury, Seat]:
    jury = locked(jury=seat.jury)
    return jury, Seat.objects.select_for_update().get(pk=seat.pk)


def _still_open(jury: Jury) -> None:
    """Say so when the jury closed meanwhile, in another tab or by the clock."""
    if jury.state != "sits" or (jury.closes_at is not None and jury.closes_at <= now()):
        raise Refused(_("This jury is closed; its answers are counted."))


def _leave(jury: Jury, seat: Seat, why: Seat.Left) -> None:
    actor = machine(jury.campaign_id)
    leave_seat(jury=jury, seat=seat, why=why, actor=actor)
    if fill_seats(jury=jury, actor=actor):
        least = now() + STEP_IN_WITHIN
        if jury.closes_at is not None and jury.closes_at < least:
            jury.closes_at = least
            jury.save(update_fields=["closes_at"])
    elif not jury.seats.filter(left_at=None, verdict="").exists():
        close_jury(jury=jury, actor=actor)


def _tell(jury: Jury) -> None:
    told = JurorAnswered(jury.challenge_id, jury.challenge.version.response_id)
    record(told, actor=machine(jury.campaign_id), subject=jury)
