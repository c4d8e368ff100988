"""A jury is drawn once a deed after the call gives the seed: by lot, balanced, and so that anybody can repeat it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests import juries, stages
from tests.cast import Cast

from groundswell.juries.checking import repeated
from groundswell.juries.models import Jury
from groundswell.juries.services import decline_seat, draw_jury
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.commands import discover
from groundswell.kit.errors import NotHere
from groundswell.people.models import Member
from groundswell.pulse.log import record
from groundswell.pulse.models import PulseEvent
from groundswell.responses.events import QuestionAsked
from groundswell.responses.services import answer_challenge, rate_version


def test_seven_are_drawn_balanced_and_the_challenge_is_theirs(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    jury = juries.drawn(cast)
    seats = juries.serving(jury)
    assert len(seats) == 7 and sorted(Counter(one.letter for one in seats).values()) == [3, 4]
    assert jury.closes_at and jury.drawn_at and jury.closes_at - jury.drawn_at == timedelta(hours=72)
    jury.challenge.refresh_from_db()
    assert jury.challenge.jury_since is not None
    assert recorded()[-9:] == ["responses.challenge_referred", "juries.jury_drawn", *["juries.seat_filled"] * 7]
    again = draw_jury(jury=jury, actor=machine(cast.campaign.pk))
    assert again.seed == jury.seed and len(juries.serving(again)) == 7


def test_it_waits_for_a_deed_of_somebody_without_a_part(cast: Cast) -> None:
    jury = juries.called(cast)
    answer_challenge(challenge=jury.challenge, answer="It was filled again.", actor=cast.cleo.actor)
    (reader,) = stages.neighbours(cast, cast.ferry, "Rae")
    rate_version(version=jury.challenge.version, value="no", actor=reader.actor)  # has a part since, and it is not public
    jury = draw_jury(jury=jury, actor=machine(cast.campaign.pk))
    assert jury.state == "called" and jury.seed == ""
    jury = juries.draw(cast, jury)
    assert jury.state == "sits" and "responses.question_asked" in jury.deed


def test_however_much_the_sides_do_they_crowd_nobody_out_and_who_only_rated_is_not_given_away(cast: Cast) -> None:
    jury = juries.called(cast)
    rate_version(version=jury.challenge.version, value="no", actor=cast.ada.actor)
    question = stages.asked(cast)
    for _time in range(60):
        record(QuestionAsked(), actor=cast.ben.actor, subject=question)
    assert draw_jury(jury=jury, actor=machine(cast.campaign.pk)).state == "called", "Ben challenged it"
    jury = juries.draw(cast, jury)
    first = PulseEvent.objects.filter(kind="responses.question_asked", actor_id=cast.ada.actor.member_id).latest("seq")
    assert jury.deed.startswith(f"{first.seq} "), "were her deed passed over, everybody could see that she rated"


def test_what_is_said_cannot_be_joined_to_a_label(cast: Cast) -> None:
    jury = juries.drawn(cast)
    decline_seat(seat=juries.serving(jury)[0], actor=juries.juror(juries.serving(jury)[0]))
    assert {one.pk.version for one in jury.seats.all()} == {4}, "an id by time would say in which order they were drawn"


def test_where_nothing_happens_for_twelve_hours_it_is_drawn_without_and_says_so(cast: Cast, client: Client) -> None:
    jury = juries.called(cast)
    with clock.at(clock.now() + timedelta(hours=11)):
        assert draw_jury(jury=jury, actor=machine(cast.campaign.pk)).state == "called"
    with clock.at(clock.now() + timedelta(hours=13)):
        jury = draw_jury(jury=jury, actor=machine(cast.campaign.pk))
    assert jury.state == "sits" and jury.deed == ""
    assert "None within twelve hours" in client.get(f"/ellery/juries/{jury.pk}/").content.decode()


def test_whoever_took_a_part_since_the_call_does_not_sit(cast: Cast) -> None:
    jury = juries.called(cast)
    early = Member.objects.filter(person__name__in=juries.FERRY.split()).select_related("account")
    for member in early:
        actor = stages.present_actor(cast.campaign.pk, member.account_id)
        rate_version(version=jury.challenge.version, value="no", actor=actor)
    jury = juries.draw(cast, jury)
    seats = juries.serving(jury)
    rated = {member.pk for member in early}
    assert not {one.member_id for one in seats} & rated
    assert len(seats) == 6, "only six have no part in it any more"
    assert jury.seats.filter(left_why="unable", member=None).exists()


def test_anybody_repeats_the_draw_from_what_the_page_gives_out(cast: Cast, client: Client, tmp_path: Path) -> None:
    jury = juries.drawn(cast)
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert jury.seed in page and jury.digest in page and jury.deed in page
    draw = client.get(f"/ellery/juries/{jury.pk}/draw.json").json()
    assert repeated(draw) == [] and sorted(draw["drawn"]) == sorted(one.label for one in juries.serving(jury))
    text = json.dumps(draw) + page
    for seat in juries.serving(jury):
        assert seat.member and str(seat.member.pk) not in text and seat.member.display_name not in text
    assert jury.salt not in text
    saved = tmp_path / "draw.json"
    saved.write_text(json.dumps({**draw, "seed": "0" * 64}), encoding="utf-8")
    (command,) = (one for one in discover() if one.name == "juries check")
    assert command.handle(argparse.Namespace(file=saved)) == 1
    saved.write_text(json.dumps(draw), encoding="utf-8")
    assert command.handle(argparse.Namespace(file=saved)) == 0


def test_the_page_repeats_the_draw_before_the_readers_eyes(cast: Cast, client: Client) -> None:
    jury = juries.called(cast)
    path = f"/ellery/juries/{jury.pk}/check/"
    assert "It has not been drawn yet." in client.get(path).content.decode()
    jury = juries.draw(cast, jury)
    page = client.get(path).content.decode()
    assert "It comes out the same" in page and jury.seed in page and jury.digest in page and "3 or 4" in page
    assert all(one.label in page for one in juries.serving(jury))
    decline_seat(seat=juries.serving(jury)[0], actor=juries.juror(juries.serving(jury)[0]))
    assert client.get(path).content.decode().count("Stepped in") == 1
    Jury.objects.filter(pk=jury.pk).update(seed="0" * 64)
    client.force_login(cast.ada.account)  # visitors see the page as it was made before somebody meddled
    page = client.get(path).content.decode()
    assert "It does not come out the same:" in page and "The seed is not made from" in page


def test_a_jury_that_waits_has_nothing_to_check_yet(cast: Cast, client: Client) -> None:
    jury = juries.called(cast, "Pia", "Quin")
    assert "No pool was fixed" in client.get(f"/ellery/juries/{jury.pk}/check/").content.decode()


def test_each_member_sees_their_own_label_once_it_is_drawn(cast: Cast, client: Client) -> None:
    jury = juries.called(cast)
    client.force_login(cast.ada.account)
    assert "Your label would have been" not in client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    jury = juries.draw(cast, jury)
    assert "You were not in this pool" in client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    seat = juries.serving(jury)[0]
    assert seat.member and seat.member.account
    client.force_login(seat.member.account)
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "Your own label in this draw" in page and f"<code>{seat.label}</code>" in page


def test_nobody_draws_by_hand(cast: Cast) -> None:
    jury = juries.called(cast)
    with pytest.raises(NotHere):
        draw_jury(jury=jury, actor=cast.ada.actor)
