"""A juror declines without a reason: the next in the drawn order steps in, with time enough to answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests import juries
from tests.cast import Cast

from groundswell.juries.lots import next_after
from groundswell.juries.models import Jury
from groundswell.juries.services import answer_as_juror, decline_seat, replace_the_gone
from groundswell.juries.tasks import tend_juries
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere, Refused
from groundswell.people.services import leave_campaign
from groundswell.pulse.models import PulseEvent


def test_the_next_in_the_drawn_order_steps_in(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    jury = juries.drawn(cast)
    before = juries.serving(jury)
    seat = before[2]
    awaited = next_after([tuple(one) for one in jury.pool], jury.seed, {one.label for one in before}, seat.letter)[0]
    for _press in range(2):
        decline_seat(seat=seat, actor=juries.juror(seat))
    after = juries.serving(jury)
    assert len(after) == 7 and after[-1].label == awaited and after[-1].stepped_in
    assert after[-1].letter == seat.letter, "the balance stays"
    assert recorded()[-2:] == ["juries.seat_left", "juries.seat_filled"]
    with pytest.raises(NotHere):
        answer_as_juror(seat=seat, verdict="stands", reason="After all.", actor=juries.juror(seat))


def test_whoever_steps_in_late_has_a_day(cast: Cast) -> None:
    jury = juries.drawn(cast)
    seat = juries.serving(jury)[0]
    late = clock.now() + timedelta(hours=70)
    with clock.at(late):
        decline_seat(seat=seat, actor=juries.juror(seat))
    assert Jury.objects.get(pk=jury.pk).closes_at == late + timedelta(hours=24)


def test_who_has_answered_does_not_decline(cast: Cast) -> None:
    seat = juries.serving(juries.answered(juries.drawn(cast), "stands"))[0]
    with pytest.raises(Refused, match="You have answered"):
        decline_seat(seat=seat, actor=juries.juror(seat))


def test_when_nobody_is_left_the_others_decide(cast: Cast) -> None:
    jury = juries.drawn(cast, "Pia Pat", "Quin")
    first, second, third = juries.serving(jury)
    answer_as_juror(seat=first, verdict="mend", reason="One word is off.", actor=juries.juror(first))
    answer_as_juror(seat=second, verdict="mend", reason="Two words are.", actor=juries.juror(second))
    decline_seat(seat=third, actor=juries.juror(third))
    jury = Jury.objects.get(pk=jury.pk)
    assert (jury.state, jury.verdict) == ("closed", "mend")


def test_when_all_decline_it_ends_without_a_verdict(cast: Cast) -> None:
    jury = juries.drawn(cast, "Pia Pat", "Quin")
    for seat in juries.serving(jury):
        decline_seat(seat=seat, actor=juries.juror(seat))
    jury = Jury.objects.get(pk=jury.pk)
    assert (jury.state, jury.outcome, jury.challenge.jury_since) == ("closed", "none", None)


def test_for_who_left_the_campaign_another_steps_in(cast: Cast) -> None:
    jury = juries.drawn(cast)
    seat = juries.serving(jury)[0]
    assert seat.member
    leave_campaign(member=seat.member, actor=juries.juror(seat))
    assert replace_the_gone(jury=jury, actor=machine(cast.campaign.pk)) == 0, "not when they leave"
    with clock.at(jury.drawn_at + timedelta(hours=25)):
        assert replace_the_gone(jury=jury, actor=machine(cast.campaign.pk)) == 1
        assert replace_the_gone(jury=jury, actor=machine(cast.campaign.pk)) == 0
    assert len(juries.serving(jury)) == 7


def test_the_page_after_it_says_so(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    seat = juries.serving(jury)[0]
    assert seat.member and seat.member.account
    client.force_login(seat.member.account)
    assert client.post(f"/ellery/juries/{jury.pk}/decline/").status_code == 302
    page = client.get(f"/ellery/juries/{jury.pk}/serve/").content.decode()
    assert "You left this seat: preferred not to" in page and "Give your answer" not in page


def test_who_declined_or_whose_jury_closed_reads_the_text_no_more(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast, "Pia Pat", "Quin")
    summary = jury.challenge.version.summary
    for number, seat in enumerate(juries.serving(jury)):
        assert seat.member and seat.member.account
        client.force_login(seat.member.account)
        path = f"/ellery/juries/{jury.pk}/serve/"
        assert summary in client.get(path).content.decode()
        if number:
            answer_as_juror(seat=seat, verdict="mend", reason="One word is off.", actor=juries.juror(seat))
        else:
            decline_seat(seat=seat, actor=juries.juror(seat))
            assert summary not in client.get(path).content.decode()
    page = client.get(path).content.decode()
    assert "This jury is closed." in page and summary not in page


def test_nothing_in_the_log_tells_a_juror_who_left_the_campaign_from_one_who_declined(cast: Cast) -> None:
    jury = juries.drawn(cast)
    first, second, *_others = juries.serving(jury)
    decline_seat(seat=first, actor=juries.juror(first))
    assert second.member
    leave_campaign(member=second.member, actor=juries.juror(second))
    rows = PulseEvent.objects.filter(kind="juries.seat_left").order_by("seq")
    for hours in (0, 23):
        with clock.at(jury.drawn_at + timedelta(hours=hours)):
            tend_juries()
        assert rows.count() == 1, "not when they left, but once a day"
    with clock.at(jury.drawn_at + timedelta(hours=24, minutes=3)):
        tend_juries()
    declined, gone = rows
    assert (declined.data, declined.actor_id) == (gone.data, gone.actor_id) and set(gone.data) == {"challenge", "response"}


def test_who_leaves_just_after_the_daily_look_is_followed_a_day_later(cast: Cast) -> None:
    jury = juries.drawn(cast)
    seat = juries.serving(jury)[0]
    assert seat.member
    with clock.at(jury.drawn_at + timedelta(hours=24, minutes=1)):
        leave_campaign(member=seat.member, actor=juries.juror(seat))
        tend_juries()
    rows = PulseEvent.objects.filter(kind="juries.seat_left")
    for hours in (24.1, 30, 47):
        with clock.at(jury.drawn_at + timedelta(hours=hours)):
            tend_juries()
        assert not rows.exists(), "an empty seat a minute after would say who sat"
    with clock.at(jury.drawn_at + timedelta(hours=48, minutes=1)):
        tend_juries()
    assert rows.count() == 1
