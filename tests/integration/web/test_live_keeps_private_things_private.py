"""What is for members goes to members alone, and even to them as a room and a kind: the page's own view checks the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.web.conftest import enter, found, sign_in
from tests.live import Browser, deed


@pytest.mark.parametrize(("who", "hears"), [("ben", True), ("dan", False), (None, False)])
def test_members_hear_of_members_events(ellery: Cast, browse: Callable[..., Any], who: str | None, hears: bool) -> None:
    cookie = sign_in(getattr(ellery, who).account) if who else ""

    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", f"community:{ellery.orchard.pk}", "communities:all", cookie=cookie)
        await deed(lambda: enter(ellery.ada, ellery.orchard))
        await deed(lambda: found(ellery.ben, "Night shift"))
        said = await page.next()
        if hears:
            assert said.event == "stale"
            assert said.data == {"room": f"community:{ellery.orchard.pk}", "kind": "communities.member_entered"}
            said = await page.next()
        assert said.event == "fragment"

    browse(scenario)


def test_a_session_that_ended_is_a_visitors(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", f"community:{ellery.orchard.pk}", "communities:all", cookie="sessionid=gone")
        await deed(lambda: enter(ellery.ada, ellery.orchard))
        await deed(lambda: found(ellery.ben, "Night shift"))
        assert (await page.next()).event == "fragment"

    browse(scenario)
