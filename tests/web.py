"""A small web of made-up sites for tests, on a unix socket: names, addresses and pages are what a test says they are."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpcore

from groundswell.wire.feeds.fetching import Fetcher

PUBLIC = "93.184.215.14"


@dataclass
class Page:
    """What a site answers; ``parts`` are sent one after another, with ``pause`` seconds before each."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    parts: list[bytes] | None = None
    pause: float = 0.0
    raw: bytes = b""  # sent as it is, instead of an answer


@dataclass
class Asked:
    """One request as it came in."""

    address: str
    headers: dict[str, str]


class Web(httpcore.AsyncNetworkBackend):
    """Serves ``pages`` by address; ``names`` maps hosts to addresses, one after another when a host has several lists."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Callable[[Asked], Page]] = {}
        self.names: dict[str, list[str]] = {}
        self.asked: list[Asked] = []
        self.connected: list[str] = []
        self._path = ""
        self._serving: set[asyncio.Task[Any]] = set()

    def fetcher(self) -> Fetcher:
        """Return a fetcher that sees this web alone."""
        return Fetcher(resolve=self._resolve, wire=self)

    async def _resolve(self, host: str, port: int) -> list[str]:
        return self.names.get(host, [PUBLIC])

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the one server there is, and keep the address that was asked for."""
        self.connected.append(f"{host}:{port}")
        return await httpcore.AnyIOBackend().connect_unix_socket(self._path)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve while the block runs."""
        with tempfile.TemporaryDirectory(prefix="gs-web-") as folder:
            self._path = str(Path(folder) / "s")
            server = await asyncio.start_unix_server(self._begin, self._path)
            try:
                yield
            finally:
                server.close()
                for task in self._serving:
                    task.cancel()
                await asyncio.gather(*self._serving, return_exceptions=True)

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError), contextlib.closing(writer):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
            asked = Asked(f"http://{headers['host']}{head[0].split(' ')[1]}", headers)
            self.asked.append(asked)
            found = self.pages.get(asked.address, Page(status=404))
            await _answer(writer, found(asked) if callable(found) else found)


async def _answer(writer: asyncio.StreamWriter, page: Page) -> None:
    if page.raw:
        writer.write(page.raw)
        return
    parts = page.parts or [page.body.encode() if isinstance(page.body, str) else page.body]
    headers = {"Connection": "close", **page.headers}
    if page.parts is None:
        headers.setdefault("Content-Length", str(len(parts[0])))
    lines = [f"HTTP/1.1 {page.status} X", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    writer.write("\r\n".join(lines).encode())
    for part in parts:
        if page.pause:
            await asyncio.sleep(page.pause)
        writer.write(part)
        await writer.drain()
