"""An address with a slip in it leads to a page that says so, and on."""

from playwright.sync_api import Page, expect
from tests.browser.looks import Look


def test_a_missing_page_says_so_and_leads_on(page: Page, look: Look) -> None:
    answer = page.goto("/nowhere/at/all")
    assert answer is not None and answer.status == 404
    look.judge(page, "missing")
    page.get_by_role("link", name="To the first page").click()
    expect(page.get_by_role("banner")).to_be_visible()
