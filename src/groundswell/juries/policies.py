"""Who serves on juries, appeals, and sees what; each rule of sight for one thing and for many."""

from __future__ import annotations

from django.db.models import QuerySet

from groundswell.juries.models import Jury, Seat, Term
from groundswell.juries.terms import JOINED_APPEAL
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.responses.models import Challenge
from groundswell.responses.policies import can_answer_challenge, is_challenger


def can_see_jury(actor: Actor, jury: Jury) -> bool:
    """Juries are public: how they were drawn, and once they closed how many said what and why. Never who."""
    return True


def visible_to(actor: Actor, juries: QuerySet[Jury]) -> QuerySet[Jury]:
    """The juries of which ``can_see_jury`` is true."""
    return juries


def can_see_seat(actor: Actor, seat: Seat) -> bool:
    """A seat, with who sits there and what they say, is seen by its juror alone."""
    return actor.is_member and seat.member_id == actor.member_id


def seats_visible_to(actor: Actor, seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """The seats of which ``can_see_seat`` is true."""
    return seats.none() if actor.member_id is None else seats.filter(member_id=actor.member_id)


def can_serve(actor: Actor, seat: Seat) -> bool:
    """Whoever was drawn for a seat answers or declines, until they left it."""
    return can_see_seat(actor, seat) and seat.left_at is None


def can_run_juries(actor: Actor) -> bool:
    """Nobody calls, draws or closes a jury by hand: the program does, by rules anybody can check."""
    return actor.is_machine


def can_appeal(actor: Actor, jury: Jury) -> bool:
    """Whoever did not get what they asked for: who challenged it where it stands, its writers where it is not to be ready.

    Of a correction, and where there was no verdict, either side. So nobody who won uses up the one appeal; whoever joined a
    challenge, which a friend of its writers may do, has it only at the end, if the one who raised it let it be.
    """
    challenges, writes = _challenges(actor, jury), can_answer_challenge(actor, jury.challenge)
    if jury.verdict == Challenge.Verdict.STANDS:
        return challenges
    return writes if jury.verdict == Challenge.Verdict.UNREADY else challenges or writes


def _challenges(actor: Actor, jury: Jury) -> bool:
    """Whether the actor raised the challenge or, in the last days of an appeal, one that was joined to it."""
    if is_challenger(actor, jury.challenge):
        return True
    if actor.member_id is None or jury.appeal_until is None or jury.appeal_until - now() > JOINED_APPEAL:
        return False
    return Challenge.objects.filter(joined_to=jury.challenge_id, raised_by=actor.member_id).exists()


def can_choose_hours(actor: Actor) -> bool:
    """The stewards choose how long juries have to answer, for those not called yet."""
    return actor.is_steward


def can_see_term(actor: Actor, term: Term) -> bool:
    """What was chosen, when and why is public; by whom, members see."""
    return True


def terms_visible_to(actor: Actor, terms: QuerySet[Term]) -> QuerySet[Term]:
    """The choices of which ``can_see_term`` is true."""
    return terms


def can_be_left_out(actor: Actor) -> bool:
    """Any member asks to be left out of juries, or back in."""
    return actor.is_member
