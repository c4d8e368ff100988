"""Serves a made week of feeds on 127.0.0.1, some of them with faults: a process of its own, ended by who started it."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import sys
import time
from functools import cache

SHARE = float(os.environ.get("GROUNDSWELL_BENCH_SHARE", "1"))  # of the week's items, for a quick look
FEEDS, ITEMS = 1_000, max(5, round(100 * SHARE))
SHOWN = 40  # entries in a feed at any time
# One feed in twenty has a fault for good; another one in twenty answers every third time only, while the week lasts.
FAULTS = ("timeout", "500", "broken", "inside", "bomb", "drip", "binary", "redirects", "reset", "huge")
_PLACES = "Marrow Ellery Alder Harrow Tilling Quern Sedge Bramble Corvale Hexley Wick Pell Orrin Dunmore Lacey Fenwick".split()  # noqa: SIM905
_THINGS = "Bridge Ferry School Hospital Mill Library Market Quarry Harbour Tram Depot Court Choir Archive Garden Tower".split()  # noqa: SIM905
_EVENTS = [
    "floods",
    "strikes",
    "burns",
    "closes",
    "opens",
    "wins",
    "loses",
    "moves",
    "sells",
    "votes",
    "waits",
    "pays",
    "falls",
    "grows",
    "sings",
    "leaks",
]


def address(port: int, number: int) -> str:
    """Where feed ``number`` lies."""
    return f"http://127.0.0.1:{port}/feed/{number}"


def fault(number: int) -> str:
    """What is wrong with a feed for good; empty for most."""
    return FAULTS[number // 20 % len(FAULTS)] if number % 20 == 0 else ""


def healthy(number: int) -> bool:
    """Whether all items of a feed are to be had in the end."""
    return not fault(number)


@cache
def _news(number: int) -> list[tuple[float, str]]:
    """The items of a feed, oldest first: when in the week (0 to 1), and its entry."""
    chance = random.Random(number)
    found = []
    for _item in range(ITEMS):
        title = f"{chance.choice(_PLACES)} {chance.choice(_THINGS)} {chance.choice(_EVENTS)} in {chance.choice(_PLACES)}"
        lead = " ".join(chance.choices(_PLACES + _THINGS + _EVENTS, k=25))
        found.append((chance.random(), title, lead))
    return [(at, f"<title>{title} é</title><description>{lead}, {number}.</description>") for at, title, lead in sorted(found)]


_METHODS = {"500": "_error", "bomb": "_bomb_"}


class Week:
    """The state of the server."""

    def __init__(self, port: int, seconds: float) -> None:
        self.port = port
        self.seconds = seconds
        self.begun: float | None = None
        self.asked = 0
        self.shown: dict[int, set[int]] = {}  # the items of each feed that went out in a whole answer, one time at least
        self._bomb = gzip.compress(bytes(400_000_000), 1)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ", 2)[1]
            if path == "/start":
                self.begun = time.monotonic()
                await _send(writer, b"started")
            elif path == "/asked":
                await _send(writer, str(self.asked).encode())
            elif path == "/shown":
                await _send(writer, json.dumps({number: sorted(items) for number, items in self.shown.items()}).encode())
            else:
                self.asked += 1
                await self._feed(writer, int(path.rsplit("/", 1)[-1]), head)
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass  # whoever asked has gone
        finally:
            writer.close()

    async def _feed(self, writer: asyncio.StreamWriter, number: int, head: str) -> None:
        wrong = fault(number)
        if wrong:
            await getattr(self, _METHODS.get(wrong, f"_{wrong}"))(writer, number)
        elif number % 20 == 7 and self.asked % 3 and self._passed() < 1:
            await self._error(writer, number)
        else:
            await self._well(writer, number, head)

    def _passed(self) -> float:
        """How much of the week is over."""
        return (time.monotonic() - self.begun) / self.seconds if self.begun else 0.0

    async def _well(self, writer: asyncio.StreamWriter, number: int, head: str) -> None:
        passed = self._passed()
        news = _news(number)
        there = sum(at <= passed for at, _words in news)
        tag = f'"{there}"'
        if f"if-none-match: {tag}" in head.lower():
            await _send(writer, b"", "304 Not Modified", f"ETag: {tag}")
            return
        # The oldest news still in the feed depends on how much came since: a reader who stays away too long loses some.
        window = range(max(0, there - SHOWN), there)
        entries = "".join(
            f"<item><link>{address(self.port, number)}/{item}</link><guid>{item}</guid>{news[item][1]}</item>"
            for item in reversed(window)
        )
        text = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Paper {number}</title>{entries}'
        text += "</channel></rss>" if number % 7 else ""  # some never close their tags
        content = text.encode("cp1252" if number % 11 == 0 else "utf-8")  # some say utf-8 and are not
        if number % 3 == 0:
            await _send(writer, gzip.compress(content, 1), "200 OK", f"ETag: {tag}", "Content-Encoding: gzip")
        else:
            await _send(writer, content, "200 OK", f"ETag: {tag}")
        self.shown.setdefault(number, set()).update(window)

    async def _timeout(self, writer: asyncio.StreamWriter, number: int) -> None:
        await asyncio.sleep(60)

    async def _error(self, writer: asyncio.StreamWriter, number: int) -> None:
        await _send(writer, b"oh", "500 Oh")

    async def _broken(self, writer: asyncio.StreamWriter, number: int) -> None:
        await _send(writer, b"<rss><channel" + b"<<<&&&" * 1000)

    async def _inside(self, writer: asyncio.StreamWriter, number: int) -> None:
        inside = ("http://169.254.169.254/latest/", "http://10.0.0.1/", f"http://127.0.0.1:{self.port}/feed/1", "http://[::1]/")
        await _send(writer, b"", "302 Found", f"Location: {inside[number // 200 % 4]}")

    async def _bomb_(self, writer: asyncio.StreamWriter, number: int) -> None:
        await _send(writer, self._bomb, "200 OK", "Content-Encoding: gzip")

    async def _drip(self, writer: asyncio.StreamWriter, number: int) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss>")
        for _turn in range(60):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(1)

    async def _binary(self, writer: asyncio.StreamWriter, number: int) -> None:
        await _send(writer, random.Random(number).randbytes(200_000))

    async def _redirects(self, writer: asyncio.StreamWriter, number: int) -> None:
        await _send(writer, b"", "301 Moved", f"Location: {address(self.port, number)}")

    async def _reset(self, writer: asyncio.StreamWriter, number: int) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>")
        await writer.drain()
        writer.transport.abort()

    async def _huge(self, writer: asyncio.StreamWriter, number: int) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss>")
        for _turn in range(800):
            writer.write(b"<item><title>more</title></item>" * 2_000)
            await writer.drain()


async def _send(writer: asyncio.StreamWriter, content: bytes, status: str = "200 OK", *headers: str) -> None:
    lines = [f"HTTP/1.1 {status}", "Connection: close", f"Content-Length: {len(content)}", *headers, "", ""]
    writer.write("\r\n".join(lines).encode() + content)
    await writer.drain()


async def _main(port: int, seconds: float) -> None:
    week = Week(port, seconds)
    server = await asyncio.start_server(week.serve, "127.0.0.1", port, backlog=500)
    async with server:
        await asyncio.sleep(300 + 1.5 * seconds)  # ends by itself, whatever becomes of who started it


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), float(sys.argv[2])))
