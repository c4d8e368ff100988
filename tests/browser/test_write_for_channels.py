"""Words for one channel on a phone: the numbers follow the writing, the tabs change one part of the page, all of it fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import ready, said, second_version

from groundswell.kit.db import scope
from groundswell.responses.models import Version


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def version(cast: Cast) -> Version:
    with scope(cast.campaign.pk):
        first = ready(cast)
        said(cast, first)
        return second_version(cast, first)


def test_the_numbers_follow_the_writing(
    page: Page, look: Look, cast: Cast, version: Version, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.ben.account)
    page.goto(f"/ellery/answers/{version.response_id}/versions/2/words/sms/write/")
    words = page.get_by_label("The words")
    messages, left = page.locator("[data-fact=messages]"), page.locator("[data-fact=left]")
    words.fill("a" * 161)
    expect(messages).to_have_text("2")
    expect(left).to_have_text("145")
    words.fill("Ask – tonight")
    expect(page.locator("[data-fact=costly]")).to_have_text("–")
    expect(left).to_have_text("57")
    look.judge(page, "write-variant")
    page.get_by_role("button", name="Offer these words").click()
    expect(page.get_by_text("Your words are out.")).to_be_visible()
    expect(page.get_by_text("Ask – tonight", exact=True)).to_be_visible()


def test_the_tabs_change_one_part_of_the_page(
    page: Page, look: Look, cast: Cast, version: Version, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    page.goto(f"/ellery/answers/{version.response_id}/")
    page.evaluate("window.kept = 'the same page'")
    part = page.locator("#variants")
    expect(part.get_by_text("The text has moved on since these words were written for version 1.")).to_be_visible()
    look.judge(page, "answer-with-words")
    part.get_by_role("link", name="Letter").click()
    expect(part.get_by_text("Nobody has put it into words for this yet.")).to_be_visible()
    assert page.evaluate("window.kept") == "the same page"
