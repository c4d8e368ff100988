"""A room is a room of one campaign: the same name elsewhere, or the id of another campaign's thing, hears nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast, assemble
from tests.integration.web.conftest import enter, found, sign_in
from tests.live import Browser, deed


def test_nothing_of_another_campaign_is_heard(ellery: Cast, browse: Callable[..., Any]) -> None:
    other = assemble("brannoc")
    cookie = sign_in(other.ada.account)

    async def scenario(browser: Browser) -> None:
        stranger = await browser.open(
            "brannoc", "communities:all", "communities:counted", f"community:{ellery.ferry.pk}", cookie=cookie
        )
        own = await browser.open("ellery", "communities:all")
        await deed(lambda: found(ellery.ben, "Night shift"))
        await deed(lambda: enter(ellery.ada, ellery.ferry))
        assert (await own.next()).event == "fragment"
        # The last word comes from the stranger's own campaign: everything before it would have come before it.
        await deed(lambda: found(other.ben, "Bell ringers"))
        first = await stranger.next()
        assert first.event == "fragment" and "Bell ringers in brannoc" in first.data["html"]
        assert all("ellery" not in str(said.data) for said in stranger.heard())

    browse(scenario)


def test_an_unknown_campaign_is_not_here(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> list[int]:
        pages = [await browser.open(slug, "communities:all") for slug in ("nowhere", "accounts", "ellery")]
        return [page.status for page in pages]

    assert browse(scenario) == [404, 404, 200]
