"""What cannot be served is refused with a status: nonsense, floods, strangers' names for the host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.live import Browser, Page

NONSENSE = {
    "no room": ([], {}, 400),
    "a room without a name": (["communities"], {}, 400),
    "a room with signs in it": (["story:<script>"], {}, 400),
    "a very long room": (["story:" + "a" * 100], {}, 400),
    "too many rooms": ([f"story:{number}" for number in range(21)], {}, 400),
    "a deed": (["story:1"], {"method": "POST"}, 405),
    "a broken place in the pulse": (["story:1"], {"since": "nine.ten"}, 200),
}


@pytest.mark.parametrize(("rooms", "more", "status"), NONSENSE.values(), ids=list(NONSENSE))
def test_nonsense(ellery: Cast, browse: Callable[..., Any], rooms: list[str], more: dict[str, str], status: int) -> None:
    async def scenario(browser: Browser) -> Page:
        return await browser.open("ellery", *rooms, **more)

    assert browse(scenario).status == status


def test_a_flood_from_one_block(ellery: Cast, browse: Callable[..., Any], settings: Any) -> None:
    settings.LIVE_READERS_OF_A_BLOCK = 2

    async def scenario(browser: Browser) -> list[int]:
        pages = [await browser.open("ellery", "story:1") for _ in range(3)]
        await pages[0].leave()
        pages.append(await browser.open("ellery", "story:1"))
        return [page.status for page in pages]

    assert browse(scenario) == [200, 200, 429, 200]


def test_a_full_process(ellery: Cast, browse: Callable[..., Any], settings: Any) -> None:
    settings.LIVE_READERS = 1

    async def scenario(browser: Browser) -> Page:
        await browser.open("ellery", "story:1")
        return await browser.open("ellery", "story:1")

    page = browse(scenario)
    assert page.status == 503 and page.headers[b"retry-after"]
