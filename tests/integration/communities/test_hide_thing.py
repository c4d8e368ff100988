"""Those who look after a thing hide it with a public reason, show it again, or say that it stands; all of it on the log."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import Cast

from groundswell.communities.models import Hiding, LogEntry, Report
from groundswell.communities.selectors import hidden, log
from groundswell.communities.services import hide_thing, lift_hiding, report_thing, settle_reports, step_down
from groundswell.kit.errors import BadInput, NotHere, Refused

NOTE = "tests.Note"
REASON = "It names a child."


def test_a_host_hides_and_the_reports_are_settled(cast: Cast, note, recorded) -> None:
    key = note()
    for player in (cast.ada, cast.cleo):
        report_thing(subject_type=NOTE, subject_id=key, reason="Bad.", actor=player.actor)
    hiding = hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=cast.ben.actor)
    assert hidden([key]) == {key: hiding} and hiding.community == cast.ferry
    assert set(Report.objects.values_list("outcome", "settled_by_id")) == {("hidden", cast.ben.member.pk)}
    line = log(cast.campaign, cast.ferry).latest("id")
    assert (line.move, line.reason, line.subject_id, line.member_id) == ("hidden", REASON, key, cast.ben.member.pk)
    assert recorded() == [*["communities.thing_reported"] * 2, "communities.thing_hidden"]


def test_a_steward_hides_what_belongs_to_no_community(cast: Cast, note, recorded) -> None:
    key = note(community_id=None)
    hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=cast.ada.actor)
    assert hidden([key])[key].community is None and log(cast.campaign, None).get().move == "hidden"
    assert recorded() == ["communities.thing_hidden"]


@pytest.mark.parametrize("who", ["ada", "cleo", "dan"])
def test_nobody_else_hides_in_a_community_stewards_neither(cast: Cast, note, recorded, who: str) -> None:
    key = note()
    with pytest.raises(NotHere):
        hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=getattr(cast, who).actor)
    assert hidden([key]) == {} and recorded() == []


def test_a_host_hides_nothing_outside_their_community(cast: Cast, note, recorded) -> None:
    for key in (note(community_id=cast.orchard.pk), note(community_id=None), uuid.uuid4()):
        with pytest.raises(NotHere):
            hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=cast.ben.actor)
    assert recorded() == []


def test_while_a_community_sleeps_stewards_look_after_it(cast: Cast, note, recorded, caught_up) -> None:
    step_down(community=cast.ferry, actor=cast.ben.actor)
    caught_up()
    key = note()
    hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=cast.ada.actor)
    assert log(cast.campaign, cast.ferry).latest("id").move == "hidden"
    assert recorded()[-1] == "communities.thing_hidden"


def test_hiding_twice_is_hiding_once(cast: Cast, note, recorded) -> None:
    key = note()
    first = hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=cast.ben.actor)
    assert hide_thing(subject_type=NOTE, subject_id=key, reason="Another.", actor=cast.ben.actor) == first
    assert recorded() == ["communities.thing_hidden"]


@pytest.mark.parametrize("reason", ["", " ", "r" * 501])
def test_it_takes_a_reason(cast: Cast, note, recorded, reason: str) -> None:
    with pytest.raises(BadInput) as refusal:
        hide_thing(subject_type=NOTE, subject_id=note(), reason=reason, actor=cast.ben.actor)
    assert refusal.value.field == "reason" and recorded() == []


def test_it_is_shown_again_and_may_be_hidden_again(cast: Cast, note, recorded) -> None:
    key = note()
    hiding = hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=cast.ben.actor)
    for actor in (cast.ada.actor, cast.cleo.actor):
        with pytest.raises(NotHere):
            lift_hiding(hiding=hiding, actor=actor)
    lift_hiding(hiding=hiding, reason="The name is gone.", actor=cast.ben.actor)
    lift_hiding(hiding=hiding, actor=cast.ben.actor)
    assert hidden([key]) == {}
    hide_thing(subject_type=NOTE, subject_id=key, reason=REASON, actor=cast.ben.actor)
    assert Hiding.objects.filter(subject_id=key).count() == 2
    moves = LogEntry.objects.filter(subject_id=key).order_by("id").values_list("move", flat=True)
    assert list(moves) == ["hidden", "lifted", "hidden"]
    assert recorded() == ["communities.thing_hidden", "communities.thing_shown", "communities.thing_hidden"]


def test_a_host_says_that_it_stands(cast: Cast, note, recorded) -> None:
    key = note()
    report_thing(subject_type=NOTE, subject_id=key, reason="I do not like it.", actor=cast.ada.actor)
    with pytest.raises(NotHere):
        settle_reports(subject_id=key, reason="It stands.", actor=cast.cleo.actor)
    assert settle_reports(subject_id=key, reason="It is an opinion.", actor=cast.ben.actor) == 1
    with pytest.raises(Refused, match="already"):
        settle_reports(subject_id=key, reason="It is an opinion.", actor=cast.ben.actor)
    assert Report.objects.get().outcome == "stands"
    assert recorded() == ["communities.thing_reported", "communities.report_settled"]


def test_nothing_asked_costs_no_query(cast: Cast, django_assert_num_queries, note) -> None:
    with django_assert_num_queries(0):
        assert hidden([]) == {}
    with django_assert_num_queries(1):
        assert hidden([note(), note()]) == {}


def test_the_log_cannot_be_rewritten(cast: Cast) -> None:
    line = LogEntry.objects.filter(community=cast.ferry).latest("id")
    for sql in ("UPDATE communities_logentry SET reason = 'x' WHERE id = %s", "DELETE FROM communities_logentry WHERE id = %s"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [line.pk])
    assert LogEntry.objects.filter(pk=line.pk).exists()
