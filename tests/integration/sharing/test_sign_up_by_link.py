"""Who joins after opening a link is counted for that link, once, and nobody is named for it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cast import Cast
from tests.integration.sharing.conftest import Begun

from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.people.models import Account
from groundswell.people.selectors import member_of
from groundswell.people.services import leave_campaign
from groundswell.pulse.models import PulseEvent
from groundswell.sharing.models import SignUp
from groundswell.sharing.services import add_outcomes, note_sign_up
from groundswell.sharing.services.mixing import tell_sign_ups

FORM = {"name": "Eve", "consent": "on"}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


def test_the_way_in_leads_from_the_link_to_the_count(
    begun: Begun, cast: Cast, phone: Any, recorded: Callable[[], list[str]]
) -> None:
    page = phone.get(begun.at()).content.decode()
    assert f'/ellery/join?by={begun.first.code}"' in page
    client = Client()
    client.force_login(Account.objects.create_user("eve@home.example"))
    form = client.get(f"/ellery/join?by={begun.first.code}").content.decode()
    assert f'name="by" value="{begun.first.code}"' in form
    client.post("/ellery/join", {**FORM, "by": begun.first.code})
    assert SignUp.objects.get().pass_on_id == begun.first.pk
    assert recorded()[-1] == "people.member_joined", "nothing of the link stands beside the joining"


def test_a_member_who_presses_join_again_is_no_sign_up(begun: Begun, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.cleo.account)
    client.post("/ellery/join", {**FORM, "by": begun.first.code})
    assert not SignUp.objects.exists()


def test_who_left_and_comes_back_is_no_sign_up(begun: Begun, cast: Cast) -> None:
    assert cast.cleo.member
    leave_campaign(member=cast.cleo.member, actor=cast.cleo.actor)
    client = Client()
    client.force_login(cast.cleo.account)
    client.post("/ellery/join", {**FORM, "by": begun.first.code})
    assert member_of(cast.cleo.actor).left_at is None and not SignUp.objects.exists()


def test_a_link_of_somebody_else_counts_and_no_other_code(begun: Begun, cast: Cast, recorded: Callable[[], list[str]]) -> None:
    assert cast.cleo.member and cast.ben.member
    actor, before = machine(cast.campaign.pk), recorded()
    assert note_sign_up(code="nobodysone", member=cast.cleo.member, actor=actor) is None
    assert note_sign_up(code=begun.first.code, member=cast.ben.member, actor=actor) is None, "it is his own link"
    assert note_sign_up(code=begun.first.code, member=cast.cleo.member, actor=actor)
    assert SignUp.objects.count() == 1 and recorded() == before
    with pytest.raises(NotHere):
        note_sign_up(code=begun.first.code, member=cast.cleo.member, actor=cast.cleo.actor)


def test_a_sign_up_knows_no_hour(begun: Begun, cast: Cast) -> None:
    assert cast.cleo.member
    noon = datetime.datetime(2026, 5, 4, 12, 34, tzinfo=datetime.UTC)
    with clock.at(noon):
        note_sign_up(code=begun.first.code, member=cast.cleo.member, actor=machine(cast.campaign.pk))
    row = SignUp.objects.get()
    told = {field.name: field.value_from_object(row) for field in SignUp._meta.concrete_fields}
    assert told == {"id": row.pk, "campaign": cast.campaign.pk, "pass_on": begun.first.pk, "day": noon.date()}
    assert row.pk.version == 4, "a random key: version 7 begins with the moment"


def test_how_many_joined_is_told_once_for_the_campaign_and_their_rows_are_mixed(
    begun: Begun, cast: Cast, recorded: Callable[[], list[str]]
) -> None:
    assert cast.cleo.member and cast.ada.member
    actor = machine(cast.campaign.pk)
    for member in (cast.cleo.member, cast.ada.member):
        note_sign_up(code=begun.first.code, member=member, actor=actor)
    before = set(SignUp.objects.values_list("pk", flat=True))
    add_outcomes(campaign=cast.campaign, actor=actor)
    assert recorded()[-1] == "sharing.sign_ups_added"
    event = PulseEvent.objects.get(kind="sharing.sign_ups_added")
    assert (event.data, event.subject_id, event.actor_id) == ({"joined": 2}, cast.campaign.pk, None)
    after = SignUp.objects.all()
    assert len(after) == 2 and not before & {one.pk for one in after} and {one.pass_on_id for one in after} == {begun.first.pk}
    add_outcomes(campaign=cast.campaign, actor=actor)
    assert recorded().count("sharing.sign_ups_added") == 1
    with pytest.raises(NotHere):
        tell_sign_ups(campaign=cast.campaign, joined=1, actor=cast.ada.actor)
