"""A visitor joins on a phone with one form and one code, comes back with a passkey, and can see, take and end everything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble

from groundswell.campaigns.models import Campaign
from groundswell.kit.db import scope
from groundswell.people.models import Member
from groundswell.people.services import make_invite


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    """The cast, in the demo's campaign."""
    found = assemble()
    with scope(found.campaign.pk):
        Campaign.objects.filter(pk=found.campaign.pk).update(is_demo=True, purpose="Water one can drink, on every street.")
    return found


@pytest.fixture
def authenticator(page: Page) -> Iterator[Callable[[], list[Any]]]:
    """A phone that keeps passkeys and knows its owner; ``authenticator()`` lists what it keeps."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield lambda: line.send("WebAuthn.getCredentials", made)["credentials"]
    line.detach()


def _code_from_the_mailbox(page: Page) -> str:
    """Look into the demo's mailbox in another tab, as one looks into one's mail."""
    tab = page.context.new_page()
    tab.goto("/mailbox/")
    subject = tab.get_by_role("heading", name=re.compile("Your code")).first.inner_text()
    tab.close()
    return subject.rpartition(" ")[2]


def _join(page: Page, name: str = "Eve", address: str = "eve@home.example") -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("I agree that my political opinion").check()
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill(_code_from_the_mailbox(page))
    page.get_by_role("button", name="Join", exact=True).click()


def test_a_visitor_joins_takes_a_passkey_and_comes_back_with_it(
    page: Page, cast: Cast, authenticator: Callable[[], list[Any]]
) -> None:
    page.goto("/ellery/privacy")
    page.get_by_role("link", name="Join").click()
    _join(page)
    expect(page.get_by_text("Welcome to Ellery, Eve.")).to_be_visible()
    page.goto("/accounts/passkeys/")
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_label("Name")).to_have_value(re.compile("Chrom(e|ium) on"))
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    assert len(authenticator()) == 1
    page.goto("/ellery/me")
    page.get_by_text("You", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/ellery/me")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile("/ellery/me$"))
    expect(page.get_by_role("heading", name="Eve")).to_be_visible()


def test_a_phone_without_the_passkey_is_told_so(page: Page, cast: Cast, authenticator: Callable[[], list[Any]]) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work. Try once more, or use a code by mail.")).to_be_visible()


def test_an_invite_leads_in_and_is_remembered(page: Page, cast: Cast) -> None:
    with scope(cast.campaign.pk):
        code = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.cleo.actor).code
    page.goto(f"/ellery/invite/{code}")
    expect(page.get_by_text("Cleo invites you to Ellery.")).to_be_visible()
    _join(page)
    expect(page.get_by_text("Welcome to Ellery, Eve.")).to_be_visible()
    with scope(cast.campaign.pk):
        assert Member.objects.get(account__email="eve@home.example").invited_by == cast.cleo.member


def test_it_works_without_scripts(browser: Browser, site: str, cast: Cast) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site, viewport={"width": 360, "height": 740}) as plain:
        page = plain.new_page()
        page.goto("/ellery/join")
        _join(page)
        expect(page.get_by_text("Welcome to Ellery, Eve.")).to_be_visible()
        assert not page.get_by_role("button", name="Use a passkey").is_visible()
        page.goto("/accounts/passkeys/add/")
        expect(page.get_by_text("This browser cannot make passkeys")).to_be_visible()


def test_one_press_is_enough_in_the_demo(page: Page, cast: Cast) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Be Ada").click()
    expect(page).to_have_url(re.compile("/ellery/$"))
    page.goto("/ellery/me")
    expect(page.get_by_role("heading", name="Ada")).to_be_visible()


def test_data_is_taken_along_and_one_is_deleted(page: Page, cast: Cast, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.ben.account)
    page.goto("/ellery/me")
    with page.expect_download() as download:
        page.get_by_role("link", name="Give me my data").click()
    assert json.loads(download.value.path().read_text())["you"]["name"] == "Ben"
    page.get_by_role("link", name="Delete me").click()
    page.get_by_label("Yes, delete me").check()
    page.get_by_role("button", name="Delete me").click()
    expect(page.get_by_text("You are deleted.")).to_be_visible()
    with scope(cast.campaign.pk):
        assert cast.ben.member
        assert Member.objects.get(pk=cast.ben.member.pk).display_name == "a former member"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("join", "/ellery/join"),
        ("privacy", "/ellery/privacy"),
        ("sign-in", "/accounts/login/"),
        ("mailbox", "/mailbox/"),
        ("stewards", "/ellery/stewards"),
    ],
)
def test_a_visitors_pages_are_for_everyone(page: Page, cast: Cast, look: Look, name: str, path: str) -> None:
    page.goto(path)
    look.judge(page, f"people-{name}")


def test_a_refused_form_is_for_everyone(page: Page, cast: Cast, look: Look) -> None:
    page.goto("/ellery/join")
    page.evaluate("document.querySelectorAll('[required]').forEach(e => e.required = false)")
    page.get_by_label("Name").fill("Eve")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look.judge(page, "people-join-refused")
    expect(page.get_by_label("Name")).to_have_value("Eve")


def test_the_code_page_is_for_everyone(page: Page, cast: Cast, look: Look) -> None:
    page.goto("/ellery/join")
    page.get_by_label("Name").fill("Eve")
    page.get_by_label("E-mail").fill("eve@home.example")
    page.get_by_label("I agree that my political opinion").check()
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill("0000-0000")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("That is not the code we sent").first).to_be_visible()
    look.judge(page, "people-code")


@pytest.mark.parametrize(
    "path",
    [
        "me",
        "me/change",
        "me/leave",
        "me/delete",
        "invite",
        "stewards?name=e",
        "/accounts/sessions/",
        "/accounts/passkeys/",
        "/accounts/again/",
    ],
)
def test_a_members_pages_are_for_everyone(
    page: Page, cast: Cast, look: Look, sign_in: Callable[..., BrowserContext], path: str
) -> None:
    with scope(cast.campaign.pk):
        make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.ada.actor)
    sign_in(cast.ada.account)
    page.goto(path if path.startswith("/") else f"/ellery/{path}")
    look.judge(page, "people-" + re.sub(r"\W+", "-", path).strip("-"))
