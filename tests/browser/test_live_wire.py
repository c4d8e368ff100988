"""A new story and a changed one appear without a reload on the pages of those who have no account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.newsroom import hear, tell
from tests.cast import Cast, assemble

from groundswell.kit.db import scope
from groundswell.notify.services import choose, follow

FIRST = "Orchard blight found in the northern rows"
SECOND = "Ferry Street loses its only baker"
PATIENCE = 15_000  # milliseconds; no test says how fast it was


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    """The cast, and one story on the wire."""
    found = assemble()
    tell(found, "East Side Ledger", title=FIRST)
    return found


@pytest.fixture
def other(browser: Browser, site: str) -> BrowserContext:
    """Another reader's browser."""
    return browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="en-GB")


def test_a_new_story_appears_on_two_pages(page: Page, other: BrowserContext, cast: Cast) -> None:
    page.goto("/ellery/wire/")
    home = other.new_page()
    home.goto("/ellery/")
    for one in (page, home):
        expect(one.get_by_role("link", name=FIRST)).to_be_visible()
        expect(one.get_by_role("link", name=SECOND)).to_have_count(0)
    tell(cast, "Harbour Radio", title=SECOND)
    for one in (page, home):
        expect(one.get_by_role("link", name=SECOND)).to_be_visible(timeout=PATIENCE)
    other.close()


def test_a_story_that_grows_changes_its_own_page_and_the_list(page: Page, other: BrowserContext, cast: Cast) -> None:
    story = tell(cast, "East Side Ledger", title=SECOND)
    page.goto(f"/ellery/wire/{story.pk}/")
    expect(page.locator("#head")).to_contain_text("one item, one outlet")
    wire = other.new_page()
    wire.goto("/ellery/wire/")
    tell(cast, "Harbour Radio", title=SECOND, into=story)
    expect(page.locator("#head")).to_contain_text("2 items, 2 outlets", timeout=PATIENCE)
    expect(page.locator("#items")).to_contain_text("Harbour Radio")
    expect(wire.locator(f"#story-{story.pk}")).to_contain_text("2 outlets", timeout=PATIENCE)
    other.close()


def test_nothing_is_missed_while_the_line_is_lost(page: Page, cast: Cast) -> None:
    story = tell(cast, "East Side Ledger", title=SECOND)
    page.goto(f"/ellery/wire/{story.pk}/")
    expect(page.locator("#head")).to_contain_text("one item")
    page.context.set_offline(True)
    tell(cast, "Harbour Radio", title=SECOND, into=story)
    tell(cast, "The Ellery Gazette", title=SECOND, into=story)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    expect(page.locator("#head")).to_contain_text("3 items, 3 outlets", timeout=4 * PATIENCE)


def test_that_people_were_told_appears_too(page: Page, cast: Cast, sign_in: Callable[..., BrowserContext]) -> None:
    with scope(cast.campaign.pk):
        choose(campaign=cast.campaign, actor=cast.ben.actor, quiet_from=None, quiet_until=None)
        follow(campaign=cast.campaign, kind="words", words="baker", actor=cast.ben.actor)
    story = tell(cast, "East Side Ledger", title=SECOND)
    page.goto(f"/ellery/wire/{story.pk}/")
    expect(page.get_by_role("link", name="Follow", exact=True)).to_be_visible()
    tell(cast, "Harbour Radio", title=SECOND, into=story)
    hear(cast)
    expect(page.get_by_text("A few people whom it concerns were told at once.")).to_be_visible(timeout=PATIENCE)
