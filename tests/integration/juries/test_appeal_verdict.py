"""Whoever lost appeals once and in time: a second jury without the first jurors, whose verdict is final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests import juries, stages
from tests.cast import Cast

from groundswell.juries.models import Jury
from groundswell.juries.policies import can_appeal
from groundswell.juries.services import appeal_verdict
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.people.services import grant_role
from groundswell.responses.models import Challenge, Readiness
from groundswell.responses.services import compute_readiness

MANY = ("Pia Pat Per Pim Pol Pru Paz Pen", "Quin Quim Quy Quil Qadi Qara Quan Quon")


def _judged(cast: Cast, verdict: str = "unfit") -> Jury:
    return juries.answered(juries.drawn(cast, *MANY), *[verdict] * 7)


def test_a_second_jury_without_the_first_jurors(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    first = _judged(cast)
    second = appeal_verdict(jury=first, reason="The minutes came later.", actor=cast.cleo.actor)
    assert recorded()[-1] == "juries.jury_called" and second.found == 9
    assert appeal_verdict(jury=first, reason="Sent twice.", actor=cast.cleo.actor) == second
    second = juries.draw(cast, second)
    assert not {one.member_id for one in juries.serving(second)} & {one.member_id for one in first.seats.all()}
    assert not Readiness.objects.get(version=first.challenge.version).ready, "the first verdict holds until then"
    second = juries.answered(second, *["stands"] * 7)
    challenge = Challenge.objects.get(pk=first.challenge_id)
    assert (second.verdict, challenge.verdict) == ("stands", "stands")
    assert compute_readiness(version=challenge.version, actor=machine(cast.campaign.pk)).ready
    with pytest.raises(Refused, match="final"):
        appeal_verdict(jury=second, reason="Again.", actor=cast.ben.actor)


def test_only_who_lost_and_only_one_of_them(cast: Cast) -> None:
    first = _judged(cast)
    for actor in (cast.ada.actor, cast.ben.actor, cast.visitor, juries.juror(juries.serving(first)[0])):
        with pytest.raises(NotHere):
            appeal_verdict(jury=first, reason="I think so.", actor=actor)
    appeal_verdict(jury=first, reason="It was not.", actor=cast.cleo.actor)
    (other,) = stages.neighbours(cast, cast.ferry, "Dora")
    assert other.member
    grant_role(
        role="author",
        thing="response",
        thing_id=first.challenge.version.response_id,
        member=other.member,
        actor=cast.cleo.actor,
    )
    with pytest.raises(Refused, match="appealed already"):
        appeal_verdict(jury=first, reason="It was not, I say.", actor=other.actor)


def test_where_it_stands_who_challenged_it_appeals_and_of_a_correction_either(cast: Cast) -> None:
    first = _judged(cast, "stands")
    with pytest.raises(NotHere):
        appeal_verdict(jury=first, reason="We were right.", actor=cast.cleo.actor)
    assert (
        appeal_verdict(jury=first, reason="The minutes came later.", actor=cast.ben.actor).appealed_by_id
        == cast.ben.actor.member_id
    )
    for one in (cast.ben, cast.cleo):
        assert can_appeal(one.actor, Jury(challenge=first.challenge, verdict="mend"))


def test_in_time_with_a_reason_and_only_what_has_ended(cast: Cast) -> None:
    first = juries.drawn(cast)
    with pytest.raises(Refused, match="nothing to appeal"):
        appeal_verdict(jury=first, reason="Early.", actor=cast.cleo.actor)
    first = juries.answered(first, *["unfit"] * 7)
    with pytest.raises(BadInput):
        appeal_verdict(jury=first, reason=" ", actor=cast.cleo.actor)
    with clock.at(clock.now() + timedelta(days=8)), pytest.raises(Refused, match="time to appeal is over"):
        appeal_verdict(jury=first, reason="Late.", actor=cast.cleo.actor)


def test_the_form_stands_on_the_page_of_a_side_alone(cast: Cast, client: Client) -> None:
    first = _judged(cast)
    path = f"/ellery/juries/{first.pk}/"
    for who, sees in ((cast.cleo, True), (cast.ben, False), (cast.ada, False)):
        client.force_login(who.account)
        assert ("Ask for a second jury" in client.get(path).content.decode()) is sees
        assert client.get(f"{path}appeal/").status_code == (200 if sees else 404)
    client.force_login(cast.cleo.account)
    assert client.post(f"{path}appeal/", {"reason": ""}).status_code == 422
    assert client.post(f"{path}appeal/", {"reason": "The minutes came later."}).status_code == 302
    second = Jury.objects.get(appeal_of=first)
    page = client.get(f"/ellery/juries/{second.pk}/").content.decode()
    assert "The minutes came later." in page and "Waits for" in page
    assert "It was appealed." in client.get(path).content.decode()
    timeline = client.get(f"/ellery/answers/challenges/{first.challenge_id}/").content.decode()
    assert "Appealed: a second jury was called" in timeline
