"""An adopted text that changes says "changed" to whoever uses it right now: a community's page, a link's page, a landing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import WORDS, adopted, put_into_spanish

from groundswell.kit.db import scope
from groundswell.responses.services import save_working_copy
from groundswell.sharing.models import PassOn
from groundswell.sharing.services import make_pass_on


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def link(cast: Cast) -> PassOn:
    """Ben's link to what Ferry Street speaks with; Cleo's next version is written and not published yet."""
    with scope(cast.campaign.pk):
        adoption = adopted(cast)
        put_into_spanish(cast, adoption.version)
        words = replace(WORDS, body="The samples lie in the board's own drawer [1].\n\nAsk for all 12 of them tonight.")
        save_working_copy(response=adoption.version.response, content=words, revision=1, actor=cast.cleo.actor)
        return make_pass_on(adoption=adoption, actor=cast.ben.actor)


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A neighbour without an account."""
    with browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, locale="en-GB") as made:
        yield made


def listening(page: Page, address: str) -> Page:
    """Open a page and wait until it listens."""
    with page.expect_response(lambda answer: "/ellery/live" in answer.url and answer.status == 200):
        page.goto(address)
    page.evaluate("window.kept = 'the same page'")
    return page


def test_three_pages_say_changed_without_a_reload(
    page: Page, reader: BrowserContext, look: Look, cast: Cast, link: PassOn, sign_in: Callable[..., BrowserContext]
) -> None:
    landing = listening(reader.new_page(), f"/ellery/p/{link.code}")
    own = listening(reader.new_page(), f"/ellery/p/{link.code}/yours")
    street = listening(reader.new_page(), "/ellery/communities/ferry-street/")
    sign_in(cast.cleo.account)
    page.goto(f"/ellery/answers/{link.adoption.version.response_id}/publish/")
    page.get_by_role("button", name="Publish version 2").click()
    for watching, words in (
        (landing, "Changed: its authors have published version 2 since."),
        (own, "Changed: version 2 is out."),
        (street, "Version 2 is out."),
    ):
        watching.bring_to_front()
        expect(watching.get_by_text(words)).to_be_visible(timeout=30_000)
        assert watching.evaluate("window.kept") == "the same page"
    landing.bring_to_front()
    look.judge(landing, "landing-changed")
    landing.get_by_role("link", name="What changed").click()
    expect(landing.locator("ins").filter(has_text="all 12 of")).to_be_visible()
    look.judge(landing, "what-changed")
    look.judge(own, "own-link-changed")


def test_read_in_another_language(page: Page, look: Look, link: PassOn) -> None:
    page.goto(f"/ellery/answers/{link.adoption.version.response_id}/")
    page.get_by_role("link", name="español").first.click()
    expect(page.get_by_role("heading", name="Primero las muestras")).to_be_visible()
    look.judge(page, "in-language")
    page.goto(f"/ellery/p/{link.code}?in=es")
    expect(page.get_by_role("heading", name="Primero las muestras")).to_be_visible()
    look.judge(page, "landing-in-language")
