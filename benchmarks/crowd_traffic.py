"""What goes on in the load run while it is measured: people come in, write, read, vote, and write one answer together."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.crowd_mail import is_digest, number_of
from benchmarks.crowd_people import CHOICES, COMING, FOUNDER, MEMBERS, READERS, TOGETHER, WRITERS, Chose, Crowd
from benchmarks.sink import Mail

POSTS, THREADS, POLLS = 200, 12, 8
SCREENS = 5  # of those who write together: so many also show what they hear
TOKEN = "a" * 32  # a form's token: the cookie and the header only have to be the same


class Line:
    """One kept connection of somebody's browser."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie
        self._reader: asyncio.StreamReader | None = None

    async def ask(self, path: str, form: dict[str, Any] | None = None) -> tuple[int, str, str]:
        """Return the status, where it leads and the page."""
        if self._reader is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        body = urlencode(form, doseq=True).encode() if form is not None else b""
        head = [f"{'GET' if form is None else 'POST'} {path} HTTP/1.1", "Host: localhost"]
        head += [f"Cookie: {self._cookie}; csrftoken={TOKEN}", f"X-CSRFToken: {TOKEN}", f"Content-Length: {len(body)}"]
        head += ["Content-Type: application/x-www-form-urlencoded", "Origin: http://localhost", "", ""]
        self._writer.write("\r\n".join(head).encode() + body)
        said = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in said.split("\r\n")[1:])}
        page = await self._reader.readexactly(int(fields.get("content-length", "0")))
        return int(said.split(" ", 2)[1]), fields.get("location", ""), page.decode(errors="replace")

    def hang_up(self) -> None:
        """Close it."""
        if self._reader is not None:
            self._writer.close()


@dataclass
class Day:
    """What happened, as those who did it know."""

    crowd: Crowd
    port: int
    threads: list[str] = field(default_factory=list)
    posted: list[tuple[float, int, int | None]] = field(default_factory=list)  # when, in which thread, who was named
    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[tuple[float, float]] = field(default_factory=list)  # of keystrokes: when seen, how long it took
    typed: int = 0
    typed_seen: int = 0  # so many keystrokes the screens of the others should show
    stopped: list[int] = field(default_factory=list)  # who pressed the link in a mail
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def base(self) -> str:
        """Return where the communities are."""
        return "/bench/communities"

    def line(self, number: int) -> Line:
        """Return a connection of one member."""
        return Line(self.port, self.crowd.cookies[number])


async def found(day: Day) -> str:
    """Found the community; returns its short name."""
    line = day.line(FOUNDER)
    said = {"name": "Get it right", "purpose": "We write to them together.", "kind": "interest", "entry": "open"}
    status, to, page = await line.ask(f"{day.base}/found/", said)
    line.hang_up()
    if status != 302:
        raise RuntimeError(f"founding was answered with {status}: {page[:500]}")
    return to.rstrip("/").rsplit("/", 1)[-1]


async def come_in(day: Day) -> float:
    """Let the last members enter by their own press; returns the seconds it took."""
    began, waiting = time.monotonic(), iter(range(MEMBERS - COMING, MEMBERS))

    async def some() -> None:
        for number in waiting:
            line, chose = day.line(number), day.crowd.chose(number)
            deeds = [(f"{day.base}/{day.crowd.community.slug}/enter/", {})]
            if choice := next((one for one, meant in CHOICES.items() if meant is chose), ""):
                deeds.append((f"/bench/hear/community/{day.crowd.community.pk}", {"choice": choice}))
            if chose is Chose.LEFT:
                deeds.append((f"{day.base}/{day.crowd.community.slug}/leave/", {}))
            for path, said in deeds:
                status, _to, _page = await line.ask(path, said)
                day.statuses[status] += 1
            line.hang_up()

    await asyncio.gather(*(some() for _ in range(4)))
    return time.monotonic() - began


async def begin_threads(day: Day) -> None:
    """Start the threads."""
    for number in range(THREADS):
        line, said = day.line(number), {"title": f"Question {number}", "text": "What do we do about it?"}
        status, to, _page = await line.ask(f"{day.base}/{day.crowd.community.slug}/threads/start/", said)
        if status != 302:
            raise RuntimeError(f"a thread was answered with {status}")
        day.threads.append(to.rstrip("/").rsplit("/", 1)[-1])
        day.posted.append((time.monotonic(), number, None))
        line.hang_up()


