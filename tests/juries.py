"""Juries for tests: Cleo's ready answer is challenged by Ben, and bystanders who have no part in it can be drawn."""

from __future__ import annotations

from datetime import timedelta

from groundswell.juries.models import Jury, Seat
from groundswell.juries.services import answer_as_juror, call_missing_juries, draw_jury
from groundswell.juries.tasks import tend_jury
from groundswell.kit import clock
from groundswell.kit.actor import Actor, machine
from groundswell.people.selectors import present_actor
from groundswell.responses.models import Question
from groundswell.responses.services import ask_question
from tests import stages
from tests.cast import Cast, Player

FERRY, ORCHARD = "Pia Pat Per Pim Pol Pru", "Quin Quim Quy Quil Qadi Qara"


def bystanders(cast: Cast, ferry: str = FERRY, orchard: str = ORCHARD) -> list[Player]:
    """Members for ten days who never had to do with the answer."""
    with clock.at(clock.now() - timedelta(days=10)):
        return stages.neighbours(cast, cast.ferry, ferry) + stages.neighbours(cast, cast.orchard, orchard)


def called(cast: Cast, ferry: str = FERRY, orchard: str = ORCHARD) -> Jury:
    """A jury was called on Ben's challenge; nothing has happened since."""
    bystanders(cast, ferry, orchard)
    challenge = stages.challenged(cast, stages.ready(cast))
    (jury,) = call_missing_juries(version=challenge.version, actor=machine(cast.campaign.pk))
    return jury


def drawn(cast: Cast, ferry: str = FERRY, orchard: str = ORCHARD) -> Jury:
    """It was drawn, by the seed that Ada's question gave."""
    return draw(cast, called(cast, ferry, orchard))


def draw(cast: Cast, jury: Jury) -> Jury:
    """Ada asks another question in public, and with that the jury is drawn."""
    return draw_by(cast, jury, cast.ada)


def draw_by(cast: Cast, jury: Jury, player: Player) -> Jury:
    """The same by somebody else's question: whose has no part in the answer."""
    ask_question(title=f"Who pays for pipe {Question.objects.count() + 1}?", actor=player.actor)
    return draw_jury(jury=jury, actor=machine(cast.campaign.pk))


def serving(jury: Jury) -> list[Seat]:
    """The seats whose jurors can answer now."""
    seats = jury.seats.filter(left_at=None).select_related("jury__challenge", "member")
    return list(seats.order_by("stepped_in", "seated_at", "label"))


def juror(seat: Seat) -> Actor:
    """Whoever sits there, roles read afresh."""
    assert seat.member is not None
    return present_actor(seat.campaign_id, seat.member.account_id)


def answered(jury: Jury, *verdicts: str) -> Jury:
    """As many jurors as there are verdicts have answered, in the order of their seats."""
    for number, (seat, verdict) in enumerate(zip(serving(jury), verdicts, strict=False), start=1):
        answer_as_juror(seat=seat, verdict=verdict, reason=f"I looked it up, {number}.", actor=juror(seat))
    return Jury.objects.get(pk=jury.pk)


def judged(cast: Cast, verdict: str = "unfit") -> Jury:
    """All seven said the same."""
    return answered(drawn(cast), *[verdict] * 7)


def with_ada(cast: Cast) -> Jury:
    """Ten days on, Ada and two others are all who have no part in the answer: they are drawn."""
    stages.neighbours(cast, cast.ferry, "Pia Pat")
    version = stages.ready(cast)
    with clock.at(clock.now() + timedelta(days=10)):
        stages.challenged(cast, version)
        (jury,) = call_missing_juries(version=version, actor=machine(cast.campaign.pk))
        return draw(cast, jury)


def ended_with_ada(cast: Cast) -> Jury:
    """The same jury, when all three have answered."""
    return answered(with_ada(cast), *["unfit"] * 3)


def tend(cast: Cast, jury: Jury) -> None:
    """What the program does with a jury every minute."""
    tend_jury(Jury.objects.get(pk=jury.pk), machine(cast.campaign.pk))
