"""The strategy page, a pillar's page and the keel: who sees which words."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from groundswell.kit.clock import now
from groundswell.strategy import selectors
from groundswell.strategy.models import Pillar, Tactic
from groundswell.strategy.services.pillars import PillarWords, draft_pillar
from groundswell.strategy.services.tactics import TacticWords, propose_tactic

PAGE = "/ellery/strategy/"


def test_a_visitor_reads_the_pillars_and_not_the_tactics(cast: Cast, client: Client, tactic: Tactic) -> None:
    page = client.get(PAGE).content.decode()
    assert "Water you can drink" in page and "We never trade it away." in page
    assert "Read the water samples" not in page and "A tactic was proposed." in page


def test_a_member_reads_the_tactics_as_well(cast: Cast, client: Client, tactic: Tactic) -> None:
    client.force_login(cast.cleo.account)
    page = client.get(PAGE).content.decode()
    assert "Read the water samples" in page and "20 more than last time" in page and "/tactics/propose/" in page


def test_drafts_are_read_by_members_and_changed_by_founders(cast: Cast, client: Client) -> None:
    for title in ("Water you can drink", "A home you can keep"):
        draft_pillar(campaign=cast.campaign, words=PillarWords(title, "It holds."), actor=cast.ada.actor)
    assert "Water you can drink" not in client.get(PAGE).content.decode()
    client.force_login(cast.ben.account)
    assert "Water you can drink" in (seen := client.get(PAGE).content.decode()) and "Ratify" not in seen
    client.force_login(cast.ada.account)
    assert "Ratify these pillars" in (seen := client.get(PAGE).content.decode()) and "/pillars/1/edit/" in seen


def test_the_keel_stands_on_every_page_once_they_are_ratified(
    cast: Cast, client: Client, pillars: list[Pillar], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "now", lambda: now() + datetime.timedelta(days=212))
    for page in ("/ellery/", "/ellery/communities/", PAGE):
        found = client.get(page).content.decode()
        assert 'class="keel"' in found and "A home you can keep" in found and "unchanged for 212 days" in found


def test_a_pillar_has_a_page_of_its_own(cast: Cast, client: Client, tactic: Tactic) -> None:
    page = client.get("/ellery/strategy/pillars/1/").content.decode()
    assert "Every tap in Ellery runs clean." in page and "We measured it." in page and "ratified today" in page
    assert "Read the water samples" not in page and "/amend/" not in page
    client.force_login(cast.ben.account)
    page = client.get("/ellery/strategy/pillars/1/").content.decode()
    assert "Read the water samples" in page and "/pillars/1/amend/" in page
    assert client.get("/ellery/strategy/pillars/3/").status_code == 404


def test_the_page_costs_the_same_however_many_tactics_there_are(
    cast: Cast, client: Client, tactic: Tactic, words: TacticWords, pillars: list[Pillar]
) -> None:
    client.force_login(cast.ben.account)
    costs = []
    for number in range(2):
        for page in (PAGE, f"{PAGE}tactics/", f"{PAGE}ledger/", f"{PAGE}pillars/1/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            costs.append(len(queries))
        for n in range(6):
            more = TacticWords(f"{words.what} {number} {n}", words.measure, words.by_how_much, words.by_when)
            propose_tactic(pillar=pillars[0], community=None, words=more, actor=cast.ben.actor)
    assert costs[:4] == costs[4:] and max(costs) <= 17, costs
