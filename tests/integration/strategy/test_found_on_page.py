"""The first-run page: an address shown by a code, then a campaign with its pillars; not there where it is not open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.db import scope
from groundswell.kit.errors import NotHere, Refused
from groundswell.people.models import Account
from groundswell.people.selectors import present_actor
from groundswell.strategy.models import Pillar
from groundswell.strategy.services.founding import Founder, Founding, found_on_page
from groundswell.strategy.services.pillars import PillarWords

FORM = {
    "your_name": "Ada",
    "name": "Ellery Rising",
    "slug": "",
    "purpose": "Water one can drink.",
    "timezone": "Europe/London",
    "languages": ["en", "es"],
    "responsible": "Ellery Rising, 1 Mill Lane, Ellery",
    "title_1": "Water you can drink",
    "promise_1": "Every tap runs clean.",
    "title_2": "A home you can keep",
    "promise_2": "Nobody is moved out.",
    "ratify": "on",
}
PILLARS = [PillarWords("Water", "Every tap runs clean."), PillarWords("Homes", "Nobody is moved out.")]


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_user("ada@ellery.example")


def test_the_first_page_leads_there_while_there_is_no_campaign(db: None, client: Client) -> None:
    assert "/new/" in client.get("/").content.decode()


def test_a_founder_shows_their_address_by_a_code(
    db: None, client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    assert client.post("/new/", {"email": "nobody"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post("/new/", {"email": "Ada@Ellery.example"})
    assert sent["Location"] == "/accounts/code/?next=/new/"
    page = client.get(sent["Location"]).content.decode()
    assert re.search(r'name="next" value="/new/"', page)
    (code,) = re.findall(r"\d{4}-\d{4}", mailoutbox[-1].body)
    assert client.post("/accounts/code/", {"code": code, "next": "/new/"})["Location"] == "/new/"
    assert "Pillar 1: its title" in client.get("/new/").content.decode()


def test_a_form_founds_a_campaign_with_its_steward_and_pillars(client: Client, account: Account) -> None:
    client.force_login(account)
    sent = client.post("/new/", FORM)
    assert sent["Location"] == "/ellery-rising/strategy/"
    campaign = Campaign.objects.get()
    assert (campaign.timezone, campaign.languages, campaign.is_demo) == ("Europe/London", ["en", "es"], False)
    with scope(campaign.pk):
        assert present_actor(campaign.pk, account.pk).is_steward
        assert set(Pillar.objects.values_list("state", flat=True)) == {"ratified"}
    page = client.get("/ellery-rising/").content.decode()
    assert "Ellery Rising, 1 Mill Lane, Ellery" in page and "Water you can drink" in page


def test_pillars_may_stay_drafts(client: Client, account: Account) -> None:
    client.force_login(account)
    client.post("/new/", {**FORM, "ratify": "", "title_4": "A fourth", "promise_4": "It holds."})
    with scope(Campaign.objects.get().pk):
        assert list(Pillar.objects.order_by("number").values_list("title", "state")) == [
            ("Water you can drink", "draft"),
            ("A home you can keep", "draft"),
            ("A fourth", "draft"),
        ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "id_name"),
        ({"name": "مدينة"}, "id_slug"),
        ({"slug": "accounts"}, "id_slug"),
        ({"slug": "Not a slug!"}, "id_slug"),
        ({"timezone": "Mars/Olympus"}, "id_timezone"),
        ({"languages": []}, "id_languages"),
        ({"responsible": " "}, "id_responsible"),
        ({"your_name": "<b></b>"}, "id_your_name"),
        ({"promise_2": ""}, "id_promise_2"),
        ({"title_3": "Half a pillar"}, "id_promise_3"),
        ({"promise_5": "Half a pillar"}, "id_title_5"),
        ({"title_2": "<i></i>"}, "id_title_2"),
        ({"title_1": "x" * 81}, "id_title_1"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_is_founded(
    client: Client, account: Account, change: dict[str, Any], field: str
) -> None:
    client.force_login(account)
    sent = client.post("/new/", {**FORM, "purpose": "What I wrote.", **change})
    page = sent.content.decode()
    assert sent.status_code == 422 and f'href="#{field}' in page and "What I wrote." in page
    assert not Campaign.objects.exists()


def test_with_a_campaign_there_the_page_is_gone(client: Client, account: Account, settings: Any) -> None:
    client.force_login(account)
    client.post("/new/", FORM)
    assert client.get("/new/").status_code == client.post("/new/", {**FORM, "slug": "second"}).status_code == 404
    settings.OPEN = True
    assert client.get("/new/").status_code == 200
    assert client.post("/new/", {**FORM, "slug": "second"})["Location"] == "/second/strategy/"
    again = client.post("/new/", {**FORM, "slug": "second"})
    assert again.status_code == 422 and "already a campaign at this address" in again.content.decode()
    assert "/new/" in client.get("/").content.decode()
    assert Campaign.objects.count() == 2


def test_of_two_who_found_the_first_one_comes_too_late(account: Account, recorded: Callable[[], list[str]]) -> None:
    actor = Actor(account_id=account.pk)
    given = {"pillars": PILLARS, "founder": Founder(account, "Ada"), "ratify": True, "actor": actor}
    first = found_on_page(founding=Founding(slug="ellery", name="Ellery"), **given)
    with pytest.raises(Refused, match="a moment ago"):
        found_on_page(founding=Founding(slug="brannoc", name="Brannoc"), **given)
    with scope(first.pk):
        assert recorded()[0] == "campaigns.campaign_founded"
    assert Campaign.objects.count() == 1


def test_nobody_founds_in_anothers_name(account: Account) -> None:
    given = {"pillars": PILLARS, "founder": Founder(account, "Ada"), "ratify": True}
    with pytest.raises(NotHere):
        found_on_page(founding=Founding(slug="ellery", name="Ellery"), actor=Actor(), **given)
    assert not Campaign.objects.exists()
