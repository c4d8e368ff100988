"""A tab's line to a real server: just enough of RFC 6455 for one who trusts it, over a unix socket or on 127.0.0.1."""

from __future__ import annotations

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.together import PATIENCE, Tab

BINARY, CLOSE, PING, PONG = 2, 8, 9, 10


class Refused(Exception):
    """The server did not take the line; the status is what it said."""


@dataclass
class SocketLine:
    """One open line, and when what was written was stored."""

    tab: Tab
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_over: bool = False
    _hearing: asyncio.Task[None] | None = None
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    on_message: Callable[[float], None] | None = None

    def put(self, message: bytes) -> None:
        """Send a message."""
        self._frame(BINARY, message)

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait for something to be seen; give up when the line is over."""
        async with asyncio.timeout(PATIENCE):
            while not seen() and not self.is_over:
                self._moved.clear()
                await self._moved.wait()

    async def met(self) -> None:
        """Wait until all that was there is heard, and the own words are stored."""
        await self.until(lambda: self.tab.is_met and self.tab.stored == self.tab.sent)

    async def leave(self) -> None:
        """Hang up."""
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)
        self.writer.close()

    def _frame(self, kind: int, content: bytes) -> None:
        length = len(content)
        head = bytes([128 | kind])
        head += (
            bytes([128 | length])
            if length < 126
            else b"\xfe" + struct.pack(">H", length)
            if length < 65_536
            else (b"\xff" + struct.pack(">Q", length))
        )
        mask = os.urandom(4)
        key = int.from_bytes((mask * (length // 4 + 1))[:length], "big")
        masked = (int.from_bytes(content, "big") ^ key).to_bytes(length, "big")
        self.writer.write(head + mask + masked)

    async def _hear(self) -> None:
        try:
            while True:
                first, second = await self.reader.readexactly(2)
                length = second & 127
                if length > 125:
                    size = 2 if length == 126 else 8
                    length = int.from_bytes(await self.reader.readexactly(size), "big")
                self._take(first & 15, await self.reader.readexactly(length))
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            self.is_over = True
            self._moved.set()

    def _take(self, kind: int, content: bytes) -> None:
        if kind == PING:
            self._frame(PONG, content)
        elif kind == CLOSE:
            self.writer.close()
        elif answer := self.tab.hear(content):
            self.put(answer)
        if self.on_message is not None:
            self.on_message(time.monotonic())
        self._moved.set()


@dataclass
class Typist:
    """Somebody who types one word after the other."""

    name: str
    tab: Tab = field(default_factory=Tab)
    words: list[str] = field(default_factory=list)
    before: int = 0  # what else the tab sent on this line, before the first word

    @property
    def acknowledged(self) -> list[str]:
        """The words that the server said are stored."""
        return self.words[: max(0, self.tab.stored - self.before)]

    async def type(self, line: SocketLine) -> None:
        """Type until the line is lost."""
        await line.met()
        self.before = self.tab.sent
        while not line.is_over:
            self.words.append(f"{self.name}{len(self.words)}")
            line.put(self.tab.write(f" {self.words[-1]}"))
            await line.until(lambda: self.tab.sent - self.tab.stored < 4)


async def open_line(
    path: str, cookie: str, tab: Tab, *, socket: str = "", port: int = 0, on_message: Callable[[float], None] | None = None
) -> SocketLine:
    """Connect to ``path``; raises what the system says when nobody listens, ``Refused`` when the handshake is."""
    if socket:
        reader, writer = await asyncio.open_unix_connection(socket)
    else:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nCookie: {cookie}\r\nConnection: Upgrade\r\n"
        f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    answer = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in answer.split(b"\r\n", 1)[0]:
        writer.close()
        raise Refused(answer.split(b"\r\n", 1)[0].decode())
    line = SocketLine(tab, reader, writer, on_message=on_message)
    line._hearing = asyncio.create_task(line._hear())
    line.put(tab.hello())
    return line
