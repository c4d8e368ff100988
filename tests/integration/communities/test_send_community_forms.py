"""Founding, describing, coming in and hosting through the pages, with and without scripts, with good and bad input."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, assemble

from groundswell.communities.models import Community, Membership
from groundswell.communities.selectors import hosts
from groundswell.communities.services import enter_community, found_community
from groundswell.kit.db import scope

WORDS = {"name": "Night nurses", "purpose": "", "kind": "trade", "place": "", "entry": "open"}
FOUND = "/ellery/communities/found/"


def test_a_form_founds_a_community_and_leads_to_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada.account)
    assert client.get(FOUND).status_code == 200
    sent = client.post(FOUND, WORDS)
    assert sent.status_code == 302 and sent["Location"] == "/ellery/communities/night-nurses/"
    client.post(FOUND, WORDS)  # pressed twice
    assert Community.objects.filter(name="Night nurses").count() == 1


def test_a_visitor_is_asked_in_first(cast: Cast, client: Client) -> None:
    assert "login" in client.get(FOUND)["Location"]
    client.force_login(cast.dan.account)
    assert client.get(FOUND)["Location"].startswith("/ellery/join")
    assert not client.post(FOUND, WORDS)["Location"].startswith("/ellery/communities")


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "<b></b>"},
        {"name": "\x00\x00"},
        {"kind": "party"},
        {"entry": ""},
        {"purpose": "p" * 301},
    ],
)
def test_a_form_that_cannot_be_kept_comes_back_with_what_was_written(
    cast: Cast, client: Client, change: dict[str, str]
) -> None:
    client.force_login(cast.ada.account)
    sent = client.post(FOUND, {**WORDS, "place": "Hollin quay", **change})
    assert sent.status_code == 422
    assert "Hollin quay" in sent.content.decode() and 'class="errors"' in sent.content.decode()
    assert Community.objects.count() == 2


@pytest.mark.parametrize("name", ["جيران شارع العبّارة", "👩‍🌾🌊", "Tom & Ana's <b>bold</b> street"])
def test_names_of_every_kind_are_shown_as_words(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.ada.account)
    sent = client.post(FOUND, {**WORDS, "name": name}, follow=True)
    assert sent.status_code == 200 and "<b>bold</b>" not in sent.content.decode()
    assert Community.objects.filter(founded_by=cast.ada.member).exists()


def test_one_comes_in_and_leaves_by_a_press(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada.account)
    for deed, state in (("enter", "in"), ("enter", "in"), ("leave", "left"), ("leave", "left")):
        assert client.post(f"/ellery/communities/ferry-street/{deed}/").status_code == 302
        assert Membership.objects.get(community=cast.ferry, member=cast.ada.member).state == state
    assert client.get("/ellery/communities/ferry-street/enter/").status_code == 405


def test_a_host_lets_in_turns_away_and_hands_over(cast: Cast, client: Client) -> None:
    choir = found_community(name="Choir", entry="request", actor=cast.cleo.actor)
    for player in (cast.ada, cast.ben):
        enter_community(community=choir, actor=player.actor)
    client.force_login(cast.cleo.account)
    members = "/ellery/communities/choir/members/"
    assert client.get(members).content.decode().count("/let-in/") == 2
    client.post(f"{members}{cast.ada.member.pk}/let-in/")
    client.post(f"{members}{cast.ben.member.pk}/turn-away/")
    client.post(f"{members}{cast.ada.member.pk}/host/")
    assert hosts(choir) == [cast.cleo.member, cast.ada.member]
    client.post("/ellery/communities/choir/step-down/")
    assert hosts(choir) == [cast.ada.member]
    client.force_login(cast.ada.account)
    client.post(f"{members}{cast.cleo.member.pk}/hand-over/")
    assert hosts(choir) == [cast.cleo.member]


def test_a_member_who_does_not_host_finds_no_such_doors(cast: Cast, client: Client) -> None:
    client.force_login(cast.cleo.account)
    base = "/ellery/communities/ferry-street/"
    for deed in ("step-down/", f"members/{cast.cleo.member.pk}/host/", f"members/{cast.ben.member.pk}/let-in/"):
        assert client.post(base + deed).status_code == 404
    assert client.get(base + "describe/").status_code == 404
    assert client.get(base + "reports/").status_code == 404


def test_a_host_changes_what_it_says(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    page = "/ellery/communities/ferry-street/describe/"
    assert "Ferry Street" in client.get(page).content.decode()
    assert client.post(page, {**WORDS, "name": "Ferry Street and the quay"}).status_code == 302
    cast.ferry.refresh_from_db()
    assert cast.ferry.name == "Ferry Street and the quay"


def test_a_sleeping_one_is_woken_by_a_press(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    client.post("/ellery/communities/ferry-street/step-down/")
    client.force_login(cast.cleo.account)
    assert client.post("/ellery/communities/ferry-street/wake/").status_code == 302
    assert hosts(cast.ferry) == [cast.cleo.member]
    assert client.post("/ellery/communities/ferry-street/wake/").status_code == 409


def test_ids_of_another_campaign_lead_nowhere(cast: Cast, client: Client) -> None:
    other = assemble("brannoc")
    client.force_login(cast.ben.account)
    with scope(other.campaign.pk):
        stranger = other.cleo.member
    base = "/ellery/communities/ferry-street/members/"
    for deed in ("host", "hand-over", "let-in", "turn-away"):
        assert client.post(f"{base}{stranger.pk}/{deed}/").status_code == 404
    assert client.post("/brannoc/communities/ferry-street/enter/").status_code == 302  # to that campaign's own door
    with scope(other.campaign.pk):
        assert not Membership.objects.filter(member__account=cast.ben.account).exists()
