"""A draft that its authors opened: members see it grow, propose other words, and see it no more once it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.browser.writers import DESK, PATIENCE, PHONE, Wire, sit_down
from tests.cast import Cast, assemble
from tests.stages import WORDS, started

from groundswell.kit.db import scope
from groundswell.responses.models import Response
from groundswell.responses.services import close_draft, open_draft, propose_on_draft

SWITCH = "Let members read along while we write"
TITLE = "Ask for the samples first"


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def draft(cast: Cast) -> Response:
    """Cleo's draft."""
    with scope(cast.campaign.pk):
        return started(cast)


@pytest.fixture
def other(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Ben's phone."""
    with browser.new_context(base_url=site, viewport=PHONE, locale="en-GB") as made:
        yield made


def follow(page: Page, draft: Response) -> Page:
    """Open the page on which a draft is read along, and wait until its words come."""
    page.goto(f"/ellery/answers/{draft.pk}/along/")
    expect(page.locator("#together-note")).to_have_text("You see every word as it comes.", timeout=PATIENCE)
    return page


def test_it_is_opened_read_along_changed_by_a_reader_and_closed_again(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext], look: Look
) -> None:
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    page.set_viewport_size(DESK)
    cleo = sit_down(page, draft)
    cleo.get_by_label("Source 2: what it is").fill("Not saved yet")
    ben = other.new_page()
    ben.goto(f"/ellery/wire/{draft.story_id}/")
    expect(ben.get_by_role("link", name=f"Read along: {TITLE}")).to_have_count(0)
    switch = cleo.get_by_role("switch", name=SWITCH)
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked(timeout=PATIENCE)
    expect(cleo.get_by_label("Source 2: what it is")).to_have_value("Not saved yet")

    ben.get_by_role("link", name=f"Read along: {TITLE}").click(timeout=PATIENCE)  # it came without a reload
    expect(ben.locator("#together-note")).to_have_text("You see every word as it comes.", timeout=PATIENCE)
    expect(ben.locator("#along-title")).to_have_text(TITLE)
    expect(cleo.locator("#together-followed")).to_have_text("One member reads along.", timeout=PATIENCE)
    body = cleo.get_by_label("More, if it needs more")
    body.press("Control+End")
    body.press_sequentially(" Bring a friend.")
    expect(ben.locator("#along-body")).to_contain_text("Ask for them tonight. Bring a friend.", timeout=PATIENCE)
    expect(ben.locator(".along .caret .name")).to_have_text("Cleo", timeout=PATIENCE)
    expect(ben.locator("#together-people")).to_contain_text("Cleo: text", timeout=PATIENCE)
    expect(ben.locator("main").get_by_role("textbox")).to_have_count(0)
    expect(ben.locator(".along-sources")).to_be_visible()
    look.judge(ben, "read-along")

    ben.get_by_text("Propose other words").click()
    expect(ben.get_by_label("More", exact=False).first).to_have_value(f"{WORDS.body} Bring a friend.")
    ben.get_by_label("Title").fill("Ask for the samples tonight")
    ben.get_by_label("A word to its writers").fill("It is tonight.")
    body.press_sequentially(" And a lamp.")
    ben.get_by_role("button", name="Propose it to its writers").click()
    expect(ben.get_by_text("Its authors see it now.")).to_be_visible(timeout=PATIENCE)

    waiting = cleo.locator("#proposed")
    expect(waiting.get_by_text("It is tonight.")).to_be_visible(timeout=PATIENCE)
    expect(waiting.locator("ins")).to_contain_text("tonight")
    expect(cleo.get_by_role("link", name="One proposal waits")).to_be_visible()
    look.judge(cleo, "together-proposed")
    waiting.get_by_role("button", name="Take it").click()
    expect(cleo.get_by_label("Title")).to_have_value("Ask for the samples tonight", timeout=PATIENCE)
    expect(waiting.get_by_role("status")).to_have_text("Ben: Taken. The words stand in the draft.", timeout=PATIENCE)
    expect(waiting.get_by_role("status")).to_be_focused()
    expect(waiting.get_by_role("button")).to_have_count(0)
    expect(cleo.get_by_role("link", name="One proposal waits")).to_be_hidden()
    expect(cleo.get_by_label("Source 2: what it is")).to_have_value("Not saved yet")
    expect(body).to_have_value(f"{WORDS.body} Bring a friend. And a lamp.")
    expect(ben.locator("#along-title")).to_have_text("Ask for the samples tonight", timeout=PATIENCE)

    cleo.get_by_role("switch", name=SWITCH).click()
    expect(ben.get_by_text("Its authors write by themselves again")).to_be_visible(timeout=PATIENCE)
    expect(ben.locator("#along-body")).to_have_count(0)
    expect(ben.locator(".along-sources")).to_have_count(0)
    expect(ben.get_by_text("Propose other words")).to_have_count(0)
    expect(ben).to_have_title("Being written now")
    expect(cleo.locator("#together-followed")).to_have_text("", timeout=PATIENCE)


