"""Reporting and looking after things through the pages, and the public log of it."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from groundswell.communities.models import Report
from groundswell.communities.selectors import hidden
from groundswell.communities.services import report_thing, step_down

NOTE = "tests.Note"


def _report(key: object) -> str:
    return f"/ellery/communities/report/{NOTE}/{key}/"


def _look(key: object) -> str:
    return f"/ellery/communities/look-after/{NOTE}/{key}/"


def test_a_visitor_reports_without_an_account(cast: Cast, client: Client, note) -> None:
    key = note()
    assert "Rubbish" in client.get(_report(key)).content.decode()
    sent = client.post(_report(key), {"reason": "That is about me."})
    assert sent.status_code == 302 and sent["Location"] == "/ellery/"
    assert Report.objects.get().reason == "That is about me."


@pytest.mark.parametrize("reason", ["", "x" * 501, "<i></i>"])
def test_a_report_without_words_comes_back(cast: Cast, client: Client, note, reason: str) -> None:
    assert client.post(_report(note()), {"reason": reason}).status_code == 422
    assert not Report.objects.exists()


def test_too_many_reports_are_told_to_wait(cast: Cast, client: Client, note) -> None:
    for _n in range(10):
        assert client.post(_report(note()), {"reason": "Bad."}).status_code == 302
    sent = client.post(_report(note()), {"reason": "My eleventh report."})
    assert sent.status_code == 429
    assert "Please try again in" in sent.content.decode() and "My eleventh report." in sent.content.decode()


def test_what_is_unknown_cannot_be_reported_or_looked_after(cast: Cast, client: Client, note) -> None:
    client.force_login(cast.ben.account)
    for page in (_report(uuid.uuid4()), _look(uuid.uuid4()), _report(note()).replace(NOTE, "people.Person")):
        assert client.get(page).status_code == client.post(page, {"reason": "Bad."}).status_code == 404


def test_a_host_sees_what_waits_hides_it_and_shows_it_again(cast: Cast, client: Client, note) -> None:
    key = note()
    report_thing(subject_type=NOTE, subject_id=key, reason="It names my child.", actor=cast.ada.actor)
    client.force_login(cast.ben.account)
    waiting = client.get("/ellery/communities/ferry-street/reports/").content.decode()
    assert "It names my child." in waiting and _look(key) in waiting and "Ada" not in waiting
    assert client.post(_look(key), {"deed": "hide", "reason": "A child is named."}).status_code == 302
    assert hidden([key])[key].reason == "A child is named."
    assert "Nothing waits" in client.get("/ellery/communities/ferry-street/reports/").content.decode()
    assert client.post(_look(key), {"deed": "show", "reason": "The name is gone."}).status_code == 302
    assert hidden([key]) == {}
    client.logout()
    log = client.get("/ellery/communities/ferry-street/log/").content.decode()
    assert "A child is named." in log and "The name is gone." in log and "a note" in log


def test_a_host_lets_it_stand(cast: Cast, client: Client, note) -> None:
    key = note()
    report_thing(subject_type=NOTE, subject_id=key, reason="I disagree.", actor=cast.ada.actor)
    client.force_login(cast.ben.account)
    assert client.post(_look(key), {"deed": "stands", "reason": "An opinion is no reason."}).status_code == 302
    again = client.post(_look(key), {"deed": "stands", "reason": "Still none."})  # a stale tab
    assert again.status_code == 409 and "Still none." in again.content.decode()


@pytest.mark.parametrize(
    "sent", [{"deed": "hide"}, {"deed": "burn", "reason": "x"}, {"reason": "x"}, {"deed": "hide", "reason": "x" * 501}]
)
def test_a_decision_needs_its_words(cast: Cast, client: Client, note, sent: dict[str, str]) -> None:
    key = note()
    client.force_login(cast.ben.account)
    assert client.post(_look(key), sent).status_code == 422
    assert hidden([key]) == {}


def test_stewards_look_after_what_belongs_to_no_community_and_no_more(cast: Cast, client: Client, note) -> None:
    everyones, ferrys = note(community_id=None), note()
    client.force_login(cast.ada.account)
    assert client.post(_look(everyones), {"deed": "hide", "reason": "Spam."}).status_code == 302
    assert client.post(_look(ferrys), {"deed": "hide", "reason": "Spam."}).status_code == 404
    assert client.get("/ellery/communities/reports/").status_code == 200
    client.force_login(cast.ben.account)
    assert client.get("/ellery/communities/reports/").status_code == 404
    assert "Spam." in client.get("/ellery/communities/log/").content.decode()


def test_stewards_find_what_was_reported_where_nobody_hosts(cast: Cast, client: Client, note, caught_up) -> None:
    key = note()
    report_thing(subject_type=NOTE, subject_id=key, reason="It names my child.", actor=cast.cleo.actor)
    client.force_login(cast.ada.account)
    assert "It names my child." not in client.get("/ellery/communities/reports/").content.decode()
    step_down(community=cast.ferry, actor=cast.ben.actor)
    caught_up()
    assert "It names my child." in client.get("/ellery/communities/reports/").content.decode()
    assert client.post(_look(key), {"deed": "hide", "reason": "A child is named."}).status_code == 302


def test_who_looks_after_a_thing_finds_the_way_from_its_report_page(cast: Cast, client: Client, note) -> None:
    key = note()
    assert _look(key) not in client.get(_report(key)).content.decode()
    client.force_login(cast.cleo.account)
    assert _look(key) not in client.get(_report(key)).content.decode()
    client.force_login(cast.ben.account)
    assert _look(key) in client.get(_report(key)).content.decode()


def test_a_reported_thing_that_is_gone_can_be_settled(cast: Cast, client: Client, note, notes) -> None:
    key = note()
    report_thing(subject_type=NOTE, subject_id=key, reason="Bad.", actor=cast.ada.actor)
    notes.pop(key)
    client.force_login(cast.ben.account)
    assert "no longer here" in client.get("/ellery/communities/ferry-street/reports/").content.decode()
    assert client.post(_look(key), {"deed": "stands", "reason": "It is gone."}).status_code == 302
    assert Report.objects.get().outcome == "stands"


def test_lists_cost_the_same_however_long_they_are(cast: Cast, client: Client, note) -> None:
    client.force_login(cast.ben.account)
    costs: dict[str, list[int]] = {}
    for _round in range(2):
        for page in ("reports", "log", "members"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/ellery/communities/ferry-street/{page}/").status_code == 200
            costs.setdefault(page, []).append(len(queries))
        for _n in range(4):
            key = note()
            report_thing(subject_type=NOTE, subject_id=key, reason="Bad.", actor=cast.ada.actor)
            if _n % 2:
                client.post(_look(key), {"deed": "hide", "reason": "Spam."})
    # the first time there is nothing to name; from the first thing on it is one call for each type of thing
    assert all(few <= many <= few + 1 for few, many in costs.values()), costs
