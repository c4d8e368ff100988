"""Links opened by many at once: how many a second one server process writes down and answers, and what kill -9 loses.

A visitor has a connection of their own and opens one link after another; the server is one process, its database beside it
on the same processors, and so are the visitors. It is killed with -9 in the middle: each visit that was answered has to be
a row. The peer does the least that counts a visit: one transaction each, no batches, no page made (`benchmarks.floor`).
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
import uuid
from dataclasses import dataclass

import uvloop

from benchmarks.report import OURS, Report
from benchmarks.servers import Served, fetch_status, served
from benchmarks.web import PEER, _fill, _home

SECONDS = 6.0
OPENED = 40  # links that spread at the same time
VISITORS = int(os.environ.get("VISITORS", "200"))
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


@dataclass(frozen=True, slots=True)
class Spreading:
    """A campaign and the codes of links that people open."""

    slug: str
    campaign: uuid.UUID
    codes: list[str]


def run(report: Report) -> None:
    """Open the links of a small campaign, on our server and on the floor."""
    with _home() as environment:
        made = _fill()
        links = _links(made.code)
        open_links(report, links, environment)
        with served("benchmarks.floor:application", interface="asgi", environment=environment) as server:
            counted = _Counted()
            spent, took = _crowd(server, [f"/ellery/p/{code}/" for code in links.codes], counted)
            told = f"{counted.answered / took:.0f} a second; {counted.answered / spent:.0f} a second of server CPU"
            report.add("visits, one process", PEER, cpu=spent / counted.answered, wall=took / counted.answered, quality=told)


def _links(first: str) -> Spreading:
    from groundswell.campaigns.selectors import campaign_at
    from groundswell.kit.actor import machine
    from groundswell.kit.db import scope
    from groundswell.sharing.models import PassOn
    from groundswell.sharing.services import pass_further

    campaign = campaign_at("ellery")
    assert campaign is not None
    with scope(campaign.pk):
        parent = PassOn.objects.select_related("adoption__community", "adoption__version").get(code=first)
        made = [pass_further(pass_on=parent, key=f"{n}", actor=machine(campaign.pk)).code for n in range(OPENED - 1)]
    return Spreading("ellery", campaign.pk, [first, *made])


def open_links(report: Report, links: Spreading, environment: dict[str, str]) -> None:
    """Open links on our server until it is killed, and compare what was answered with what is there."""
    paths = [f"/{links.slug}/p/{code}" for code in links.codes]
    counted = _Counted()
    with served("groundswell.config.asgi:application", interface="asginl", environment=environment) as server:
        for path in paths:  # a server that just began has compiled no template yet
            fetch_status(server.port, path)
        before = _rows(links)
        spent, took = _crowd(server, paths, counted, kill=True)
        so_far = counted.before_kill
    written = _rows(links) - before
    told = (
        f"{so_far / took:.0f} a second beside {VISITORS} visitors on the same processors; {so_far / spent:.0f} a second of "
        f"server CPU; killed with -9: {counted.answered} answered, {written} rows, {max(0, counted.answered - written)} lost"
    )
    report.add("visits, one process", OURS, cpu=spent / so_far, wall=took / so_far, quality=told)


class _Counted:
    answered = before_kill = 0


def _crowd(server: Served, paths: list[str], counted: _Counted, *, kill: bool = False) -> tuple[float, float]:
    """Let them come for a while, from a thread with a loop of its own; CPU of the server and seconds."""
    stop = threading.Event()
    crowd = threading.Thread(target=uvloop.run, args=(_come(server.port, paths, counted, stop),))
    cpu, wall = server.cpu_seconds(), time.perf_counter()
    crowd.start()
    time.sleep(SECONDS)
    counted.before_kill = counted.answered
    spent, took = server.cpu_seconds() - cpu, time.perf_counter() - wall
    if kill:
        for child in [*server.process.children(recursive=True), server.process]:
            child.send_signal(signal.SIGKILL)
    stop.set()
    crowd.join(20)
    return spent, took


async def _come(port: int, paths: list[str], counted: _Counted, stop: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    asked = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {PHONE}\r\n\r\n".encode() for path in paths]
    lines = []
    for number in range(VISITORS):
        line, _visitor = await loop.create_connection(lambda n=number: _Visitor(asked, n, counted), "127.0.0.1", port)
        lines.append(line)
    while not stop.is_set():
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)  # what is under way may still be answered, and then it counts
    for line in lines:
        line.abort()


class _Visitor(asyncio.Protocol):
    """Asks on one kept connection, and asks again when the answer is whole."""

    def __init__(self, asked: list[bytes], number: int, counted: _Counted) -> None:
        self._asked, self._turn, self._counted = asked, number, counted
        self._got, self._left = b"", 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._line: asyncio.Transport = transport  # type: ignore[assignment]
        self._ask()

    def _ask(self) -> None:
        self._turn += 1
        self._line.write(self._asked[self._turn % len(self._asked)])

    def data_received(self, data: bytes) -> None:
        if not self._left:
            self._got += data
            head, found, body = self._got.partition(b"\r\n\r\n")
            if not found:
                return
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            self._good = head.startswith(b"HTTP/1.1 200")
            self._got, self._left, data = b"", length, body
        self._left -= len(data)
        if not self._left:
            self._counted.answered += self._good
            self._ask()


def _rows(links: Spreading) -> int:
    from groundswell.kit.db import scope
    from groundswell.sharing.models import Visit

    with scope(links.campaign):
        return Visit.objects.count()
