"""A part of a page changes when the line says so, and never under somebody's hands."""

import json

import pytest
from playwright.sync_api import Page, expect
from tests.browser.stage import Stage

PARTS = """
<section id="one" data-live="story:1"><button id="press">Old</button></section>
<section id="two" data-live="story:2" data-live-url="/part">Old two</section>
<section data-live="story:1">also one</section>
"""


@pytest.fixture
def stage(page: Page) -> Stage:
    return Stage(page)


def fragment(target: str, html: str) -> tuple[str, str]:
    return "fragment", json.dumps({"target": target, "html": html})


def test_the_page_listens_once_to_each_room(page: Page, stage: Stage) -> None:
    stage.show(PARTS)
    stage.say(fragment("none", "<p>nowhere</p>"))
    expect(page.locator("#one")).to_contain_text("Old")
    assert not stage.lines


def test_a_fragment_takes_its_place_and_keeps_the_focus(page: Page, stage: Stage) -> None:
    stage.show(PARTS)
    page.focus("#press")
    stage.say(fragment("one", '<section id="one" data-live="story:1"><button id="press">New</button></section>'))
    expect(page.locator("#press")).to_have_text("New")
    expect(page.locator("#press")).to_be_focused()


def test_a_stale_room_is_asked_for_again(page: Page, stage: Stage) -> None:
    stage.serve("/part", '<section id="two" data-live="story:2" data-live-url="/part">New two</section>')
    stage.show(PARTS)
    stage.say(("stale", '{"room": "story:2", "kind": "wire.item_added"}'), ("stale", '{"room": "story:2"}'))
    expect(page.locator("#two")).to_have_text("New two")
    asked = [request for request in stage.asked if request.url.endswith("/part")]
    assert [request.headers["hx-request"] for request in asked] == ["true"]


def test_what_somebody_writes_is_left_alone_until_they_are_done(page: Page, stage: Stage) -> None:
    stage.show('<section id="one" data-live="story:1"><textarea aria-label="x"></textarea></section><button>Elsewhere</button>')
    page.fill("textarea", "The pipes did not change")
    stage.say(fragment("one", '<section id="one" data-live="story:1">New</section>'), fragment("two", "<p></p>"))
    page.focus("button")
    page.wait_for_timeout(400)
    expect(page.locator("textarea")).to_have_value("The pipes did not change")
    page.fill("textarea", "")
    page.focus("button")
    expect(page.locator("#one")).to_have_text("New")


def test_what_is_not_understood_changes_nothing(page: Page, stage: Stage) -> None:
    stage.show(PARTS)
    stage.say(("fragment", "{"), ("later", "{}"), fragment("one", ""))
    expect(page.locator("#one")).to_contain_text("Old")


def test_a_resync_asks_for_everything_that_can_be_asked_for(page: Page, stage: Stage) -> None:
    stage.serve("/part", '<section id="two" data-live="story:2" data-live-url="/part">New two</section>')
    stage.show(PARTS)
    stage.say(("resync", "{}"))
    expect(page.locator("#two")).to_have_text("New two")


def test_a_refused_line_is_told_quietly(page: Page, stage: Stage) -> None:
    stage.show(PARTS)
    while not stage.lines:
        page.wait_for_timeout(20)
    stage.lines.pop().fulfill(status=503)
    expect(page.locator("#line-note")).to_have_text("lost", timeout=9_000)
    stage.say(fragment("none", "<p></p>"))
    expect(page.locator("#line-note")).to_have_text("back", timeout=9_000)
    expect(page.locator("#line-note")).to_be_empty(timeout=9_000)
