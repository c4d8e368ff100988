"""The door of the live line in raw ASGI: a Django view would cost every one of five thousand readers a thread or a view."""

from __future__ import annotations

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from django.conf import settings
from django.db import DatabaseError, InterfaceError

from groundswell.web.live.door import Turned, Wish, admit, known_visitor, read_wish
from groundswell.web.live.line import Line
from groundswell.web.live.reader import Access, Reader
from groundswell.web.live.stopping import when_told_to_stop
from groundswell.web.live.work import hang_up

AGE = 600.0  # seconds a line lasts; connecting anew asks anew what the reader may hear

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

_line: tuple[asyncio.AbstractEventLoop, Line] | None = None
_doors = ThreadPoolExecutor(1, thread_name_prefix="live-door")


def is_live(path: str) -> bool:
    """Whether a path is a campaign's live endpoint."""
    return path.endswith("/live") and path.count("/") == 2


def line() -> Line:
    """Return the line of this process (of the running loop, for tests run several)."""
    global _line
    loop = asyncio.get_running_loop()
    if _line is None or _line[0] is not loop:
        _line = loop, Line()
        when_told_to_stop(loop, _line[1].stop)
    return _line[1]


async def live(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer a live connection until its reader leaves or the process stops."""
    here = line()
    try:
        wish = read_wish(scope)
        _check_room_left(here, wish)
        access = known_visitor(wish)
        if access is None:
            access = await asyncio.get_running_loop().run_in_executor(_doors, _admit, wish)
        if not await here.open():
            raise Turned(503)
        _check_room_left(here, wish)
    except Turned as turned:
        await _turn_away(send, turned.status)
        return
    await _serve(here, wish, access, receive, send)


def _admit(wish: Wish) -> Access:
    try:
        return admit(wish)
    except (DatabaseError, InterfaceError, psycopg.Error) as error:
        hang_up()
        raise Turned(503) from error


def _check_room_left(here: Line, wish: Wish) -> None:
    if len(here.hub.readers) >= settings.LIVE_READERS:
        raise Turned(503)
    if here.hub.blocks[wish.block] >= settings.LIVE_READERS_OF_A_BLOCK:
        raise Turned(429)


async def _serve(here: Line, wish: Wish, access: Access, receive: Any, send: Any) -> None:
    reader = Reader(
        access,
        wish.rooms,
        wish.block,
        until=time.monotonic() + AGE * random.uniform(0.8, 1.2),  # noqa: S311 (spreads load)
        turn=random.randrange(1_000),  # noqa: S311
    )
    here.enter(reader, wish.since)
    leaving = asyncio.create_task(_watch(receive, reader))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        while words := await reader.take():
            reader.writing_since = time.monotonic()
            await send({"type": "http.response.body", "body": words, "more_body": True})
            reader.writing_since = None
        if not leaving.done():
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    except asyncio.CancelledError:
        if not reader.is_over:
            raise
        # Given up: it took nothing for too long.
    finally:
        here.leave(reader)
        leaving.cancel()


async def _watch(receive: Any, reader: Reader) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.gone()


async def _turn_away(send: Any, status: int) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    if status in {429, 503}:
        headers.append((b"retry-after", b"10"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
