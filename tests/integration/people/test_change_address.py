"""The address one signs in with changes when the code sent to the new one is typed in; the old one is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.people.conftest import Browser, said

from groundswell.people import new_address
from groundswell.people.models import Account
from groundswell.people.services import prepare_account

Code = Callable[[], str]
NEW = "cleo@elsewhere.example"


@pytest.fixture
def cleo(browser: Browser, cast: Cast, code: Code) -> Browser:
    """Cleo's browser, in which she has just signed in."""
    browser.post("/accounts/login/", {"email": cast.cleo.account.email})
    browser.post("/accounts/code/", {"code": code()})
    return browser


def _address(cast: Cast) -> str:
    return Account.objects.get(pk=cast.cleo.account.pk).email


def test_the_new_one_counts_once_its_code_is_typed_in(cleo: Browser, cast: Cast, code: Code, mailoutbox: list[Any]) -> None:
    assert cleo.post("/accounts/address/", {"email": "Cleo@Elsewhere.example"})["Location"] == "/accounts/address/code/"
    assert mailoutbox[-1].to == ["Cleo@Elsewhere.example"] and _address(cast) == cast.cleo.account.email
    assert f"We sent it to {NEW}" in said(cleo.get("/accounts/address/code/"))
    assert cleo.post("/accounts/address/code/", {"code": code()})["Location"] == "/"
    assert _address(cast) == NEW
    assert mailoutbox[-1].to == [cast.cleo.account.email] and "no longer with this one" in mailoutbox[-1].body
    assert cleo.get("/accounts/address/code/")["Location"] == "/accounts/address/"


def test_wrong_codes_end_it(cleo: Browser, cast: Cast, code: Code) -> None:
    cleo.post("/accounts/address/", {"email": NEW})
    for _time in range(5):
        answer = cleo.post("/accounts/address/code/", {"code": "0000-0000"})
        assert answer.status_code == 422 and "That is not the code we sent" in said(answer)
    assert cleo.post("/accounts/address/code/", {"code": code()})["Location"] == "/accounts/address/"
    assert _address(cast) == cast.cleo.account.email


def test_a_code_runs_out(cleo: Browser, cast: Cast, code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    cleo.post("/accounts/address/", {"email": NEW})
    later = time.time() + 601
    monkeypatch.setattr(new_address.time, "time", lambda: later)
    assert cleo.post("/accounts/address/code/", {"code": code()})["Location"] == "/accounts/address/"
    assert _address(cast) == cast.cleo.account.email


def test_somebody_elses_address_is_told_only_to_who_reads_it(cleo: Browser, cast: Cast, code: Code) -> None:
    taken = cleo.post("/accounts/address/", {"email": cast.ben.account.email})
    assert taken["Location"] == "/accounts/address/code/", "whether it is taken is not to be learnt from here"
    answer = cleo.post("/accounts/address/code/", {"code": code()})
    assert answer.status_code == 409 and "another account" in said(answer)
    assert _address(cast) == cast.cleo.account.email


def test_an_address_nobody_ever_confirmed_is_nobodys(cleo: Browser, cast: Cast, code: Code) -> None:
    prepare_account(email=NEW)
    cleo.post("/accounts/address/", {"email": NEW})
    cleo.post("/accounts/address/code/", {"code": code()})
    assert _address(cast) == NEW and Account.objects.filter(email=NEW).count() == 1


def test_it_asks_for_a_fresh_sign_in(browser: Browser, cast: Cast) -> None:
    assert browser.get("/accounts/address/")["Location"].startswith("/accounts/login/?next=")
    browser.force_login(cast.cleo.account)
    assert browser.get("/accounts/address/")["Location"] == "/accounts/again/?next=%2Faccounts%2Faddress%2F"
    assert browser.post("/accounts/address/", {"email": NEW})["Location"].startswith("/accounts/again/")


def test_no_address_is_no_address(cleo: Browser) -> None:
    answer = cleo.post("/accounts/address/", {"email": "nothing"})
    assert answer.status_code == 422 and "This is no e-mail address" in said(answer)
