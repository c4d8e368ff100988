"""What moves in strategy moves the open pages; and a community's page says what it tries."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast

from groundswell.kit import live
from groundswell.pulse.models import PulseEvent
from groundswell.strategy.models import Pillar, Tactic
from groundswell.strategy.services.pillars import amend_pillar


def _rooms() -> list[str]:
    row = PulseEvent.objects.latest("seq")
    movement = live.movement(row.kind)
    assert movement is not None and movement.fragments is None  # told as stale: each reader asks for what they may see
    return list(movement.rooms(row))


def test_a_tactic_moves_its_page_and_the_lists(cast: Cast, tactic: Tactic, client: Client) -> None:
    assert _rooms() == [f"tactic:{tactic.pk}", "strategy:all"]
    client.force_login(cast.cleo.account)
    assert f'data-live="tactic:{tactic.pk}"' in client.get(f"/ellery/strategy/tactics/{tactic.pk}/").content.decode()
    part = client.get(f"/ellery/strategy/tactics/{tactic.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="tactic"') and "<html" not in part
    for page in ("/ellery/strategy/", "/ellery/strategy/tactics/", "/ellery/strategy/ledger/"):
        assert 'data-live="strategy:all"' in client.get(page).content.decode()


def test_a_pillar_moves_the_strategy_page(cast: Cast, pillars: list[Pillar]) -> None:
    amend_pillar(pillar=pillars[0], reason="Say river.", actor=cast.ben.actor)
    assert _rooms() == ["strategy:all"]


def test_a_communitys_page_says_what_it_tries_to_members(cast: Cast, tactic: Tactic, client: Client) -> None:
    page = "/ellery/communities/ferry-street/"
    assert "Read the water samples" not in client.get(page).content.decode()
    client.force_login(cast.ada.account)
    seen = client.get(page).content.decode()
    assert "Read the water samples" in seen and "/tactics/propose/" not in seen
    client.force_login(cast.cleo.account)
    assert f"/tactics/propose/?community={cast.ferry.pk}" in client.get(page).content.decode()
