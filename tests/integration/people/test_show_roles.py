"""Roles are listed for everyone where they act; those who hold one share it, hand it over and lay it down there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast
from tests.integration.people.conftest import Browser, said

from groundswell.people import things
from groundswell.people.selectors import holders

Recorded = Callable[[], list[str]]


def test_everyone_sees_the_stewards(browser: Browser) -> None:
    page = said(browser.get("/ellery/stewards"))
    assert "Stewards of Ellery" in page and "Ada" in page
    assert "Share it" not in page and "Lay it down" not in page


def test_a_steward_finds_somebody_and_shares(browser: Browser, cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    browser.force_login(cast.ada.account)
    assert "No member is called that." in said(browser.get("/ellery/stewards?name=Dan"))
    assert "Share with them" in said(browser.get("/ellery/stewards?name=cle"))
    here = f"/ellery/roles/campaign/{cast.campaign.pk}"
    assert browser.post(f"{here}/share", {"member": str(cast.cleo.member.pk)})["Location"] == here
    assert "Cleo holds the role from now on." in said(browser.get(here))
    assert cast.cleo.actor.is_steward and cast.ada.actor.is_steward
    grant = holders("campaign", cast.campaign.pk)[1]
    browser.post(f"/ellery/roles/{grant.pk}/end")
    assert not cast.cleo.actor.is_steward
    assert recorded() == ["people.role_granted", "people.role_ended"]


def test_a_steward_hands_over(browser: Browser, cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    browser.force_login(cast.ada.account)
    grant = holders("campaign", cast.campaign.pk)[0]
    refused = browser.post(f"/ellery/roles/{grant.pk}/end")
    assert refused.status_code == 409 and "last steward" in said(refused)
    browser.post(f"/ellery/roles/{grant.pk}/hand-over", {"member": str(cast.cleo.member.pk)})
    assert cast.cleo.actor.is_steward and not cast.ada.actor.is_steward
    assert browser.post(f"/ellery/roles/{grant.pk}/end").status_code == 404
    assert recorded() == ["people.role_granted", "people.role_ended"]


@pytest.mark.parametrize("member", ["", "nonsense", "0190aaaa-0000-7000-8000-000000000000"])
def test_nobody_is_found_under_a_wrong_id(browser: Browser, cast: Cast, recorded: Recorded, member: str) -> None:
    browser.force_login(cast.ada.account)
    grant = holders("campaign", cast.campaign.pk)[0]
    assert browser.post(f"/ellery/roles/campaign/{cast.campaign.pk}/share", {"member": member}).status_code == 404
    assert browser.post(f"/ellery/roles/{grant.pk}/hand-over", {"member": member}).status_code == 404
    assert recorded() == []


def test_another_campaigns_people_and_roles_are_not_here(browser: Browser, cast: Cast) -> None:
    from tests.cast import assemble

    from groundswell.kit.db import scope

    holt = assemble("holt")
    assert holt.cleo.member
    with scope(holt.campaign.pk):
        theirs = holders("campaign", holt.campaign.pk)[0]
    browser.force_login(cast.ada.account)
    here = f"/ellery/roles/campaign/{cast.campaign.pk}/share"
    assert browser.post(here, {"member": str(holt.cleo.member.pk)}).status_code == 404
    assert browser.post(f"/ellery/roles/{theirs.pk}/end").status_code == 404
    assert browser.get(f"/ellery/roles/campaign/{holt.campaign.pk}").status_code == 404
    assert browser.get(f"/ellery/roles/kingdom/{cast.campaign.pk}").status_code == 404


def test_a_room_tells_of_its_own_things(browser: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(things, "_describers", {})
    assert browser.get(f"/ellery/roles/community/{cast.ferry.pk}").status_code == 404
    things.register(
        "community",
        lambda campaign, actor, ids: {
            one: things.Thing("Ferry Street", "/ellery/ferry") for one in ids if one == cast.ferry.pk
        },
    )
    page = said(browser.get(f"/ellery/roles/community/{cast.ferry.pk}"))
    assert "Hosts of Ferry Street" in page and "Ben" in page
    assert browser.get(f"/ellery/roles/community/{cast.campaign.pk}").status_code == 404
