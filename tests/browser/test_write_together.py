"""Two browsers at one draft: both see what either types; what was written while the line was away joins when it is back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.browser.test_weigh_pages import weigh
from tests.browser.writers import DESK, PATIENCE, PHONE, Wire, sit_down
from tests.cast import Cast, assemble, player
from tests.stages import started

from groundswell.kit.db import scope
from groundswell.responses.models import Response
from groundswell.responses.services import invite_author


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


def test_two_write_at_once_lose_the_line_and_publish_what_both_wrote(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext], look: Look
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
    look.judge(cleo, "together-two")

    cleo.get_by_role("button", name="Save and read it through").click()
    expect(cleo.get_by_role("heading", name="Ask for the readings first")).to_be_visible(timeout=PATIENCE)
    expect(cleo.get_by_text("Bring a friend.")).to_be_visible()
    cleo.get_by_role("button", name="Publish version 1").click()
    who = cleo.locator("li", has_text="3 words, 7 %")
    expect(who).to_contain_text("Ben", timeout=PATIENCE)
    look.judge(cleo, "together-published")


def test_what_is_written_without_a_line_joins_when_it_is_back_even_from_a_closed_tab(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    wire = Wire(page)
    cleo, ben = sit_down(page, draft), sit_down(other.new_page(), draft)
    wire.cut()
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


def test_five_write_on_phones_and_desks_and_one_of_them_loses_the_line(
    browser: Browser, site: str, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    with scope(cast.campaign.pk):
        writers = [cast.cleo, cast.ben, *(player(cast.campaign, name) for name in ("Fay", "Finn", "Flo"))]
        for one in writers[2:]:
            assert one.member
            invite_author(response=draft, member=one.member, actor=cast.cleo.actor)
    contexts = [browser.new_context(base_url=site, viewport=size, locale="en-GB") for size in (PHONE, DESK, PHONE, DESK, PHONE)]
    for one, context in zip(writers, contexts, strict=True):
        sign_in(one.account, context)
    pages = [context.new_page() for context in contexts]
    wire = Wire(pages[4])
    for page in pages:
        sit_down(page, draft)
    wire.cut()
    expect(pages[4].locator("#together-note")).to_contain_text("No line.", timeout=PATIENCE)
    fields = [page.get_by_label("More, if it needs more") for page in pages]
    for number, field in enumerate(fields):
        if 0 < number < 4:  # the words before are there, so that nobody begins in the middle of them; the fifth sees none
            expect(field).to_have_value(re.compile(rf"Word{number - 1}\."), timeout=PATIENCE)
        field.press("Control+End")
        field.press_sequentially(f" Word{number}.")
    wire.mend()
    for field in fields:
        for number in range(5):
            expect(field).to_have_value(re.compile(rf"Word{number}\."), timeout=PATIENCE)
    expect(pages[0].locator(".caret")).to_have_count(4, timeout=PATIENCE)  # the fifth's too, whose line was away
    for page, name in zip(pages, ("Ben", "Cleo", "Cleo", "Cleo", "Cleo"), strict=True):
        expect(page.locator("#together-people")).to_contain_text(name, timeout=PATIENCE)
        expect(page.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    assert len({field.input_value() for field in fields}) == 1
    for context in contexts:
        context.close()


def test_what_is_typed_before_the_line_stands_is_kept(
    page: Page, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    wire = Wire(page)
    wire.cut()
    page.goto(f"/ellery/answers/{draft.pk}/edit/")
    page.get_by_label("Title").press("End")
    page.get_by_label("Title").press_sequentially(", tonight")
    wire.mend()
    expect(page.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    expect(page.get_by_label("Title")).to_have_value("Ask for the samples first, tonight")


def test_without_script_the_form_saves_and_shows_both_texts_of_a_conflict(
    browser: Browser, page: Page, site: str, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    plain = browser.new_context(base_url=site, viewport=PHONE, locale="en-GB", java_script_enabled=False)
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, plain)
    ben = plain.new_page()
    ben.goto(f"/ellery/answers/{draft.pk}/edit/")
    cleo = sit_down(page, draft)
    cleo.get_by_label("Title").fill("Ask for the readings first")
    expect(cleo.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    ben.get_by_label("Title").fill("Ask for the samples now")
    ben.get_by_role("button", name="Save", exact=True).click()
    expect(ben.get_by_text("Your own text is below, as you wrote it.")).to_be_visible(timeout=PATIENCE)
    expect(ben.get_by_role("heading", name="Ask for the readings first")).to_be_visible()
    ben.get_by_role("button", name="Save", exact=True).click()
    expect(ben.get_by_label("Title")).to_have_value("Ask for the samples now", timeout=PATIENCE)
    expect(cleo.get_by_label("Title")).to_have_value("Ask for the samples now", timeout=PATIENCE)
    plain.close()


def test_too_long_is_said_beside_the_field_and_the_page_looks_well(
    page: Page, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext], look: Look
) -> None:
    sign_in(cast.cleo.account)
    sit_down(page, draft)
    page.get_by_label("Title").fill("Ask for the samples first " * 6)
    expect(page.get_by_text("Longer than this can be; characters too many: 35")).to_be_visible(timeout=PATIENCE)
    look.judge(page, "together-too-long")
    page.get_by_label("Title").fill("Ask for the samples first")
    expect(page.get_by_text("Longer than this can be")).to_be_hidden()


def test_far_too_long_is_said_kindly_and_nothing_of_it_is_lost(
    page: Page, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    sit_down(page, draft)
    body = page.get_by_label("More, if it needs more")
    body.fill("Ask them. " * 2_100)
    expect(page.locator("#together-note")).to_contain_text("longer than an answer can be", timeout=PATIENCE)
    expect(body).to_have_value("Ask them. " * 2_100)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("More, if it needs more", timeout=PATIENCE)
    assert len(body.input_value()) > 20_000
    body.fill("Ask them.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    expect(body).to_have_value("Ask them.")


def test_the_editor_is_loaded_where_it_is_used_and_nowhere_else(
    page: Page, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    assert weigh(page, f"/ellery/answers/{draft.pk}/edit/") < 134_000
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/ellery/", "/ellery/answers/drafts/", f"/ellery/answers/{draft.pk}/publish/"):
        page.goto(address)
    assert asked and not [one for one in asked if "cowrite" in one]


def test_on_a_shared_phone_nothing_of_it_stays_once_its_writer_signed_out(
    page: Page, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    sit_down(page, draft)
    kept = (
        "async () => (await indexedDB.databases()).map(one => one.name).filter(one => one.startsWith('groundswell-together:'))"
    )
    assert [str(draft.pk) in name and str(cast.cleo.member.pk) in name for name in page.evaluate(kept)] == [True]  # type: ignore[union-attr]
    page.locator(".me summary").click()
    page.locator(".me").get_by_role("button", name="Sign out").click()
    expect(page.locator(".me summary")).to_have_count(0, timeout=PATIENCE)
    page.wait_for_function(f"async () => (await ({kept})()).length === 0", timeout=PATIENCE)
