"""Drafting, ratifying and asking for other words through the pages, with good and bad input."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, assemble

from groundswell.kit.db import scope
from groundswell.strategy.models import LedgerEntry, Pillar
from groundswell.strategy.services.pillars import PillarWords, draft_pillar, ratify_pillars

BASE = "/ellery/strategy/pillars/"
WORDS = {"title": "Water you can drink", "promise": "Every tap runs clean.", "why": "", "never": ""}


def test_a_founder_drafts_edits_discards_and_ratifies(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada.account)
    for title in ("Water you can drink", "A home you can keep", "A third"):
        assert client.post(f"{BASE}draft/", {**WORDS, "title": title}).status_code == 302
    assert "Every tap runs clean." in client.get(f"{BASE}1/edit/").content.decode()
    assert client.post(f"{BASE}1/edit/", {**WORDS, "promise": "Every tap."}).status_code == 302
    assert client.post(f"{BASE}3/discard/").status_code == 302
    assert client.post(f"{BASE}ratify/").status_code == 302
    assert list(Pillar.objects.filter(state="ratified").order_by("number").values_list("promise", flat=True)) == [
        "Every tap.",
        "Every tap runs clean.",
    ]
    assert client.post(f"{BASE}draft/", WORDS).status_code == 409
    assert client.post(f"{BASE}1/edit/", WORDS).status_code == 409
    assert client.post(f"{BASE}1/discard/").status_code == 409
    assert client.post(f"{BASE}ratify/").status_code == 409


def test_one_draft_is_not_ratified(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada.account)
    client.post(f"{BASE}draft/", WORDS)
    refused = client.post(f"{BASE}ratify/")
    assert refused.status_code == 409 and "two to five pillars" in refused.content.decode()


def test_others_find_no_such_doors(cast: Cast, client: Client, pillars: list[Pillar]) -> None:
    client.force_login(cast.ben.account)
    for page in ("draft/", "1/edit/"):
        assert client.get(BASE + page).status_code == 404
        assert client.post(BASE + page, WORDS).status_code == 404
    assert client.post(f"{BASE}ratify/").status_code == client.post(f"{BASE}1/discard/").status_code == 404


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"title": "x" * 81}, {"promise": ""}, {"promise": "<script></script>"}, {"never": "n" * 241}]
)
def test_what_cannot_be_kept_comes_back_with_what_was_written(cast: Cast, client: Client, change: dict[str, str]) -> None:
    client.force_login(cast.ada.account)
    sent = client.post(f"{BASE}draft/", {**WORDS, "why": "Because we measured it.", **change})
    assert sent.status_code == 422 and "Because we measured it." in sent.content.decode()
    assert not Pillar.objects.exists()


def test_asking_for_other_words_is_refused_in_words_and_stands_on_the_ledger(
    cast: Cast, client: Client, pillars: list[Pillar]
) -> None:
    client.force_login(cast.ada.account)
    assert "Nobody here can change it" in client.get(f"{BASE}1/amend/").content.decode()
    answer = client.post(f"{BASE}1/amend/", {"reason": "Say river, not tap."}, follow=True).content.decode()
    assert "changes by a vote of the members" in answer and "Say river, not tap." in answer
    client.logout()
    ledger = client.get("/ellery/strategy/ledger/").content.decode()
    assert "The pillar holds." in ledger and "Say river, not tap." in ledger and "Ada" not in ledger
    pillars[0].refresh_from_db()
    assert pillars[0].promise == "Every tap in Ellery runs clean."


def test_a_visitor_is_asked_in_before_asking(cast: Cast, client: Client, pillars: list[Pillar]) -> None:
    assert "login" in client.post(f"{BASE}1/amend/", {"reason": "Change it."})["Location"]
    assert not LedgerEntry.objects.filter(move="refused").exists()


def test_every_door_to_a_ratified_pillar_leaves_it_as_it_is(cast: Cast, client: Client, pillars: list[Pillar]) -> None:
    """Whatever is posted to whatever address of the room, by a steward: the words stay."""
    from groundswell.strategy.urls import urlpatterns

    client.force_login(cast.ada.account)
    before = list(Pillar.objects.order_by("number").values())
    for one in urlpatterns:
        if "number" in str(one.pattern):
            page = str(one.pattern).replace("<int:number>", "1")
            client.post(f"/ellery/strategy/{page}", {**WORDS, "reason": "Change it.", "state": "draft"})
    client.post(f"{BASE}draft/", WORDS)
    client.post(f"{BASE}ratify/")
    assert list(Pillar.objects.order_by("number").values()) == before


def test_another_campaigns_pillar_is_not_here(cast: Cast, client: Client) -> None:
    other = assemble("brannoc")
    with scope(other.campaign.pk):
        for n in range(2):
            draft_pillar(campaign=other.campaign, words=PillarWords(f"P{n}", "Holds."), actor=other.ada.actor)
        ratify_pillars(campaign=other.campaign, actor=other.ada.actor)
    client.force_login(cast.ada.account)
    assert client.get(f"{BASE}1/").status_code == 404
    assert client.get("/brannoc/strategy/pillars/1/").status_code == 200
    assert client.get("/brannoc/strategy/pillars/1/amend/")["Location"].startswith("/brannoc/join")
