"""A link goes from hand to hand: a neighbour without an account opens it, takes their own in one tap, and gives that on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import adopted

from groundswell.kit.db import scope
from groundswell.sharing.models import PassOn
from groundswell.sharing.services import make_pass_on, pass_further


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def link(cast: Cast) -> PassOn:
    """The fourth hand's link."""
    with scope(cast.campaign.pk):
        found = make_pass_on(adoption=adopted(cast), actor=cast.ben.actor)
        for hand in ("second", "third", "fourth"):
            pass_further(pass_on=found, key=f"another {hand}", actor=cast.visitor)
            found = pass_further(pass_on=found, key=hand, actor=cast.visitor)
    return found


@pytest.fixture
def bare(browser: Browser, site: str) -> Iterator[Page]:
    """A phone that runs no scripts."""
    with browser.new_context(
        base_url=site, viewport={"width": 360, "height": 740}, locale="en-GB", java_script_enabled=False
    ) as made:
        yield made.new_page()


def test_the_pages_of_a_link_look_right(page: Page, link: PassOn, look: Look) -> None:
    for what in ("", "/yours", "/card"):
        page.goto(f"/ellery/p/{link.code}{what}")
        look.judge(page, f"pass-on{what.replace('/', '-')}")


def test_four_cards_come_out_on_one_sheet(page: Page, link: PassOn) -> None:
    page.goto(f"/ellery/p/{link.code}/card")
    expect(page.locator("article.card:visible")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.set_viewport_size({"width": 720, "height": 1040})  # A4 without its margins
    page.emulate_media(media="print")
    expect(page.locator("article.card:visible")).to_have_count(4)
    expect(page.get_by_text("Back to your link")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") <= 1040


def test_a_members_own_link_and_the_chain_look_right(
    page: Page, link: PassOn, look: Look, cast: Cast, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    page.goto(f"/ellery/answers/{link.adoption.version.response_id}/")
    page.get_by_text("Hand by hand").click()
    look.judge(page, "answer-with-chain")
    page.get_by_role("button", name="Get your link from Ferry Street").click()
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_visible()
    look.judge(page, "pass-on-yours-member")


def test_one_tap_without_account_cookie_or_script(bare: Page, link: PassOn) -> None:
    bare.goto(f"/ellery/p/{link.code}")
    expect(bare.get_by_text("You are the fifth hand in this chain.")).to_be_visible()
    bare.get_by_role("button", name="Pass it on").click()
    expect(bare).to_have_url(re.compile(r"/ellery/p/\w+/yours$"))
    own = bare.get_by_label("Your link").input_value()
    bare.goto(own)
    expect(bare.get_by_text("You are the sixth hand in this chain.")).to_be_visible()
    assert bare.context.cookies() == []
