"""A line that broke goes on where it stopped; what is too long ago is looked at afresh."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.web.conftest import found
from tests.live import Browser, deed

from groundswell.web.live import hub, line


def test_what_was_missed_is_told(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:all")
        await deed(lambda: found(ellery.ben, "Night shift"))
        assert (await page.next()).event == "fragment"
        await page.leave()
        await deed(lambda: found(ellery.cleo, "Bakers"))
        await deed(lambda: found(ellery.cleo, "Tram drivers"))
        witness = await browser.open("ellery", "communities:all")
        await deed(lambda: found(ellery.cleo, "Ringers"))
        while "Ringers" not in (await witness.next()).data.get("html", ""):
            pass  # until the line has read up to here
        again = await browser.open("ellery", "communities:all", since=page.last_id)
        said = await again.next()
        assert (said.event, said.data["room"]) == ("stale", "communities:all")
        assert not again.heard(), "several events of one kind in one room are one reason to ask"
        assert said.id == again.last_id == witness.last_id

    browse(scenario)


def test_a_page_hears_what_happened_since_it_was_made(ellery: Cast, browse: Callable[..., Any], client: Any) -> None:
    made = client.get("/ellery/").content.decode()

    async def scenario(browser: Browser) -> None:
        since = made.split("&amp;from=")[1].split('"')[0]
        await deed(lambda: found(ellery.ben, "Night shift"))
        page = await browser.open("ellery", "communities:all", **{"from": since})
        assert (await page.next()).event in {"stale", "fragment"}
        fresh = await browser.open("ellery", "communities:all")
        assert not fresh.heard(), "a page that does not say when it was made hears what comes"

    browse(scenario)


def test_nothing_missed_is_nothing_told(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:all")
        again = await browser.open("ellery", "communities:all", since=page.last_id)
        assert not again.heard()

    browse(scenario)


def test_a_line_says_of_which_pulse_it_is(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> str:
        one, other = await browser.open("ellery", "communities:all"), await browser.open("ellery", "communities:all")
        assert one.home == other.home != ""
        return one.home

    assert browse(scenario) == browse(scenario), "it is the database's, not the process's"


def test_what_is_too_long_ago_is_looked_at_afresh(
    ellery: Cast, browse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "HISTORY", 1)

    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:all")
        for name in ("Bakers", "Tram drivers", "Ringers"):
            await deed(lambda name=name: found(ellery.ben, name))  # type: ignore[misc]
            await page.next()
        again = await browser.open("ellery", "communities:all", since="1.1")
        said = await again.next()
        assert (said.event, said.data) == ("resync", {})

    browse(scenario)


def test_the_beat_moves_a_quiet_pages_place(ellery: Cast, browse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "BEAT", 1)

    async def scenario(browser: Browser) -> None:
        quiet = await browser.open("ellery", "story:1")
        busy = await browser.open("ellery", "communities:all")
        await deed(lambda: found(ellery.ben, "Night shift"))
        await busy.next()
        while quiet.last_id != busy.last_id:
            await asyncio.sleep(0.05)
        assert not quiet.heard()

    browse(scenario)
