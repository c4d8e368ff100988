"""Who sat is forgotten when no appeal is possible any more, and when somebody is erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from tests import juries
from tests.cast import Cast

from groundswell.juries.models import Absence, Jury, Seat
from groundswell.juries.services import appeal_verdict, forget_jurors, forget_member, leave_out
from groundswell.juries.tasks import tend_juries
from groundswell.kit import clock
from groundswell.kit.actor import machine


def test_after_the_time_to_appeal_nobody_can_tell_who_sat(
    cast: Cast, recorded: Callable[[], list[str]], client: Client
) -> None:
    jury = juries.judged(cast)
    assert not forget_jurors(jury=jury, actor=machine(cast.campaign.pk))
    with clock.at(clock.now() + timedelta(days=8)):
        tend_juries()
        tend_juries()
    jury = Jury.objects.get()
    assert jury.salt == "" and not Seat.objects.exclude(member=None).exists()
    assert recorded().count("juries.jurors_forgotten") == 1
    client.force_login(cast.ada.account)
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "I looked it up, 3." in page and "Your label" not in page


def test_an_appeal_keeps_them_until_it_is_decided(cast: Cast) -> None:
    first = juries.answered(juries.drawn(cast, juries.FERRY + " Paz Pen", juries.ORCHARD + " Quan Quon"), *["unfit"] * 7)
    second = juries.draw(cast, appeal_verdict(jury=first, reason="The minutes.", actor=cast.cleo.actor))
    with clock.at(clock.now() + timedelta(days=9)):
        assert not forget_jurors(jury=first, actor=machine(cast.campaign.pk))
    second = juries.answered(second, *["stands"] * 7)
    tend_juries()
    assert not Seat.objects.exclude(member=None).exists() and Jury.objects.filter(salt="").count() == 2
    assert second.verdict == "stands"


def test_an_erased_juror_is_cut_off(cast: Cast) -> None:
    seat = juries.serving(juries.drawn(cast))[0]
    assert seat.member_id
    leave_out(away=True, actor=juries.juror(seat))
    forget_member(member_id=seat.member_id, actor=machine(cast.campaign.pk))
    assert not Seat.objects.filter(member_id=seat.member_id).exists() and not Absence.objects.exists()
