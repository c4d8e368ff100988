"""A public event reaches visitors as markup, rendered once in each reader's language, as a visitor would see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.integration.web.conftest import found
from tests.live import Browser, deed


def test_a_public_event_carries_its_markup(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:all", lang="en")
        otra = await browser.open("ellery", "communities:all", lang="es")
        await deed(lambda: found(ellery.ben, "Night shift"))
        said = await page.next()
        assert (page.status, page.headers[b"content-type"]) == (200, b"text/event-stream; charset=utf-8")
        assert said.event == "fragment"
        assert said.data == {"target": "newest", "html": "<p id='newest'>Night shift in ellery, en, False</p>"}
        assert "Night shift in ellery, es, False" in (await otra.next()).data["html"]

    browse(scenario)


def test_a_room_without_markup_is_told_to_ask_again(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:counted")
        await deed(lambda: found(ellery.ben, "Night shift"))
        said = await page.next()
        assert said.event == "stale"
        assert said.data == {"room": "communities:counted", "kind": "communities.community_founded"}

    browse(scenario)
