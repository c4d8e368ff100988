"""Founding a campaign with its pillars and its first steward is one deed."""

from __future__ import annotations

import pytest

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput
from groundswell.people.models import Account
from groundswell.people.selectors import present_actor
from groundswell.strategy.models import LedgerEntry, Pillar
from groundswell.strategy.services.founding import Founder, Founding, found_with_pillars
from groundswell.strategy.services.pillars import PillarWords

FOUNDING = Founding(slug="ellery", name="Ellery Rising", responsible="The people of Ellery, 1 Mill Lane")
PILLARS = [
    PillarWords("Water you can drink", "Every tap runs clean."),
    PillarWords("A home you can keep", "Nobody is moved out."),
]


def test_the_command_line_founds_with_ratified_pillars(db: None, recorded) -> None:
    campaign = found_with_pillars(founding=FOUNDING, pillars=PILLARS, ratify=True, actor=machine(None, via="cli"))
    with scope(campaign.pk):
        assert list(Pillar.objects.order_by("number").values_list("title", "state")) == [
            ("Water you can drink", "ratified"),
            ("A home you can keep", "ratified"),
        ]
        assert recorded() == [
            "campaigns.campaign_founded",
            *["strategy.pillar_drafted"] * 2,
            *["strategy.pillar_ratified"] * 2,
        ]


def test_a_founder_becomes_member_and_steward_and_stands_on_the_ledger(db: None, recorded) -> None:
    account = Account.objects.create_user("ada@ellery.example")
    campaign = found_with_pillars(
        founding=FOUNDING,
        pillars=PILLARS,
        founder=Founder(account, "Ada"),
        ratify=False,
        actor=Actor(account_id=account.pk),
    )
    with scope(campaign.pk):
        ada = present_actor(campaign.pk, account.pk)
        assert ada.is_steward
        assert set(Pillar.objects.values_list("state", flat=True)) == {"draft"}
        assert set(LedgerEntry.objects.values_list("member_id", flat=True)) == {ada.member_id}
        assert recorded() == [
            "campaigns.campaign_founded",
            "people.member_joined",
            "people.role_granted",
            *["strategy.pillar_drafted"] * 2,
        ]


def test_one_pillar_stays_a_draft(db: None) -> None:
    campaign = found_with_pillars(founding=FOUNDING, pillars=PILLARS[:1], ratify=True, actor=machine(None, via="cli"))
    with scope(campaign.pk):
        assert Pillar.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("founding", "pillars", "field"),
    [
        (FOUNDING, [*PILLARS, PillarWords("", "No title")], "title_3"),
        (FOUNDING, PILLARS * 3, "pillars"),
        (Founding(slug="new", name="Taken by the program"), PILLARS, "slug"),
        (Founding(slug="ellery", name="Ellery", timezone="Mars/Olympus"), PILLARS, "timezone"),
        (Founding(slug="ellery", name="Ellery", languages=("tlh",)), PILLARS, "languages"),
        (Founding(slug="ellery", name="Ellery", languages=()), PILLARS, "languages"),
    ],
)
def test_nothing_is_half_founded(db: None, founding: Founding, pillars: list[PillarWords], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        found_with_pillars(founding=founding, pillars=pillars, ratify=True, actor=machine(None, via="cli"))
    assert refusal.value.field == field
    assert not Campaign.objects.exists()
