"""An open page without a browser: speaks raw ASGI with the live endpoint and reads what it sends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")
PATIENCE = 20.0  # a test that waits longer hangs; nothing asserts how long anything took


@dataclass(frozen=True)
class Said:
    """One message of the line."""

    event: str
    data: dict[str, str]
    id: str


@dataclass
class Page:
    """One connection to the live endpoint."""

    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    is_open: bool = False
    last_id: str = ""
    home: str = ""
    _text: str = ""
    _arrived: asyncio.Queue[Said] = field(default_factory=asyncio.Queue)
    _left: asyncio.Event = field(default_factory=asyncio.Event)
    _answered: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: bool = False
    may_write: asyncio.Event = field(default_factory=asyncio.Event)
    serving: asyncio.Task[None] | None = None

    async def receive(self) -> dict[str, Any]:
        """Give the request, then wait until the reader leaves."""
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        """Take what the endpoint writes."""
        await self.may_write.wait()
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.is_open = message.get("more_body", False)
            self._read(message["body"].decode())
            self._answered.set()

    def _read(self, text: str) -> None:
        self._text += text
        *blocks, self._text = self._text.split("\n\n")
        for block in blocks:
            lines = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
            self.last_id = lines.get("id", self.last_id)
            if lines.get("event") == "home":
                self.home = json.loads(lines["data"])["home"]
            elif "event" in lines:
                self._arrived.put_nowait(Said(lines["event"], json.loads(lines["data"]), self.last_id))

    async def next(self) -> Said:
        """Return the next message."""
        return await asyncio.wait_for(self._arrived.get(), PATIENCE)

    def heard(self) -> list[Said]:
        """Return the messages that have arrived and were not looked at."""
        return [self._arrived.get_nowait() for _ in range(self._arrived.qsize())]

    async def leave(self) -> None:
        """Close the page."""
        self._left.set()
        assert self.serving is not None
        await asyncio.wait_for(self.serving, PATIENCE)


class Browser:
    """Opens pages inside one running loop."""

    def __init__(self) -> None:
        self.pages: list[Page] = []

    async def open(
        self, slug: str, *rooms: str, cookie: str = "", since: str = "", ready: bool = True, method: str = "GET", **more: str
    ) -> Page:
        """Open a page that shows ``rooms``; with ``ready`` False it does not read what is written to it."""
        from groundswell.web.live import live

        page = Page()
        if ready:
            page.may_write.set()
        headers = [(b"host", b"localhost")]
        headers += [(b"cookie", cookie.encode())] if cookie else []
        headers += [(b"last-event-id", since.encode())] if since else []
        scope_ = {
            "type": "http",
            "method": method,
            "path": f"/{slug}/live",
            "query_string": urlencode([("room", one) for one in rooms] + list(more.items())).encode(),
            "headers": headers,
            "client": ("127.0.0.1", 5000),
            "server": ("localhost", 8000),
        }
        page.serving = asyncio.create_task(live(scope_, page.receive, page.send))
        self.pages.append(page)
        if ready:
            await asyncio.wait_for(page._answered.wait(), PATIENCE)
        return page


async def deed(function: Callable[[], T]) -> T:
    """Do something in the database from inside a loop, as another process would: a connection of its own, committed."""

    def run() -> T:
        from django.db import connection

        try:
            return function()
        finally:
            connection.close()

    return await asyncio.to_thread(run)


def listen(scenario: Callable[[Browser], Coroutine[Any, Any, T]]) -> T:
    """Run ``scenario(browser)`` in a loop over committed rows; all pages close and the line stops afterwards."""

    async def main() -> T:
        from groundswell.web.live import door, endpoint

        door._known.clear()
        browser = Browser()
        try:
            return await scenario(browser)
        finally:
            for page in browser.pages:
                page.may_write.set()
                await page.leave()
            await endpoint.line().close()
            await asyncio.get_running_loop().run_in_executor(endpoint._doors, endpoint.hang_up)

    return asyncio.run(main())
