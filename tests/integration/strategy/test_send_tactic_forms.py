"""Proposing, adjusting and moving tactics through the pages, with good and bad input."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from tests.cast import Cast, assemble

from groundswell.communities.services import hide_thing
from groundswell.kit.db import scope
from groundswell.strategy.models import LedgerEntry, Pillar, Tactic
from groundswell.strategy.services.tactics import TacticWords, adjust_tactic, propose_tactic

BASE = "/ellery/strategy/tactics/"


@pytest.fixture
def sent(words: TacticWords, pillars: list[Pillar], cast: Cast) -> dict[str, str]:
    return {
        "what": words.what,
        "measure": words.measure,
        "by_how_much": words.by_how_much,
        "by_when": words.by_when.isoformat(),
        "pillar": str(pillars[0].pk),
        "community": str(cast.ferry.pk),
    }


def test_a_member_proposes_by_a_form(cast: Cast, client: Client, sent: dict[str, str]) -> None:
    client.force_login(cast.cleo.account)
    form = client.get(f"{BASE}propose/").content.decode()
    assert "Ferry Street" in form and "Water you can drink" in form
    answer = client.post(f"{BASE}propose/", sent)
    tactic = Tactic.objects.get()
    assert answer["Location"] == f"{BASE}{tactic.pk}/"
    client.post(f"{BASE}propose/", sent)  # pressed twice
    assert Tactic.objects.count() == 1


def test_the_form_offers_only_communities_one_is_in(cast: Cast, client: Client, sent: dict[str, str]) -> None:
    client.force_login(cast.ben.account)
    assert "Orchard growers" not in client.get(f"{BASE}propose/").content.decode()
    assert client.post(f"{BASE}propose/", {**sent, "community": str(cast.orchard.pk)}).status_code == 422
    assert not Tactic.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"what": ""},
        {"what": "x" * 301},
        {"by_when": "someday"},
        {"by_when": "0000-00-00"},
        {"by_when": "9999-12-31"},
        {"by_when": "2020-01-01"},
        {"pillar": ""},
        {"pillar": "1"},
        {"pillar": str(uuid.uuid4())},
        {"community": "nonsense"},
    ],
)
def test_what_cannot_be_kept_comes_back(cast: Cast, client: Client, sent: dict[str, str], change: dict[str, str]) -> None:
    client.force_login(cast.ben.account)
    answer = client.post(f"{BASE}propose/", {**sent, "measure": "people who stay for tea", **change})
    assert answer.status_code == 422 and "people who stay for tea" in answer.content.decode()
    assert not Tactic.objects.exists()


def test_a_visitor_sees_no_tactic(cast: Cast, client: Client, tactic: Tactic) -> None:
    for page in ("", f"{tactic.pk}/", "propose/", f"{tactic.pk}/adjust/", f"{tactic.pk}/started/"):
        assert "login" in client.get(BASE + page)["Location"]
    client.force_login(cast.dan.account)
    assert "join" in client.get(f"{BASE}{tactic.pk}/")["Location"]


def test_any_member_of_the_community_finds_the_buttons(cast: Cast, client: Client, tactic: Tactic) -> None:
    client.force_login(cast.cleo.account)
    page = client.get(f"{BASE}{tactic.pk}/").content.decode()
    assert "/adjust/" in page and "/started/" in page and "/withdrawn/" not in page
    client.force_login(cast.ada.account)
    page = client.get(f"{BASE}{tactic.pk}/").content.decode()
    assert "/adjust/" not in page and "come in first" in page
    assert client.get(f"{BASE}{tactic.pk}/adjust/").status_code == 404
    assert client.post(f"{BASE}{tactic.pk}/started/").status_code == 404


def test_a_member_adjusts_and_the_old_words_stay(cast: Cast, client: Client, tactic: Tactic, sent: dict[str, str]) -> None:
    client.force_login(cast.cleo.account)
    page = f"{BASE}{tactic.pk}/adjust/"
    assert sent["what"] in client.get(page).content.decode()
    change = {**sent, "what": "Read them at the market", "reason": "The board moved.", "seen": "1"}
    assert client.post(page, {**change, "reason": ""}).status_code == 422
    assert client.post(page, change).status_code == 302
    shown = client.get(f"{BASE}{tactic.pk}/").content.decode()
    assert "Read them at the market" in shown and sent["what"] in shown and "The board moved." in shown


def test_a_stale_tab_overwrites_nothing_and_keeps_what_was_written(
    cast: Cast, client: Client, tactic: Tactic, sent: dict[str, str], other_words: TacticWords
) -> None:
    adjust_tactic(tactic=tactic, words=other_words, reason="First.", seen=1, actor=cast.ben.actor)
    client.force_login(cast.cleo.account)
    change = {**sent, "what": "Read them in church", "reason": "Mine.", "seen": "1"}
    answer = client.post(f"{BASE}{tactic.pk}/adjust/", change)
    assert answer.status_code == 409 and "Read them in church" in answer.content.decode()
    assert tactic.revisions.count() == 2


def test_moves_are_made_with_a_reason(cast: Cast, client: Client, tactic: Tactic) -> None:
    client.force_login(cast.ben.account)
    page = f"{BASE}{tactic.pk}/"
    assert client.get(f"{page}started/").status_code == 200
    assert client.post(f"{page}started/").status_code == 302
    assert client.post(f"{page}started/").status_code == 409
    assert client.post(f"{page}kept/").status_code == 422
    assert client.post(f"{page}kept/", {"reason": "24 more came."}).status_code == 302
    for nothing in ("ratified", "adjusted-x", "proposed", "refused"):
        assert client.post(f"{page}{nothing}/", {"reason": "x"}).status_code == 404
    tactic.refresh_from_db()
    assert tactic.state == "kept" and "24 more came." in client.get("/ellery/strategy/ledger/").content.decode()


def test_the_list_is_sorted_by_state(cast: Cast, client: Client, tactic: Tactic) -> None:
    client.force_login(cast.ben.account)
    assert "Read the water samples" in client.get(BASE, {"state": "proposed"}).content.decode()
    assert "Read the water samples" not in client.get(BASE, {"state": "kept"}).content.decode()
    assert client.get(BASE, {"state": "'; drop", "before": "\x00"}).status_code == 200


def test_hidden_words_are_hidden_everywhere(cast: Cast, client: Client, tactic: Tactic) -> None:
    about = {"subject_type": "strategy.TacticRevision", "subject_id": tactic.revisions.get().pk}
    hide_thing(**about, reason="It names a neighbour.", actor=cast.ben.actor)
    client.force_login(cast.cleo.account)
    for page in (f"{BASE}{tactic.pk}/", BASE, "/ellery/strategy/", "/ellery/strategy/ledger/"):
        found = client.get(page).content.decode()
        assert "Read the water samples" not in found and "It names a neighbour." in found


def test_ids_of_another_campaign_lead_nowhere(cast: Cast, client: Client, sent: dict[str, str], tactic: Tactic) -> None:
    other = assemble("brannoc")
    client.force_login(cast.ben.account)
    with scope(other.campaign.pk):
        street = other.ferry
    answer = client.post(f"{BASE}propose/", {**sent, "community": str(street.pk)})
    assert answer.status_code == 422
    client.logout()
    client.force_login(other.ben.account)
    assert client.get(f"/brannoc/strategy/tactics/{tactic.pk}/").status_code == 404
    assert client.post(f"/brannoc/strategy/tactics/{tactic.pk}/started/").status_code == 404
    with scope(cast.campaign.pk):
        assert LedgerEntry.objects.filter(tactic=tactic).count() == 1


def test_the_words_of_a_whole_campaign_tactic_are_looked_after_by_stewards(
    cast: Cast, client: Client, pillars: list[Pillar], words: TacticWords
) -> None:
    tactic = propose_tactic(pillar=pillars[0], community=None, words=words, actor=cast.ben.actor)
    page = f"/ellery/communities/look-after/strategy.TacticRevision/{tactic.revisions.get().pk}/"
    client.force_login(cast.ben.account)
    assert client.get(page).status_code == 404
    client.force_login(cast.ada.account)
    assert client.post(page, {"deed": "hide", "reason": "Spam."}).status_code == 302
