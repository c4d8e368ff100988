"""One form, one code by mail, and one is a member: for a new address and a known one alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.people.conftest import Browser, said

from groundswell.people.models import Account, Member
from groundswell.people.selectors import invite_at, subjects_of
from groundswell.people.services import make_invite

FORM = {"name": "Eve", "email": "Eve@Home.example", "consent": "on"}
Code = Callable[[], str]
Recorded = Callable[[], list[str]]


def test_a_visitor_joins(browser: Browser, cast: Cast, code: Code, mailoutbox: list[Any], recorded: Recorded) -> None:
    page = browser.get("/ellery/join?next=/ellery/privacy")
    assert "The people of Ellery" in said(page) and "political opinion" in said(page)
    form = {**FORM, "place": "Quay", "why": "The bridge.", "knows": "Tides, rope", "next": "/ellery/privacy"}
    asked = browser.post("/ellery/join", form)
    assert (asked.status_code, asked["Location"]) == (302, "/accounts/code/")
    assert mailoutbox[0].to == ["eve@home.example"] and "You are joining Ellery" in mailoutbox[0].body
    assert not Member.objects.filter(person__name="Eve").exists(), "nobody is a member before the code is typed in"
    assert "Then you are a member of Ellery." in said(browser.get("/accounts/code/"))
    joined = browser.post("/accounts/code/", {"code": code().replace("-", " ")})
    assert (joined.status_code, joined["Location"]) == (302, "/ellery/privacy")
    member = Member.objects.select_related("person").get(account__email="eve@home.example")
    assert (member.person.name, member.person.place, member.why, member.language) == ("Eve", "Quay", "The bridge.", "en")
    assert subjects_of(member) == ["rope", "tides"]
    assert "Welcome to Ellery, Eve." in said(browser.get("/ellery/privacy"))
    assert recorded() == ["people.member_joined"]


def test_a_known_address_is_answered_like_a_new_one(browser: Browser, cast: Cast, code: Code, recorded: Recorded) -> None:
    answers = []
    for address in ("eve@home.example", cast.dan.account.email, cast.cleo.account.email):
        browser.cookies.clear()
        answer = browser.post("/ellery/join", {**FORM, "email": address})
        page = browser.get(answer["Location"])
        answers.append((answer.status_code, answer["Location"], said(page).replace(address, "")))
        assert code()
    assert len(set(answers)) == 1
    browser.post("/accounts/code/", {"code": code()})  # Cleo, who is a member already
    assert Member.objects.get(account=cast.cleo.account).person.name == "Cleo"
    assert recorded() == []


@pytest.mark.parametrize("missing", ["name", "email", "consent"])
def test_what_is_missing_is_told_and_what_was_written_stays(
    browser: Browser, missing: str, mailoutbox: list[Any], recorded: Recorded
) -> None:
    form = {**FORM, "place": "Quay & Dock"}
    del form[missing]
    answer = browser.post("/ellery/join", form)
    assert answer.status_code == 422
    assert "Quay &amp; Dock" in answer.content.decode() and "One thing needs another look" in said(answer)
    assert mailoutbox == [] and not Account.objects.filter(email="eve@home.example").exists()
    assert recorded() == []


def test_six_subjects_are_one_too_many(browser: Browser) -> None:
    answer = browser.post("/ellery/join", {**FORM, "knows": "a, b, c, d, e, f"})
    assert answer.status_code == 422 and "Five at most" in said(answer)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nX: y", "evil"]
)
def test_nobody_is_led_to_another_site(browser: Browser, cast: Cast, code: Code, elsewhere: str) -> None:
    browser.post("/ellery/join", {**FORM, "next": elsewhere})
    assert browser.post(f"/accounts/code/?next={elsewhere}", {"code": code(), "next": elsewhere})["Location"] == "/ellery/"
    assert browser.get("/ellery/join", {"next": elsewhere})["Location"] == "/ellery/"


def test_sent_twice_makes_one_member(browser: Browser, code: Code, recorded: Recorded) -> None:
    browser.post("/ellery/join", FORM)
    first = code()
    browser.post("/ellery/join", {**FORM, "name": "Eva"})
    assert browser.post("/accounts/code/", {"code": first}).status_code == 200, "the newer code counts"
    browser.post("/accounts/code/", {"code": code()})
    again = browser.post("/accounts/code/", {"code": code()})
    assert again.status_code == 302
    assert Member.objects.get(account__email="eve@home.example").person.name == "Eva"
    assert recorded() == ["people.member_joined"]


def test_who_is_signed_in_joins_with_one_press(browser: Browser, cast: Cast, mailoutbox: list[Any], recorded: Recorded) -> None:
    browser.force_login(cast.dan.account)
    page = said(browser.get("/ellery/join"))
    assert "I agree, and I join" in page and "E-mail" not in page
    for _press in range(2):
        answer = browser.post("/ellery/join", {"name": "Dan", "next": "/ellery/me"})
        assert (answer.status_code, answer["Location"]) == (302, "/ellery/me")
    assert cast.dan.actor.is_member and mailoutbox == []
    assert recorded() == ["people.member_joined"]


def test_an_invite_is_remembered(browser: Browser, cast: Cast, code: Code, recorded: Recorded) -> None:
    link = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.cleo.actor).code
    assert "Cleo invites you to Ellery." in said(browser.get(f"/ellery/invite/{link}"))
    browser.post("/ellery/join", {**FORM, "invite": link})
    browser.post("/accounts/code/", {"code": code()})
    assert Member.objects.get(account__email="eve@home.example").invited_by == cast.cleo.member
    assert recorded() == ["people.invite_made", "people.member_joined"]


def test_an_invite_nobody_made_is_nobodys(browser: Browser, cast: Cast, code: Code) -> None:
    assert browser.get("/ellery/invite/nothing").status_code == 404
    assert browser.get("/ellery/invite/nothing/qr.svg").status_code == 404
    browser.post("/ellery/join", {**FORM, "invite": "nothing"})
    browser.post("/accounts/code/", {"code": code()})
    assert Member.objects.get(account__email="eve@home.example").invited_by is None


def test_what_was_said_for_one_address_is_not_used_for_another(browser: Browser, cast: Cast, code: Code) -> None:
    browser.post("/ellery/join", FORM)
    browser.post("/accounts/login/", {"email": cast.dan.account.email})
    browser.post("/accounts/code/", {"code": code()})
    assert not cast.dan.actor.is_member


def test_a_campaign_nobody_founded_is_not_here(browser: Browser) -> None:
    assert browser.get("/nowhere/join").status_code == 404
    assert browser.post("/nowhere/join", FORM).status_code == 404


def test_without_mail_it_says_so_and_keeps_nothing(browser: Browser, settings: Any) -> None:
    settings.EMAIL_BACKEND = "groundswell.people.mailbox.NoMailBackend"
    answer = browser.post("/ellery/join", FORM)
    assert answer.status_code == 409 and "No mail can be sent" in said(answer)
    assert not Account.objects.filter(email="eve@home.example").exists()


def test_a_mail_server_that_refuses_is_told_on_the_code_page(browser: Browser, settings: Any, code: Code) -> None:
    settings.EMAIL_BACKEND = "tests.integration.people.broken_mail.BrokenBackend"
    browser.post("/ellery/join", FORM)
    assert "The mail could not be sent" in said(browser.get("/accounts/code/"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    browser.post("/accounts/code/", {"action": "resend"})
    assert browser.post("/accounts/code/", {"code": code()})["Location"] == "/ellery/"


def test_too_many_codes_for_one_mailbox_are_refused_in_words(browser: Browser, mailoutbox: list[Any]) -> None:
    for _time in range(6):
        assert browser.post("/ellery/join", FORM).status_code == 302
    answer = browser.post("/ellery/join", FORM)
    assert answer.status_code == 429 and "Please try again in" in said(answer)
    assert len(mailoutbox) == 6
    assert browser.post("/ellery/join", {**FORM, "email": "another@home.example"}).status_code == 302


def test_an_invite_of_another_campaign_leads_nowhere(browser: Browser, cast: Cast) -> None:
    from tests.cast import assemble

    from groundswell.kit.db import scope

    holt = assemble("holt")
    with scope(holt.campaign.pk):
        link = make_invite(thing="campaign", thing_id=holt.campaign.pk, actor=holt.cleo.actor).code
        assert invite_at(link)
    assert browser.get(f"/ellery/invite/{link}").status_code == 404
    assert browser.get(f"/holt/invite/{link}").status_code == 200
