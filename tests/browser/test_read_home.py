"""A campaign's first page: for a visitor on a phone, and for a member."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble


@pytest.fixture
def ellery(committed: None) -> Cast:
    """The cast, for real: what a browser sees comes over connections of its own."""
    return assemble()


def test_a_visitor_sees_whose_page_it_is_and_the_way_in(ellery: Cast, page: Page, look: Look) -> None:
    page.goto("/ellery/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ellery")
    expect(page.get_by_text("Responsible for this content: The people of Ellery")).to_be_visible()
    look.judge(page, "home-visitor")


def test_a_member_finds_their_own_things(ellery: Cast, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(ellery.cleo.account)
    page.goto("/ellery/")
    page.get_by_text("You", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    look.judge(page, "home-member")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).not_to_be_visible()
