"""Where the others write is drawn in the text itself; composing keyboards and taking back leave the others' words alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browser.looks import Look
from tests.browser.writers import PATIENCE, Wire, sit_down
from tests.cast import Cast, assemble
from tests.stages import started

from groundswell.kit.db import scope
from groundswell.responses.models import Response
from groundswell.responses.services import invite_author

BODY = "The samples of last month are in the board's own drawer [1].\n\nAsk for them tonight."
# How far to the right a caret belongs that stands behind so many signs of a title, measured without any of our own script.
MEASURED = """([field, many]) => {
  const style = getComputedStyle(field), pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return field.getBoundingClientRect().left + field.clientLeft + parseFloat(style.paddingLeft)
    + pen.measureText(field.value.slice(0, many)).width;
}"""


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def draft(cast: Cast) -> Response:
    """Cleo's draft; Ben writes along."""
    assert cast.ben.member
    with scope(cast.campaign.pk):
        response = started(cast)
        invite_author(response=response, member=cast.ben.member, actor=cast.cleo.actor)
        return response


@pytest.fixture
def other(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody else's browser, somewhere else."""
    with browser.new_context(base_url=site, viewport={"width": 1280, "height": 800}, locale="en-GB") as made:
        yield made


@pytest.fixture
def two(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> tuple[Page, Page]:
    """Cleo and Ben at one draft."""
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    return sit_down(page, draft), sit_down(other.new_page(), draft)


def caret(page: Page, label: str) -> Locator:
    return page.locator(".field", has=page.get_by_label(label)).locator(".caret")


def body(page: Page) -> Locator:
    return page.get_by_label("More, if it needs more")


def kept(*pages: Page) -> None:
    for page in pages:
        expect(page.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)


def stands(page: Page, many: int) -> None:
    """Wait until the one caret in the title stands behind so many signs."""
    title = page.get_by_label("Title").element_handle()
    page.wait_for_function(
        f"""([field, many]) => {{ const caret = field.parentElement.querySelector('.caret');
        return caret && Math.abs(caret.getBoundingClientRect().left - ({MEASURED})([field, many])) < 2.5; }}""",
        arg=[title, many],
        timeout=PATIENCE,
    )


def test_a_caret_with_a_name_stands_where_the_other_writes_and_moves_with_the_words(two: tuple[Page, Page], look: Look) -> None:
    cleo, ben = two
    ben.get_by_label("Title").press("End")
    expect(caret(cleo, "Title").locator(".name")).to_have_text("Ben", timeout=PATIENCE)
    stands(cleo, len("Ask for the samples first"))
    cleo.get_by_label("Title").press("Home")
    cleo.get_by_label("Title").press_sequentially("Now: ")
    stands(cleo, len("Now: Ask for the samples first"))
    stands(ben, len("Now: "))
    ben.get_by_label("Title").press("Shift+Home")
    expect(cleo.locator(".picked")).to_have_count(1, timeout=PATIENCE)
    stands(cleo, 0)

    body(ben).press("Control+End")
    body(ben).press_sequentially(" Bring a friend.")
    expect(caret(cleo, "Title")).to_have_count(0, timeout=PATIENCE)
    expect(caret(cleo, "More, if it needs more")).to_be_visible(timeout=PATIENCE)
    expect(cleo.locator("#together-people")).to_contain_text("Ben: text “… Bring a friend.”", timeout=PATIENCE)
    assert cleo.locator(".carets").first.get_attribute("aria-hidden") == "true"
    look.judge(cleo, "together-carets")
    ben.close()
    expect(cleo.locator(".caret")).to_have_count(0, timeout=PATIENCE)


def test_a_caret_goes_with_a_lost_line_and_comes_back_with_it(
    page: Page, other: BrowserContext, cast: Cast, draft: Response, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    bens = other.new_page()
    wire = Wire(bens)
    cleo, ben = sit_down(page, draft), sit_down(bens, draft)
    ben.get_by_label("Title").press("End")
    expect(caret(cleo, "Title")).to_be_visible(timeout=PATIENCE)
    wire.cut()
    expect(caret(cleo, "Title")).to_have_count(0, timeout=PATIENCE)
    wire.mend()
    expect(caret(cleo, "Title")).to_be_visible(timeout=PATIENCE)
    kept(cleo, ben)


def test_drawing_carets_moves_nothing_and_takes_no_press(two: tuple[Page, Page]) -> None:
    cleo, ben = two
    expect(cleo.locator("#together-people")).to_contain_text("Ben", timeout=PATIENCE)
    before = body(cleo).bounding_box()
    body(ben).press("Control+End")
    expect(caret(cleo, "More, if it needs more")).to_be_visible(timeout=PATIENCE)
    assert body(cleo).bounding_box() == before
    caret(cleo, "More, if it needs more").scroll_into_view_if_needed()
    spot = caret(cleo, "More, if it needs more").bounding_box()
    assert spot
    under = cleo.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", [spot["x"], spot["y"] + spot["height"] / 2])
    assert under == "TEXTAREA"


def test_taking_back_takes_back_ones_own_words_alone(two: tuple[Page, Page]) -> None:
    cleo, ben = two
    body(cleo).press("Control+End")
    body(cleo).press_sequentially(" Mine.")
    kept(cleo)
    body(ben).press("Control+Home")
    body(ben).press_sequentially("His. ")
    expect(body(cleo)).to_have_value(f"His. {BODY} Mine.", timeout=PATIENCE)
    body(cleo).press("Control+z")
    expect(body(cleo)).to_have_value(f"His. {BODY}")
    expect(body(ben)).to_have_value(f"His. {BODY}", timeout=PATIENCE)
    body(cleo).press("Control+Shift+z")
    expect(body(ben)).to_have_value(f"His. {BODY} Mine.", timeout=PATIENCE)
    body(cleo).press("Control+z")
    body(cleo).press("Control+z")
    expect(body(ben)).to_have_value(f"His. {BODY}", timeout=PATIENCE)


def test_a_word_that_a_keyboard_composes_survives_what_the_others_write_meanwhile(two: tuple[Page, Page]) -> None:
    cleo, ben = two
    keyboard = ben.context.new_cdp_session(ben)
    body(ben).press("Control+End")
    body(ben).press_sequentially(" ")
    for word in ("s", "sa", "sam"):
        keyboard.send("Input.imeSetComposition", {"text": word, "selectionStart": len(word), "selectionEnd": len(word)})
    expect(body(cleo)).to_have_value(f"{BODY} sam", timeout=PATIENCE)  # the others see it grow
    body(cleo).press("Control+Home")
    body(cleo).press_sequentially("Now: ")
    kept(cleo)
    ben.get_by_text("Cleo: text").wait_for(timeout=PATIENCE)
    expect(body(ben)).to_have_value(f"{BODY} sam")  # nothing is changed under the fingers
    keyboard.send("Input.imeSetComposition", {"text": "samp", "selectionStart": 4, "selectionEnd": 4})
    keyboard.send("Input.insertText", {"text": "samples"})
    for page in (ben, cleo):
        expect(body(page)).to_have_value(f"Now: {BODY} samples", timeout=PATIENCE)
    body(ben).press_sequentially(", all of them")
    for page in (ben, cleo):
        expect(body(page)).to_have_value(f"Now: {BODY} samples, all of them", timeout=PATIENCE)


def test_a_keyboard_that_mends_a_word_changes_that_word_alone(two: tuple[Page, Page]) -> None:
    cleo, ben = two
    body(ben).press("Control+End")
    body(ben).press_sequentially(" teh")
    expect(body(cleo)).to_have_value(f"{BODY} teh", timeout=PATIENCE)
    body(cleo).press("Control+End")
    body(cleo).press_sequentially(" drawer")
    expect(body(ben)).to_have_value(f"{BODY} teh drawer", timeout=PATIENCE)
    # As a phone's keyboard does it: the word is marked and another put in its place, in one change.
    body(ben).evaluate(
        """field => { const at = field.value.indexOf('teh');
        field.setSelectionRange(at, at + 3); document.execCommand('insertText', false, 'the'); }"""
    )
    for page in (ben, cleo):
        expect(body(page)).to_have_value(f"{BODY} the drawer", timeout=PATIENCE)
