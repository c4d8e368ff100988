"""Jurors hear at once that they were drawn; both sides and those who use the answer hear how it ended; nobody else does."""

from __future__ import annotations

from typing import Any

from tests import juries, stages
from tests.cast import Cast
from tests.integration.notify.conftest import Ears

from groundswell.campaigns.addresses import address
from groundswell.juries.services import appeal_verdict, decline_seat
from groundswell.notify.models import Notice, Preference
from groundswell.notify.services import choose
from groundswell.people.models import Member
from groundswell.people.services import grant_role
from groundswell.responses.models import Adoption
from groundswell.responses.services import adopt_version, take_down_version
from groundswell.sharing.services import make_pass_on

DRAWN = "You were drawn for a jury"


def _adopted(cast: Cast) -> Any:
    jury = juries.called(cast)
    adopt_version(version=jury.challenge.version, community=cast.ferry, actor=cast.ben.actor)
    return juries.draw(cast, jury)


def test_jurors_and_nobody_else_hear_at_once(cast: Cast, ears: Ears) -> None:
    jury = juries.called(cast)
    ears.mail()
    jury = juries.draw(cast, jury)
    mails = [mail for mail in ears.mail() if DRAWN in mail.body]
    drawn = {one.member.account.email for one in juries.serving(jury) if one.member and one.member.account}
    assert {mail.to[0] for mail in mails} == drawn and len(mails) == 7
    assert all(f"/ellery/juries/{jury.pk}/serve/" in mail.body and "you were drawn by lot" in mail.body for mail in mails)


def test_whoever_steps_in_hears(cast: Cast, ears: Ears) -> None:
    jury = juries.drawn(cast)
    ears.mail()
    seat = juries.serving(jury)[0]
    decline_seat(seat=seat, actor=juries.juror(seat))
    (mail,) = (mail for mail in ears.mail() if DRAWN in mail.body)
    last = juries.serving(jury)[-1]
    assert last.member and last.member.account and mail.to == [last.member.account.email]


def test_a_seat_that_was_left_is_told_no_more(cast: Cast, ears: Ears, client: Any) -> None:
    jury = juries.drawn(cast)
    ears.hear()
    seat = juries.serving(jury)[0]
    assert seat.member and seat.member.account
    client.force_login(seat.member.account)
    notices = address(cast.campaign, "notify:notices")
    assert DRAWN in client.get(notices).content.decode()
    decline_seat(seat=seat, actor=juries.juror(seat))
    assert DRAWN not in client.get(notices).content.decode()


def test_both_sides_and_those_who_use_it_hear_that_it_lost_its_readiness(cast: Cast, ears: Ears) -> None:
    jury = _adopted(cast)
    ears.mail()
    juries.answered(jury, *["unfit"] * 7)
    mails = {mail.to[0]: mail.body for mail in ears.mail()}
    assert mails.keys() == {cast.cleo.account.email, cast.ben.account.email}
    assert all("it should not be ready, so it lost its readiness" in body for body in mails.values())
    assert not Notice.objects.filter(topic="short").exists(), "one notice of one thing"


def test_the_other_side_hears_of_an_appeal_and_both_of_its_end(cast: Cast, ears: Ears) -> None:
    first = juries.answered(juries.drawn(cast, juries.FERRY + " Paz Pen", juries.ORCHARD), *["unfit"] * 7)
    ears.mail()
    second = appeal_verdict(jury=first, reason="The minutes came later.", actor=cast.cleo.actor)
    (mail,) = ears.mail()
    assert mail.to == [cast.ben.account.email] and "A verdict was appealed" in mail.body
    second = juries.draw(cast, second)
    ears.mail()
    juries.answered(second, *["stands"] * second.size)
    assert {mail.to[0] for mail in ears.mail() if "A jury decided: it stands" in mail.body} == {
        cast.cleo.account.email,
        cast.ben.account.email,
    }


def test_authors_hear_that_their_answer_was_taken_down_without_its_words(cast: Cast, ears: Ears) -> None:
    jury = juries.called(cast)
    ears.mail()
    version = jury.challenge.version
    take_down_version(version=version, reason="It names a juror of the court.", actor=cast.ada.actor)
    (mail,) = (mail for mail in ears.mail() if mail.to == [cast.cleo.account.email])
    assert "It was taken down as against the law" in mail.body and version.title not in mail.body


def test_who_chose_the_digest_for_what_is_theirs_waits_for_it(cast: Cast, ears: Ears) -> None:
    jury = juries.called(cast, "Pia Pat", "Quin")
    ears.mail()
    for member in Member.objects.filter(person__name__in=["Pia", "Pat", "Quin"]):
        actor = juries.present_actor(cast.campaign.pk, member.account_id)
        choose(campaign=cast.campaign, actor=actor, own=Preference.Pace.DIGEST)
    juries.draw(cast, jury)
    assert ears.mail() == [] and Notice.objects.filter(topic="seat", pace="digest").count() == 3


def test_who_passed_it_on_hears_what_was_upheld_and_nobody_of_what_stands(cast: Cast, ears: Ears) -> None:
    jury = _adopted(cast)
    (fay,) = stages.neighbours(cast, cast.ferry, "Fanny")
    make_pass_on(adoption=Adoption.objects.get(), actor=fay.actor)
    juries.answered(jury, *["mend"] * 7)
    ears.hear()
    assert fay.member and Notice.objects.filter(topic="judged", member=fay.member).count() == 1
    assert Notice.objects.filter(topic="judged").count() == 3


def test_whoever_speaks_with_it_hears_that_it_stands_too(cast: Cast, ears: Ears) -> None:
    jury = _adopted(cast)
    (host,) = stages.neighbours(cast, cast.ferry, "Hanna")
    assert host.member
    grant_role(role="host", thing="community", thing_id=cast.ferry.pk, member=host.member, actor=cast.ben.actor)
    make_pass_on(adoption=Adoption.objects.get(), actor=cast.ben.actor)
    juries.answered(jury, *["stands"] * 7)
    ears.hear()
    assert Notice.objects.filter(topic="judged", member=host.member).exists(), "they had heard that it was challenged"