async def write_posts(day: Day, many: int, seconds: float, *, first: int) -> None:
    """Write posts over so many seconds: every second one in the loudest thread, one in five names somebody."""
    polls: list[str] = []
    for number in range(first, first + many):
        writer, thread = number % WRITERS, 0 if number % 2 else number % THREADS
        named = _named(day, number) if number % 5 == 0 else None
        words = f"@{day.crowd.name(named)}, " if named is not None else ""
        said: dict[str, Any] = {"text": f"{words}this is what I saw on the corner today, number {number}. " * 2}
        at = time.monotonic()
        line, page = day.line(writer), f"{day.base}/threads/{day.threads[thread]}"
        asks = number % (POSTS // POLLS) == 7
        if asks:
            said |= {"options": "On Monday\nOn Thursday\nNot at all", "closes_in": "24"}
        status, _to, answer = await line.ask(f"{page}/ask/" if asks else f"{page}/write/", said)
        day.statuses[status] += 1
        day.posted.append((at, thread, named))
        if asks and status == 302:
            _status, _to, answer = await line.ask(f"{page}/")
            polls.append(answer.rpartition("/polls/")[0] and answer.rpartition("/polls/")[2].split("/")[0])
        elif polls:
            voted, _to, _page = await line.ask(f"{day.base}/polls/{polls[-1]}/vote/", {"options": [number % 3]})
            day.statuses[voted] += 1
        line.hang_up()
        await asyncio.sleep(seconds / many)


def _named(day: Day, number: int) -> int:
    """Return whom a post names: somebody who neither writes nor reads here, of each kind in turn, nobody twice."""
    inside = [chose for chose in Chose if chose is not Chose.LEFT]
    kind = day.crowd.kinds()[inside[number // 5 % len(inside)]]
    others = [one for one in kind if one >= WRITERS + READERS + TOGETHER]
    return others[number % len(others)]


async def read(day: Day, number: int, pause: float) -> None:
    """Read pages, one after the other, until it is over."""
    line, slug = day.line(WRITERS + number), day.crowd.community.slug
    dice = random.Random(number)
    pages = [f"{day.base}/threads/{one}/" for one in day.threads]
    usual = [pages[0], pages[0], f"{pages[0]}?before=60", f"{day.base}/{slug}/", f"{day.base}/{slug}/threads/"]
    usual += [f"{day.base}/{slug}/members/", "/bench/hear/came", "/bench/", *pages[1:3]]
    await asyncio.sleep(dice.random() * pause)
    while not day.over.is_set():
        status, _to, _page = await line.ask(dice.choice(usual))
        day.statuses[status] += 1
        await asyncio.sleep(dice.random() * 2 * pause)
    line.hang_up()


async def write_together(day: Day, path: str) -> None:
    """Twelve write one answer until it is over; some show what they hear, which is when a keystroke is seen."""
    from tests.socketline import open_line

    from benchmarks.crowd_tabs import blind, screen

    typed: dict[int, list[float]] = {}
    seen: list[float] = []
    lines = []
    for number in range(TOGETHER):
        tab = screen(typed, seen) if number < SCREENS else blind()
        line = await open_line(path, day.crowd.cookies[WRITERS + READERS + number], tab, port=day.port)
        await line.met()
        lines.append((tab, line))

    async def write(tab: Any, line: Any) -> None:
        number = 0
        while not day.over.is_set():
            typed.setdefault(tab.doc.client_id, []).append(time.monotonic())
            line.put(tab.write("abcdefgh "[number % 9], at=0))
            number, day.typed = number + 1, day.typed + 1
            await asyncio.sleep(0.6)
        await line.met()

    async def note() -> None:
        while not day.over.is_set() or seen:
            at = time.monotonic()
            day.waits += [(at, one) for one in seen]
            seen.clear()
            await asyncio.sleep(0.05)

    noting = asyncio.create_task(note())
    await asyncio.gather(*(write(tab, line) for tab, line in lines))
    for tab, line in lines[:SCREENS]:
        await line.until(lambda tab=tab: all(tab.clocks.get(one, 0) >= len(keys) for one, keys in typed.items()))
    await noting
    own = [len(typed[tab.doc.client_id]) for tab, _line in lines[:SCREENS]]
    day.typed_seen = sum(day.typed - one for one in own)
    for _tab, line in lines:
        await line.leave()


async def press_stop(day: Day, mails: list[Mail]) -> list[int]:
    """Let ten press the link of their digest, as their mail program does it: one request, nobody signed in."""
    pressed = []
    for mail in [one for one in mails if is_digest(one) and one.one_click][:10]:
        line = Line(day.port, "")
        status, _to, _page = await line.ask(urlsplit(mail.stop).path, {"List-Unsubscribe": "One-Click"})
        line.hang_up()
        if status == 200:
            pressed.append(number_of(mail))
    return pressed
