"""A member says what they see: kept at once, once, coarsely, and without a name unless they add it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from tests import ground
from tests.cast import Cast

from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotHere, Refused, TooMany
from groundswell.pulse.models import PulseEvent
from groundswell.wire.models import GroundReport
from groundswell.wire.services import report_ground, reporting
from groundswell.wire.services.reporting import BY_MEMBER


def test_a_few_words_are_enough(cast: Cast, recorded) -> None:
    report = report_ground(seen=ground.words("  Brown water <b>again</b> "), actor=cast.cleo.actor)
    assert (report.what, report.place, report.community, report.photo, report.item) == ("Brown water again", "", None, "", None)
    assert report.member == cast.cleo.member and not report.shows_name
    assert recorded() == ["wire.ground_reported"]


@pytest.mark.parametrize("shows_name", [True, False])
def test_the_log_names_only_who_shows_their_name(cast: Cast, shows_name: bool) -> None:
    report = report_ground(seen=ground.words(), shows_name=shows_name, actor=cast.cleo.actor)
    assert cast.cleo.member
    told = PulseEvent.objects.get(kind="wire.ground_reported", subject_id=report.pk)
    assert told.actor_id == (cast.cleo.member.pk if shows_name else None)


def test_a_spot_is_coarse_unless_asked_for(cast: Cast) -> None:
    coarse = report_ground(seen=ground.words(spot=ground.SPOT), actor=cast.cleo.actor)
    exact = report_ground(seen=ground.words(spot=ground.SPOT, is_exact=True), actor=cast.cleo.actor)
    assert (coarse.latitude, coarse.longitude, coarse.is_exact) == (52.12, -1.99, False)
    assert (exact.latitude, exact.longitude, exact.is_exact) == (52.123456, -1.987654, True)


def test_sent_twice_it_is_there_once(cast: Cast, recorded) -> None:
    seen = ground.words()
    first = report_ground(seen=seen, photo=ground.photo(), actor=cast.cleo.actor)
    assert report_ground(seen=seen, photo=ground.photo(), actor=cast.cleo.actor) == first
    assert GroundReport.objects.count() == 1 and recorded() == ["wire.ground_reported"]


@pytest.mark.parametrize("with_photo", [True, False])
def test_two_presses_at_the_same_moment_are_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, with_photo: bool, recorded
) -> None:
    """The second looks before the first has written: the database says so, and its photograph is thrown away."""
    seen = ground.words()
    first = report_ground(seen=seen, photo=ground.photo() if with_photo else None, actor=cast.cleo.actor)
    looked, found = [], reporting._sent_already
    monkeypatch.setattr(reporting, "_sent_already", lambda *given: found(*given) if looked else looked.append(given))
    assert report_ground(seen=seen, photo=ground.photo() if with_photo else None, actor=cast.cleo.actor) == first
    kept = list((settings.HOME / "files" / str(cast.campaign.pk)).glob("*")) if with_photo else []
    assert [path.name for path in kept] == ([first.photo] if with_photo else [])
    assert recorded() == ["wire.ground_reported"]


def test_what_another_wrote_on_this_phone_waits_for_them(cast: Cast, recorded) -> None:
    assert cast.ben.member
    with pytest.raises(Refused, match="Somebody else"):
        report_ground(seen=ground.words(), written_by=cast.ben.member.pk, actor=cast.cleo.actor)
    assert recorded() == []


def test_the_key_of_another_tells_nothing_of_theirs(cast: Cast) -> None:
    seen = ground.words()
    report_ground(seen=seen, actor=cast.ben.actor)
    with pytest.raises(NotHere):
        report_ground(seen=seen, actor=cast.cleo.actor)


def test_one_reports_for_a_community_one_is_in(cast: Cast, recorded) -> None:
    assert report_ground(seen=ground.words(), community=cast.ferry, actor=cast.cleo.actor).community == cast.ferry
    with pytest.raises(BadInput, match="a community you are in"):
        report_ground(seen=ground.words(), community=cast.orchard, actor=cast.ben.actor)
    assert recorded() == ["wire.ground_reported"]


@pytest.mark.parametrize("what", ["", "   ", "<b></b>", "!!! …"])
def test_it_has_to_say_something(cast: Cast, what: str) -> None:
    with pytest.raises(BadInput) as refusal:
        ground.words(what)
    assert refusal.value.field == "what"


def test_the_time_is_when_it_was_seen_never_the_future(cast: Cast) -> None:
    early = ground.NOON - timedelta(days=2)
    assert ground.words(seen_at=early).seen_at == early
    assert ground.words(seen_at=ground.NOON + timedelta(days=2)).seen_at == ground.NOON
    with pytest.raises(BadInput, match="two weeks"):
        ground.words(seen_at=ground.NOON - timedelta(days=15))


def test_nobody_floods_the_wire(cast: Cast) -> None:
    with clock.at(ground.NOON):  # all in one hour, whatever the hour
        for _time in range(BY_MEMBER.times):
            report_ground(seen=ground.words(), actor=cast.cleo.actor)
        with pytest.raises(TooMany):
            report_ground(seen=ground.words(), actor=cast.cleo.actor)
        report_ground(seen=ground.words(), actor=cast.ben.actor)


def test_members_report(cast: Cast, recorded) -> None:
    for actor in (cast.visitor, cast.dan.actor):
        with pytest.raises(NotHere):
            report_ground(seen=ground.words(key=uuid.uuid4()), actor=actor)
    assert recorded() == []
