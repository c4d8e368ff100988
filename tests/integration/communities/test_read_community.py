"""A community's page: what everyone sees, what members see and may do, what its hosts may do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, player

from groundswell.communities.services import enter_community, found_community, hide_thing, step_down

PAGE = "/ellery/communities/ferry-street/"


def _read(client: Client, cast: Cast, who: str | None, page: str = PAGE) -> str:
    if who:
        client.force_login(getattr(cast, who).account)
    found = client.get(page)
    assert found.status_code == 200, found.status_code
    return found.content.decode()


def test_a_visitor_sees_what_it_is_and_how_many_are_in_it_but_not_who(cast: Cast, client: Client) -> None:
    page = _read(client, cast, None)
    assert "Ferry Street" in page and "2 members" in page and "Come in" in page
    assert "Cleo" not in page and "/members/" not in page


def test_who_is_outside_may_come_in_and_who_is_in_may_leave_and_invite(cast: Cast, client: Client) -> None:
    outside = _read(client, cast, "ada")
    assert "/ferry-street/enter/" in outside and "/ferry-street/leave/" not in outside
    inside = _read(client, cast, "cleo")
    assert "/ferry-street/leave/" in inside and 'name="thing_id"' in inside and "/describe/" not in inside


def test_a_host_finds_what_waits(cast: Cast, client: Client) -> None:
    page = _read(client, cast, "ben")
    assert "/ferry-street/describe/" in page and "No open reports" in page and "/step-down/" in page


def test_one_by_request_is_asked(cast: Cast, client: Client) -> None:
    choir = found_community(name="Choir", entry="request", actor=cast.cleo.actor)
    page = f"/ellery/communities/{choir.slug}/"
    assert "Ask to come in" in _read(client, cast, "ada", page)
    enter_community(community=choir, actor=cast.ada.actor)
    assert "You have asked to come in" in _read(client, cast, "ada", page)
    assert "One asks to come in" in _read(client, cast, "cleo", page)


def test_what_nobody_hosts_sleeps_and_its_members_are_asked_to_wake_it(cast: Cast, client: Client) -> None:
    step_down(community=cast.ferry, actor=cast.ben.actor)
    assert "/wake/" in _read(client, cast, "cleo")
    outside = _read(client, cast, "ada")
    assert "asleep" in outside and "/wake/" not in outside


def test_hidden_words_are_not_shown_and_the_reason_is(cast: Cast, client: Client) -> None:
    hide_thing(
        subject_type="communities.Community", subject_id=cast.ferry.pk, reason="It insults a street.", actor=cast.ada.actor
    )
    page = _read(client, cast, None)
    assert "Ferry Street" not in page and "It insults a street." in page
    assert "Ferry Street" not in _read(client, cast, None, "/ellery/communities/")


def test_a_part_is_given_alone_to_a_page_that_follows(cast: Cast, client: Client) -> None:
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="community"') and "<html" not in part


@pytest.mark.parametrize("page", ["nowhere/", "nowhere/members/", "nowhere/log/", "nowhere/reports/"])
def test_what_is_not_there_is_not_there(cast: Cast, client: Client, page: str) -> None:
    client.force_login(cast.ben.account)
    assert client.get(f"/ellery/communities/{page}").status_code == 404


def test_the_page_costs_the_same_however_many_are_in_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    costs = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as few:
            client.get(PAGE)
        costs.append(len(few))
        for n in range(5):
            enter_community(community=cast.ferry, actor=player(cast.campaign, f"Reader{n}{_round}").actor)
    assert costs[0] == costs[1] <= 31
