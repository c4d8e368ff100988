"""Whoever reads a thing can report it; those who look after it see the report, nobody else does."""

from __future__ import annotations

import uuid

import pytest
from tests.cast import Cast

from groundswell.communities.models import Report
from groundswell.communities.selectors import open_reports
from groundswell.communities.services import report_thing
from groundswell.kit.errors import BadInput, NotHere, TooMany

NOTE = "tests.Note"


def test_a_member_reports(cast: Cast, note, recorded) -> None:
    key = note()
    report = report_thing(subject_type=NOTE, subject_id=key, reason="It names my child.", actor=cast.ada.actor)
    assert (report.community, report.member_id, report.reason) == (cast.ferry, cast.ada.member.pk, "It names my child.")
    assert recorded() == ["communities.thing_reported"]


def test_a_visitor_reports_what_is_public(cast: Cast, note, recorded) -> None:
    report = report_thing(subject_type=NOTE, subject_id=note(), reason="That is me.", block="10.1.2.0/24", actor=cast.visitor)
    assert report.member is None
    with pytest.raises(NotHere):
        report_thing(subject_type=NOTE, subject_id=note(title="secret"), reason="I guess.", actor=cast.visitor)
    assert recorded() == ["communities.thing_reported"]


@pytest.mark.parametrize("subject_type", [NOTE, "tests.Nothing", "auth.User", ""])
def test_what_is_not_here_cannot_be_reported(cast: Cast, note, recorded, subject_type: str) -> None:
    with pytest.raises(NotHere):
        report_thing(subject_type=subject_type, subject_id=uuid.uuid4(), reason="Bad.", actor=cast.ada.actor)
    assert recorded() == []


def test_one_member_reports_a_thing_once_until_it_is_looked_at(cast: Cast, note, recorded) -> None:
    key = note()
    first = report_thing(subject_type=NOTE, subject_id=key, reason="Bad.", actor=cast.ada.actor)
    assert report_thing(subject_type=NOTE, subject_id=key, reason="Really bad.", actor=cast.ada.actor) == first
    assert Report.objects.count() == 1 and recorded() == ["communities.thing_reported"]


@pytest.mark.parametrize("reason", ["", " \n ", "r" * 501])
def test_it_takes_words(cast: Cast, note, recorded, reason: str) -> None:
    with pytest.raises(BadInput) as refusal:
        report_thing(subject_type=NOTE, subject_id=note(), reason=reason, actor=cast.ada.actor)
    assert refusal.value.field == "reason" and recorded() == []


def test_members_are_limited(cast: Cast, note, recorded) -> None:
    for _n in range(30):
        report_thing(subject_type=NOTE, subject_id=note(), reason="Bad.", actor=cast.ada.actor)
    with pytest.raises(TooMany):
        report_thing(subject_type=NOTE, subject_id=note(), reason="Bad.", actor=cast.ada.actor)
    report_thing(subject_type=NOTE, subject_id=note(), reason="Bad.", actor=cast.ben.actor)
    assert len(recorded()) == 31


def test_visitors_are_limited_by_address_block(cast: Cast, note, recorded) -> None:
    for _n in range(10):
        report_thing(subject_type=NOTE, subject_id=note(), reason="Bad.", block="10.1.2.0/24", actor=cast.visitor)
    with pytest.raises(TooMany):
        report_thing(subject_type=NOTE, subject_id=note(), reason="Bad.", block="10.1.2.0/24", actor=cast.visitor)
    report_thing(subject_type=NOTE, subject_id=note(), reason="Bad.", block="10.9.9.0/24", actor=cast.visitor)
    assert len(recorded()) == 11


def test_hosts_read_the_reports_on_their_community_and_stewards_those_on_the_rest(cast: Cast, note) -> None:
    in_ferry = report_thing(subject_type=NOTE, subject_id=note(), reason="Bad.", actor=cast.ada.actor)
    of_all = report_thing(subject_type=NOTE, subject_id=note(community_id=None), reason="Bad.", actor=cast.cleo.actor)
    assert list(open_reports(cast.ferry, cast.campaign, cast.ben.actor)) == [in_ferry]
    assert list(open_reports(None, cast.campaign, cast.ada.actor)) == [of_all]
    for community, actor in ((cast.ferry, cast.ada.actor), (cast.ferry, cast.cleo.actor), (None, cast.ben.actor)):
        assert list(open_reports(community, cast.campaign, actor)) == []
