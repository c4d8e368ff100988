"""Signing in by a one-time code; wrong, old and stolen codes open nothing, and there is no password anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.internal.flows import code_verification
from allauth.usersessions.models import UserSession
from django.urls import NoReverseMatch, reverse
from tests.cast import Cast
from tests.integration.people.conftest import Browser, said

from groundswell.people.adapters import NO_ADDRESS

Code = Callable[[], str]


def _ask(browser: Browser, cast: Cast, **more: str) -> Any:
    return browser.post("/accounts/login/", {"email": cast.cleo.account.email, **more})


def _is_signed_in(browser: Browser) -> bool:
    return browser.get("/ellery/me").status_code == 200


def test_a_code_lets_its_owner_in_and_back_to_where_they_were(browser: Browser, cast: Cast, code: Code) -> None:
    sent_here = browser.get("/ellery/me")
    assert sent_here["Location"] == "/accounts/login/?next=%2Fellery%2Fme"
    asked = _ask(browser, cast, next="/ellery/me")
    assert asked["Location"] == "/accounts/code/?next=%2Fellery%2Fme"
    opened = browser.post(asked["Location"], {"code": code()})
    assert opened["Location"] == "/ellery/me"
    assert _is_signed_in(browser)


def test_without_a_way_back_one_is_led_home(browser: Browser, cast: Cast, code: Code) -> None:
    _ask(browser, cast)
    assert browser.post("/accounts/code/", {"code": code()})["Location"] == "/ellery/"


def test_an_unknown_address_sees_what_a_known_one_sees(browser: Browser, cast: Cast, mailoutbox: list[Any]) -> None:
    known = _ask(browser, cast)
    page = said(browser.get(known["Location"])).replace(cast.cleo.account.email, "")
    browser.cookies.clear()
    unknown = browser.post("/accounts/login/", {"email": "nobody@home.example"})
    assert unknown["Location"] == known["Location"]
    assert said(browser.get(unknown["Location"])).replace("nobody@home.example", "") == page
    assert "Nobody has joined with it here" in mailoutbox[-1].body
    assert "http://localhost/accounts/join/" in mailoutbox[-1].body


def test_wrong_codes_end_the_attempt(browser: Browser, cast: Cast, code: Code) -> None:
    _ask(browser, cast)
    for _time in range(4):
        wrong = browser.post("/accounts/code/", {"code": "0000-0000"})
        assert wrong.status_code == 200 and "That is not the code we sent" in said(wrong)
    last = browser.post("/accounts/code/", {"code": "0000-0000"})
    assert last["Location"].startswith("/accounts/login/")
    assert "That was wrong too often" in said(browser.get(last["Location"]))
    assert browser.post("/accounts/code/", {"code": code()})["Location"].startswith("/accounts/login/")
    assert not _is_signed_in(browser)


def test_a_code_runs_out(browser: Browser, cast: Cast, code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    _ask(browser, cast)
    later = time.time() + 601
    monkeypatch.setattr(code_verification.time, "time", lambda: later)
    late = browser.post("/accounts/code/", {"code": code()})
    assert late["Location"].startswith("/accounts/login/")
    assert "That code has run out" in said(browser.get(late["Location"]))
    assert not _is_signed_in(browser)


def test_a_code_opens_only_the_browser_that_asked(browser: Browser, cast: Cast, code: Code) -> None:
    _ask(browser, cast)
    thief = Browser(HTTP_HOST="localhost")
    thief.committing = browser.committing
    assert thief.post("/accounts/code/", {"code": code()})["Location"].startswith("/accounts/login/")
    assert not _is_signed_in(thief)


def test_a_code_is_good_once(browser: Browser, cast: Cast, code: Code) -> None:
    _ask(browser, cast)
    browser.post("/accounts/code/", {"code": code()})
    browser.post("/accounts/logout/")
    assert not _is_signed_in(browser)
    assert browser.post("/accounts/code/", {"code": code()})["Location"].startswith("/accounts/login/")


def test_sending_again_makes_a_new_code(browser: Browser, cast: Cast, code: Code, mailoutbox: list[Any]) -> None:
    _ask(browser, cast)
    first = code()
    browser.post("/accounts/code/", {"action": "resend"})
    assert len(mailoutbox) == 2 and code() != first
    assert browser.post("/accounts/code/", {"code": first}).status_code == 200
    assert browser.post("/accounts/code/", {"code": code()}).status_code == 302


def test_guessing_is_stopped_across_browsers(browser: Browser, cast: Cast) -> None:
    """Five wrong codes end one attempt; thirty in an hour end them all for this mailbox, whoever guesses."""
    answers = []
    for _attempt in range(6):
        browser.cookies.clear()
        _ask(browser, cast)
        answers += [browser.post("/accounts/code/", {"code": "0000-0000"}).status_code for _guess in range(5)]
    assert 429 not in answers
    assert _ask(browser, cast).status_code == 429


def test_who_is_no_member_yet_is_led_to_join_where_they_were(browser: Browser) -> None:
    page = browser.get("/ellery/privacy").content.decode()
    assert 'href="/accounts/login/?next=%2Fellery%2Fprivacy"' in page
    assert 'href="/ellery/join?next=%2Fellery%2Fprivacy"' in page
    page = browser.get("/accounts/login/?next=%2Fellery%2Fprivacy").content.decode()
    assert 'href="/accounts/join/?next=/ellery/privacy"' in page
    assert browser.get("/accounts/join/?next=/ellery/privacy")["Location"] == "/ellery/join?next=%2Fellery%2Fprivacy"
    for nowhere in ("", "/", "/nowhere/", "//evil.example/ellery/", "https://evil.example/"):
        assert browser.get("/accounts/join/", {"next": nowhere})["Location"] == "/"


def test_nobody_uses_up_anothers_attempts_from_afar(browser: Browser, cast: Cast, code: Code) -> None:
    afar = Browser(HTTP_HOST="localhost", REMOTE_ADDR="198.51.100.1")
    afar.committing = browser.committing
    answers = [_ask(afar, cast).status_code for _time in range(7)]
    assert answers == [302] * 6 + [429]
    _ask(browser, cast)
    assert browser.post("/accounts/code/", {"code": code()}).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example/x", "/\\evil.example"])
def test_nobody_is_led_to_another_site(browser: Browser, cast: Cast, code: Code, elsewhere: str) -> None:
    asked = _ask(browser, cast, next=elsewhere)
    assert "evil" not in asked["Location"]
    assert browser.post(f"/accounts/code/?next={elsewhere}", {"code": code()})["Location"] == "/ellery/"
    assert browser.post("/accounts/logout/", {"next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize(
    "page", ["password/change/", "password/set/", "password/reset/", "signup/", "email/", "2fa/", "reauthenticate/"]
)
def test_pages_for_passwords_do_not_exist(browser: Browser, cast: Cast, page: str) -> None:
    browser.force_login(cast.cleo.account)
    assert browser.get(f"/accounts/{page}").status_code == 404


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_set_password", "account_reset_password", "mfa_activate_totp"]
)
def test_allauths_names_for_them_lead_nowhere(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_password_opens_nothing(browser: Browser, cast: Cast) -> None:
    cast.cleo.account.set_password("correct horse")
    cast.cleo.account.save(update_fields=["password"])
    browser.post(
        "/accounts/login/", {"login": cast.cleo.account.email, "email": cast.cleo.account.email, "password": "correct horse"}
    )
    assert not _is_signed_in(browser)


def test_sessions_keep_the_kind_of_browser_and_nothing_else(browser: Browser, cast: Cast, code: Code) -> None:
    _ask(browser, cast)
    browser.post("/accounts/code/", {"code": code()})
    session = UserSession.objects.get(user=cast.cleo.account)
    assert (session.user_agent, session.ip, session.data) == ("Firefox on Android", NO_ADDRESS, {})
    page = said(browser.get("/accounts/sessions/"))
    assert "Firefox on Android" in page and "192.0.2" not in page


def _two_browsers(browser: Browser, cast: Cast, code: Code) -> Browser:
    other = Browser(HTTP_HOST="localhost", HTTP_USER_AGENT="Mozilla/5.0 (iPhone) AppleWebKit Version/18 Safari/604")
    other.committing = browser.committing
    for one in (browser, other):
        _ask(one, cast)
        one.post("/accounts/code/", {"code": code()})
    return other


def test_one_other_browser_is_signed_out(browser: Browser, cast: Cast, code: Code) -> None:
    other = _two_browsers(browser, cast, code)
    theirs = UserSession.objects.get(user=cast.cleo.account, user_agent="Safari on iPhone")
    stranger = Browser(HTTP_HOST="localhost")
    stranger.committing = browser.committing
    stranger.force_login(cast.ben.account)
    assert stranger.post(f"/accounts/sessions/{theirs.pk}/end/").status_code == 404
    assert _is_signed_in(other)
    assert browser.post(f"/accounts/sessions/{theirs.pk}/end/")["Location"] == "/accounts/sessions/"
    assert not _is_signed_in(other) and _is_signed_in(browser)
    assert browser.post(f"/accounts/sessions/{theirs.pk}/end/").status_code == 404


def test_all_other_browsers_are_signed_out(browser: Browser, cast: Cast, code: Code) -> None:
    other = _two_browsers(browser, cast, code)
    browser.post("/accounts/sessions/")
    assert not _is_signed_in(other) and _is_signed_in(browser)


def test_changing_the_ways_in_asks_for_a_fresh_sign_in(browser: Browser, cast: Cast, code: Code) -> None:
    browser.force_login(cast.cleo.account)
    assert browser.get("/accounts/passkeys/").status_code == 200
    sent = browser.get("/accounts/passkeys/add/")
    assert sent["Location"] == "/accounts/again/?next=%2Faccounts%2Fpasskeys%2Fadd%2F"
    assert "still you" in said(browser.get(sent["Location"]))
    again = browser.post("/accounts/again/", {"next": "/accounts/passkeys/add/"})
    assert again["Location"] == "/accounts/login/?next=%2Faccounts%2Fpasskeys%2Fadd%2F"
    _ask(browser, cast, next="/accounts/passkeys/add/")
    assert (
        browser.post("/accounts/code/?next=/accounts/passkeys/add/", {"code": code()})["Location"] == "/accounts/passkeys/add/"
    )
    page = browser.get("/accounts/passkeys/add/")
    assert page.status_code == 200 and "Firefox on Android" in page.content.decode()


@pytest.mark.parametrize(
    "page", ["passkeys/", "passkeys/add/", "passkeys/1/remove/", "passkeys/1/rename/", "sessions/", "again/"]
)
def test_a_visitor_is_asked_to_sign_in(browser: Browser, page: str) -> None:
    assert browser.get(f"/accounts/{page}")["Location"].startswith("/accounts/login/?next=")


def test_somebody_elses_passkey_is_not_here(browser: Browser, cast: Cast, code: Code) -> None:
    from allauth.mfa.models import Authenticator

    theirs = Authenticator.objects.create(user=cast.ben.account, type="webauthn", data={"name": "Ben's", "credential": {}})
    _ask(browser, cast)
    browser.post("/accounts/code/", {"code": code()})
    for page in ("rename", "remove"):
        assert browser.get(f"/accounts/passkeys/{theirs.pk}/{page}/").status_code == 404
        assert browser.post(f"/accounts/passkeys/{theirs.pk}/{page}/", {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get().wrap().name == "Ben's"


def test_a_made_up_passkey_opens_nothing(browser: Browser, cast: Cast) -> None:
    options = browser.get("/accounts/passkeys/login/", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    for credential in ("", "{}", "[]", "nonsense", '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'):
        answer = browser.post("/accounts/passkeys/login/", {"credential": credential})
        assert answer["Location"] == "/accounts/login/"
    assert not _is_signed_in(browser)


@pytest.mark.parametrize(
    "response",
    [
        "5",
        '{"clientDataJSON": "e30", "attestationObject": "AAAA"}',
        '{"clientDataJSON": 5, "attestationObject": []}',
        '{"clientDataJSON": "é", "attestationObject": "é"}',
    ],
)
def test_garbage_is_no_passkey(browser: Browser, cast: Cast, code: Code, response: str) -> None:
    _ask(browser, cast)
    browser.post("/accounts/code/", {"code": code()})
    browser.get("/accounts/passkeys/add/")
    credential = f'{{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {response}}}'
    answer = browser.post("/accounts/passkeys/add/", {"credential": credential, "name": "x"})
    assert answer.status_code == 200 and "One thing needs another look" in said(answer)
    assert "You have none yet." in said(browser.get("/accounts/passkeys/"))


def test_a_code_still_opens_for_somebody_with_a_passkey(browser: Browser, cast: Cast, code: Code) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.cleo.account, type="webauthn", data={"name": "lost", "credential": {}})
    _ask(browser, cast)
    assert browser.post("/accounts/code/", {"code": code()})["Location"] == "/ellery/"
    assert _is_signed_in(browser)
