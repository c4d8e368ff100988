"""Two browsers at one draft: both see what either types; what was written while the line was away joins when it is back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect
from tests.cast import Cast, assemble
from tests.stages import started

from groundswell.kit.db import scope
from groundswell.responses.models import Response
from groundswell.responses.services import invite_author

PATIENCE = 30_000  # a test on a busy machine only waits


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def draft(cast: Cast) -> Response:
    assert cast.ben.member
    with scope(cast.campaign.pk):
        response = started(cast)
        invite_author(response=response, member=cast.ben.member, actor=cast.cleo.actor)
        return response


@pytest.fixture
def other(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody else's browser, somewhere else."""
    with browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, locale="en-GB") as made:
        yield made


def sit_down(page: Page, draft: Response) -> Page:
    """Open the draft and wait until its fields are on the line."""
    page.goto(f"/ellery/answers/{draft.pk}/edit/")
    expect(page.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    return page


def test_two_write_at_once_lose_the_line_and_publish_what_both_wrote(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    cleo, ben = sit_down(page, draft), sit_down(other.new_page(), draft)
    cleo.get_by_label("Title").fill("Ask for the readings first")
    expect(ben.get_by_label("Title")).to_have_value("Ask for the readings first", timeout=PATIENCE)
    body = ben.get_by_label("More, if it needs more")
    body.press("Control+End")
    body.press_sequentially(" Bring a friend.")
    expect(cleo.get_by_label("More, if it needs more")).to_have_value(
        "The samples of last month are in the board's own drawer [1].\n\nAsk for them tonight. Bring a friend.",
        timeout=PATIENCE,
    )
    expect(cleo.locator("#together-people")).to_contain_text("Ben: text", timeout=PATIENCE)

    cleo.get_by_role("button", name="Save and read it through").click()
    expect(cleo.get_by_role("heading", name="Ask for the readings first")).to_be_visible(timeout=PATIENCE)
    expect(cleo.get_by_text("Bring a friend.")).to_be_visible()


def test_what_is_written_without_a_line_joins_when_it_is_back_even_from_a_closed_tab(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    open_lines: list[WebSocketRoute] = []
    is_cut = False

    def carry(line: WebSocketRoute) -> None:
        if is_cut:
            line.close()
        else:
            line.connect_to_server()
            open_lines.append(line)

    page.route_web_socket("**/together", carry)
    cleo, ben = sit_down(page, draft), sit_down(other.new_page(), draft)
    is_cut = True
    open_lines[-1].close()
    expect(cleo.locator("#together-note")).to_contain_text("No line.", timeout=PATIENCE)
    cleo.get_by_label("Title").fill("Ask for the readings first")
    ben.get_by_label("The answer in one sentence").fill("Read it out before the vote.")
    expect(ben.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    expect(ben.get_by_label("Title")).to_have_value("Ask for the samples first")
    cleo.close()
    again = sit_down(cleo.context.new_page(), draft)
    expect(again.get_by_label("Title")).to_have_value("Ask for the readings first", timeout=PATIENCE)
    expect(again.get_by_label("The answer in one sentence")).to_have_value("Read it out before the vote.", timeout=PATIENCE)
    expect(ben.get_by_label("Title")).to_have_value("Ask for the readings first", timeout=PATIENCE)
