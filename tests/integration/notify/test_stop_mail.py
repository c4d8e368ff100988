"""One press in any mail stops them all: without signing in, signed, on one list, and looked up for every mail."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.integration.notify.conftest import Ears

from groundswell.notify.models import Delivery, Suppression
from groundswell.notify.services import follow


@pytest.fixture
def mail(cast: Cast, ears: Ears) -> Any:
    """An alert that reached Ben."""
    for words in ("marrow bridge", "harrow library"):
        follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    (found,) = ears.mail()
    return found


def _path(mail: Any) -> str:
    found = re.fullmatch(r"<http://localhost(/ellery/hear/stop/[\w~-]+)>", mail.extra_headers["List-Unsubscribe"])
    assert found
    return found[1]


def test_every_mail_says_how(mail: Any, cast: Cast) -> None:
    headers = mail.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert f"http://localhost{_path(mail)}" in mail.body
    member = cast.ben.member
    assert member and str(member.pk) not in _path(mail) and member.pk.hex not in _path(mail) and "ben" not in _path(mail)


def test_a_mail_program_presses_without_cookie_or_token(mail: Any, ears: Ears, recorded: Any) -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    for _press in range(2):
        response = strict.post(_path(mail), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert not response.cookies
    assert recorded() == ["notify.mail_stopped"]
    ears.told_by("The Alder Post", "Ellery Gazette", title="Harrow library roof falls in a gale")
    assert ears.mail() == []
    assert Delivery.objects.latest("pk").why == "stopped"


def test_looking_stops_nothing(mail: Any) -> None:
    response = Client(HTTP_HOST="localhost").get(_path(mail))
    assert response.status_code == 200
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("change", [lambda path: path[:-1] + "_", lambda path: path.replace("~", "a~")])
def test_a_forged_link_leads_nowhere(mail: Any, change: Any) -> None:
    assert Client(HTTP_HOST="localhost").post(change(_path(mail))).status_code == 404
    assert not Suppression.objects.exists()


def test_the_list_holds_no_address(mail: Any, cast: Cast) -> None:
    Client(HTTP_HOST="localhost").post(_path(mail))
    assert re.fullmatch(r"[0-9a-f]{64}", Suppression.objects.get().key)


def test_only_oneself_asks_for_mail_again(mail: Any, cast: Cast, client: Client, ears: Ears, recorded: Any) -> None:
    Client(HTTP_HOST="localhost").post(_path(mail))
    client.force_login(cast.cleo.account)
    client.post("/ellery/hear/resume")
    assert Suppression.objects.exists()
    client.force_login(cast.ben.account)
    assert "Mail me again" in client.get("/ellery/hear/").content.decode()
    client.post("/ellery/hear/resume")
    assert not Suppression.objects.exists()
    assert recorded() == ["notify.mail_stopped", "notify.mail_resumed"]
