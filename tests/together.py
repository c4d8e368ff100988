"""A tab in which an answer is written together, without a browser: its document, and raw ASGI as its line."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pycrdt import Doc, Text

from groundswell.web.together import protocol
from groundswell.web.together.hall import Hall
from groundswell.web.together.protocol import AWARENESS, FOLLOWED, SAID, STEP1, STEP2, STORED, SYNC, UPDATE, Presence, Reading

T = TypeVar("T")
PATIENCE = 30.0  # a test that waits longer hangs; nothing asserts how long anything took


@dataclass
class Tab:
    """What a page knows: its document, what of it is stored, what it was told."""

    doc: Doc[Any] = field(default_factory=Doc)
    sent: int = 0
    stored: int = 0
    is_met: bool = False  # it has heard all that was there
    said: list[str] = field(default_factory=list)
    present: dict[int, str] = field(default_factory=dict)
    followed: int = -1  # how many read along, as it was told

    def text(self, part: str = "body") -> str:
        """Return what is written."""
        return str(self.doc.get(part, type=Text))

    def hello(self) -> bytes:
        """Return the first message: what it has, and what is missing then?"""
        self.sent, self.stored, self.is_met = 0, 0, False
        for part in ("title", "summary", "body"):
            self.doc.get(part, type=Text)
        return protocol.sync(STEP1, bytes(self.doc.get_state()))

    def write(self, words: str, *, part: str = "body", at: int | None = None) -> bytes:
        """Write, at the end unless told where; return the message that tells it."""
        before, text = self.doc.get_state(), self.doc.get(part, type=Text)
        text.insert(len(text) if at is None else at, words)
        self.sent += 1
        return protocol.sync(UPDATE, bytes(self.doc.get_update(before)))

    def point(self, words: str = "null") -> bytes:
        """Return the message of where the cursor is."""
        return protocol.awareness([Presence(self.doc.client_id, 1, words)])

    def hear(self, message: bytes) -> bytes | None:
        """Take a message in; return what to answer."""
        reading = Reading(message)
        kind = reading.number()
        if kind == SYNC:
            step, content = reading.number(), reading.content()
            if step == STEP1:
                self.sent += 1
                return protocol.sync(STEP2, bytes(self.doc.get_update(content)))
            self.doc.apply_update(content)
            self.is_met = self.is_met or step == STEP2
        elif kind == AWARENESS:
            self.present |= {one.client: one.state for one in protocol.presences(reading.content())}
        elif kind == STORED:
            self.stored = reading.number()
        elif kind == FOLLOWED:
            self.followed = reading.number()
        elif kind == SAID:
            self.said.append(reading.content().decode())
        return None


class Line:
    """A tab at the endpoint of this process."""

    def __init__(self, tab: Tab | None = None) -> None:
        self.tab = tab or Tab()
        self.is_accepted = False
        self.code: int | None = None  # with which it was closed
        self._up: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._moved = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        state = "accepted" if self.is_accepted else "outside"
        return f"<line, {state}, closed with {self.code}, {self._serving}>"

    def begin(self, scope: dict[str, Any], hall: Hall | None) -> None:
        """Connect, to the process that ``hall`` stands for."""
        from groundswell.web.together import endpoint, together

        if hall is None:
            self._up.put_nowait({"type": "websocket.connect"})
            served = together(scope, self._up.get, self._take)
        else:
            served = endpoint.serve_in(hall, scope, self._up.get, self._take)
        self._serving = asyncio.create_task(served)
        self._serving.add_done_callback(lambda _task: self._moved.set())

    def put(self, message: bytes) -> None:
        """Send something to the server."""
        self._up.put_nowait({"type": "websocket.receive", "bytes": message})

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait for something to be seen."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not seen():
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError as error:
            raise AssertionError(f"never seen by {self}: {self.tab}") from error

    async def met(self) -> None:
        """Wait until all that was there is heard, and the own words are stored."""
        await self.until(lambda: self.code is not None or (self.tab.is_met and self.tab.stored == self.tab.sent))
        assert self.code is None, f"closed with {self.code}: {self.tab.said}"

    async def closed(self) -> int:
        """Wait until the server closed the line; return with which code."""
        await self.until(lambda: self.code is not None)
        return self.code or 0

    async def leave(self) -> None:
        """Close the tab."""
        self._up.put_nowait({"type": "websocket.disconnect"})
        assert self._serving is not None
        await asyncio.wait_for(self._serving, PATIENCE)

    async def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.accept":
            self.is_accepted = True
            self.put(self.tab.hello())
        elif message["type"] == "websocket.close":
            self.code = message["code"]
        elif answer := self.tab.hear(message["bytes"]):
            self.put(answer)
        self._moved.set()


class Desks:
    """Opens tabs inside one running loop."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.halls: list[Hall] = []

    async def process(self) -> Hall:
        """Return the hall of one more server process, with its own line to the database; it hears the others."""
        hall = Hall()
        self.halls.append(hall)
        hall.listen()
        await asyncio.wait_for(hall.hears.wait(), PATIENCE)
        return hall

    def open(
        self,
        slug: str,
        response_id: uuid.UUID | str,
        cookie: str,
        *,
        origin: str = "http://localhost",
        tab: Tab | None = None,
        hall: Hall | None = None,
    ) -> Line:
        """Open a tab, with whatever it had written before."""
        line = Line(tab)
        headers = [(b"host", b"localhost"), (b"origin", origin.encode()), (b"cookie", cookie.encode())]
        line.begin(
            {
                "type": "websocket",
                "path": f"/{slug}/answers/{response_id}/together",
                "query_string": b"",
                "headers": headers,
                "client": ("127.0.0.1", 5000),
                "server": ("localhost", 8000),
            },
            hall,
        )
        self.lines.append(line)
        return line

    async def sit(
        self, slug: str, response_id: uuid.UUID, cookie: str, *, tab: Tab | None = None, hall: Hall | None = None
    ) -> Line:
        """Open a tab and wait until it stands where the others stand."""
        line = self.open(slug, response_id, cookie, tab=tab, hall=hall)
        await line.met()
        return line


def write_together(scenario: Callable[[Desks], Awaitable[T]]) -> T:
    """Run ``scenario(desks)`` in a loop over committed rows; all tabs close and the hall empties afterwards."""

    async def main() -> T:
        from groundswell.web.live.work import hang_up
        from groundswell.web.together import endpoint

        desks = Desks()
        try:
            return await scenario(desks)
        finally:
            for line in desks.lines:
                await line.leave()
            for hall in (endpoint.hall(), *desks.halls):
                await hall.close()
            await asyncio.get_running_loop().run_in_executor(endpoint._doors, hang_up)

    running: Coroutine[Any, Any, T] = main()
    return asyncio.run(running)