def test_without_script_it_reads_as_it_stands_and_the_same_form_proposes(
    browser: Browser, page: Page, site: str, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    with scope(cast.campaign.pk):
        open_draft(response=draft, actor=cast.cleo.actor)
    sign_in(cast.cleo.account)
    cleo = sit_down(page, draft)
    cleo.get_by_label("The answer in one sentence").fill("Read it out before the vote.")
    expect(cleo.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    with browser.new_context(base_url=site, viewport=PHONE, locale="en-GB", java_script_enabled=False) as plain:
        sign_in(cast.ben.account, plain)
        ben = plain.new_page()
        ben.goto(f"/ellery/answers/{draft.pk}/along/")
        expect(ben.locator("#along-summary")).to_have_text("Read it out before the vote.")
        ben.get_by_text("Propose other words").click()
        ben.get_by_label("Title").fill("Ask for the samples tonight")
        ben.get_by_role("button", name="Propose it to its writers").click()
        expect(ben.get_by_text("Its authors see it now.")).to_be_visible()
    expect(cleo.locator("#proposed").get_by_role("button", name="Leave it")).to_be_visible(timeout=PATIENCE)
    cleo.locator("#proposed").get_by_role("button", name="Leave it").click()
    expect(cleo.locator("#proposed").get_by_text("Left. You go on with your own words.")).to_be_visible(timeout=PATIENCE)
    expect(cleo.get_by_label("Title")).to_have_value(TITLE)


def test_who_reads_along_sees_it_again_when_the_line_was_away(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    with scope(cast.campaign.pk):
        open_draft(response=draft, actor=cast.cleo.actor)
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    bens = other.new_page()
    wire = Wire(bens)
    cleo, ben = sit_down(page, draft), follow(bens, draft)
    wire.cut()
    expect(ben.locator("#together-note")).to_contain_text("No line.", timeout=PATIENCE)
    cleo.get_by_label("Title").fill("Ask for the readings first")
    expect(cleo.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    wire.mend()
    expect(ben.locator("#along-title")).to_have_text("Ask for the readings first", timeout=PATIENCE)


def test_what_a_reader_began_to_propose_outlives_the_page_a_refusal_and_the_closing(
    page: Page, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    with scope(cast.campaign.pk):
        open_draft(response=draft, actor=cast.cleo.actor)
    sign_in(cast.ben.account)
    ben = follow(page, draft)
    title, fold = ben.get_by_label("Title"), ben.get_by_text("Propose other words")
    fold.click()
    title.fill("Ask for the samples tonight")
    follow(ben, draft)
    expect(title).to_have_value("Ask for the samples tonight")
    expect(ben.get_by_text("This is what you had begun here.")).to_be_visible()
    ben.get_by_role("button", name="Begin afresh").click()
    expect(title).to_have_value(TITLE)
    title.fill("A" * 130)
    ben.get_by_role("button", name="Propose it to its writers").click()
    expect(ben.get_by_role("alert")).to_be_visible()
    expect(ben.locator("#together-note")).to_have_text("You see every word as it comes.", timeout=PATIENCE)
    fold.click()
    expect(title).to_be_hidden()
    fold.click()
    expect(title).to_have_value("A" * 130)
    with scope(cast.campaign.pk):
        close_draft(response=draft, actor=cast.cleo.actor)
    expect(ben.get_by_text("so that you can copy it")).to_be_visible(timeout=PATIENCE)
    expect(title).to_have_value("A" * 130)
    expect(title).not_to_be_editable()
    expect(ben.get_by_label("The answer in one sentence")).to_have_count(0)
    expect(ben.get_by_role("button", name="Propose it to its writers")).to_have_count(0)


def test_a_double_click_decides_one_proposal(
    page: Page, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    before = {part: getattr(WORDS, part) for part in ("title", "summary", "body")}
    with scope(cast.campaign.pk):
        open_draft(response=draft, actor=cast.cleo.actor)
        for actor, said in ((cast.ben.actor, {"title": "Tonight"}), (cast.ada.actor, {"summary": "Read it out."})):
            propose_on_draft(response=draft, before=before, said={**before, **said}, actor=actor)
    sign_in(cast.cleo.account)
    cleo = sit_down(page, draft)
    waiting = cleo.locator("#proposed")
    waiting.get_by_role("button", name="Take it").first.dblclick()
    expect(waiting.get_by_role("status")).to_be_focused(timeout=PATIENCE)
    expect(waiting.get_by_role("button", name="Take it")).to_have_count(1)
    expect(cleo.get_by_role("link", name="One proposal waits")).to_be_visible()
