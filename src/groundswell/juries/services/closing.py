"""Ends juries: counts what was said, lets the verdict bind, or says that too few answered."""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from groundswell.juries.events import JuryClosed, JuryExtended
from groundswell.juries.lots import verdict_of
from groundswell.juries.models import Jury, Seat
from groundswell.juries.policies import can_run_juries
from groundswell.juries.services.calling import call_missing_juries
from groundswell.juries.services.seats import fill_seats, leave_seat, locked
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.log import record
from groundswell.responses.models import Challenge
from groundswell.responses.services import judge_challenge, lift_take_down, refer_challenge


@transaction.atomic
def close_jury(*, jury: Jury, actor: Actor) -> Jury:
    """Close a jury whose time is over, or in which everybody answered; before that, and a second time, nothing happens."""
    allow(can_run_juries(actor))
    jury = locked(jury=jury)
    if jury.state != "sits" or jury.closes_at is None:
        return jury
    said = [one.verdict for one in jury.seats.filter(left_at=None) if one.verdict]
    silent = list(jury.seats.filter(left_at=None, verdict=""))
    if silent and jury.closes_at > now():
        return jury
    if len(said) < jury.quorum:
        return _without(jury, silent, actor)
    counts = Counter(said)
    jury.counts = {one: counts[one] for one in Challenge.Verdict.values}
    verdict = Challenge.Verdict(verdict_of(counts, Challenge.Verdict.values))
    jury.verdict = verdict
    judge_challenge(challenge=jury.challenge, verdict=verdict, actor=actor)
    return _end(jury, Jury.Outcome.VERDICT, actor)


def withdraw(*, jury: Jury, actor: Actor) -> Jury:
    """End a jury that is not needed: what it was called for was settled before it sat. Part of a deed on a locked jury."""
    return _end(jury, Jury.Outcome.WITHDRAWN, actor)


def end_without(*, jury: Jury, actor: Actor) -> Jury:
    """End a jury without a verdict: an earlier one stands, and with none what was taken down is shown. Part of a deed."""
    refer_challenge(challenge=jury.challenge, sits=False, actor=actor)
    lift_take_down(challenge=jury.challenge, actor=actor)
    return _end(jury, Jury.Outcome.NONE, actor)


def _without(jury: Jury, silent: list[Seat], actor: Actor) -> Jury:
    """Too few answered: once, others step in for the silent and have the same time; after that it ends without a verdict."""
    if not jury.extended:
        for seat in silent:
            leave_seat(jury=jury, seat=seat, why=Seat.Left.SILENT, actor=actor)
        if fill_seats(jury=jury, actor=actor):
            jury.extended, jury.closes_at = True, now() + jury.answer_within
            jury.save(update_fields=["extended", "closes_at"])
            told = JuryExtended(jury.challenge_id, jury.challenge.version.response_id)
            record(told, actor=actor, subject=jury)
            return jury
    return end_without(jury=jury, actor=actor)


def _end(jury: Jury, outcome: Jury.Outcome, actor: Actor) -> Jury:
    jury.closed_at, jury.outcome = now(), outcome
    jury.save(update_fields=["closed_at", "outcome", "verdict", "counts"])
    version = jury.challenge.version
    told = JuryClosed(
        jury.challenge_id, version.response_id, version=version.pk, outcome=str(outcome), verdict=str(jury.verdict)
    )
    record(told, actor=actor, subject=jury)
    call_missing_juries(version=version, actor=actor)  # for what was raised meanwhile and could not be joined to it
    return jury
