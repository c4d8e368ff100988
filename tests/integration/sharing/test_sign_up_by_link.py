"""Who joins after opening a link is counted for that link, once, and nobody is named for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cast import Cast
from tests.integration.sharing.conftest import Begun

from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.people.models import Account
from groundswell.sharing.models import SignUp
from groundswell.sharing.services import note_sign_up

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
    assert recorded()[-2:] == ["people.member_joined", "sharing.signed_up"]


def test_a_member_who_presses_join_again_is_no_sign_up(begun: Begun, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.cleo.account)
    client.post("/ellery/join", {**FORM, "by": begun.first.code})
    assert not SignUp.objects.exists()


def test_once_for_each_and_never_by_ones_own(begun: Begun, cast: Cast, recorded: Callable[[], list[str]]) -> None:
    assert cast.cleo.member and cast.ben.member
    actor = machine(cast.campaign.pk)
    first = note_sign_up(code=begun.first.code, member=cast.cleo.member, actor=actor)
    again = note_sign_up(code=begun.first.code, member=cast.cleo.member, actor=actor)
    assert first and again and first.pk == again.pk
    assert note_sign_up(code="nobodysone", member=cast.cleo.member, actor=actor) is None
    assert note_sign_up(code=begun.first.code, member=cast.ben.member, actor=actor) is None, "it is his own link"
    assert recorded().count("sharing.signed_up") == 1
    with pytest.raises(NotHere):
        note_sign_up(code=begun.first.code, member=cast.cleo.member, actor=cast.cleo.actor)
