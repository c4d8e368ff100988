"""Two browsers on one answer: what one person does changes the other's page, without a reload and with scripts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.cast import Cast, assemble
from tests.stages import adopted

from groundswell.kit.db import scope
from groundswell.responses.models import Adoption

PATIENCE = 30_000  # how fast it is, the benchmark says; a test on a busy machine only waits


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def adoption(cast: Cast) -> Adoption:
    with scope(cast.campaign.pk):
        return adopted(cast)


@pytest.fixture
def other(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody else's browser, somewhere else."""
    with browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, locale="en-GB") as made:
        yield made


def open_answer(page: Page, adoption: Adoption) -> Page:
    """Open the answer and wait until the page listens."""
    with page.expect_response(lambda answer: "/ellery/live" in answer.url and answer.status == 200):
        page.goto(f"/ellery/answers/{adoption.version.response_id}/")
    page.evaluate("window.kept = 'the same page'")
    return page


def test_a_rating_shows_on_the_others_page(
    page: Page, other: BrowserContext, cast: Cast, adoption: Adoption, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.ben.account)
    sign_in(cast.ada.account, other)
    watching = open_answer(other.new_page(), adoption)
    expect(watching.locator("#ratings")).to_contain_text("8 say yes, 0 partly, 0 no.")
    page.goto(f"/ellery/answers/{adoption.version.response_id}/")
    page.get_by_role("group", name="Your rating").get_by_role("button", name="Partly").click()
    expect(page.locator("#ratings")).to_contain_text("8 say yes, 1 partly, 0 no.")
    expect(watching.locator("#ratings")).to_contain_text("8 say yes, 1 partly, 0 no.", timeout=PATIENCE)
    assert watching.evaluate("window.kept") == "the same page"


def test_a_new_hand_shows_on_the_chain_of_everyone(
    page: Page, other: BrowserContext, cast: Cast, adoption: Adoption, sign_in: Callable[..., BrowserContext]
) -> None:
    watching = open_answer(other.new_page(), adoption)
    expect(watching.get_by_text("Nobody has passed it on yet.")).to_be_visible()
    sign_in(cast.ben.account)
    page.goto(f"/ellery/answers/{adoption.version.response_id}/")
    page.get_by_role("button", name="Get your link from Ferry Street").click()
    expect(page.get_by_role("heading", name="This link is yours")).to_be_visible()
    expect(watching.get_by_text("One person has taken a link of their own.")).to_be_visible(timeout=PATIENCE)
    assert watching.evaluate("window.kept") == "the same page"
