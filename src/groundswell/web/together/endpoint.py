"""The place in raw ASGI where an answer is written together: lets writers in, carries their messages, closes kindly."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError

from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.web.live.door import Turned
from groundswell.web.live.stopping import when_told_to_stop
from groundswell.web.live.work import hang_up
from groundswell.web.together import protocol
from groundswell.web.together.desk import Desk
from groundswell.web.together.door import Writer, admit
from groundswell.web.together.hall import Hall
from groundswell.web.together.room import Room

LARGEST = 256_000  # bytes of one message: a whole answer written offline is a tenth of it
DESKS, FOLLOWERS, OF_ONE = 400, 1_000, 12  # browsers that write and that read along, a process, and of one member
AGE = 1_800.0  # seconds a line lasts; connecting anew asks anew whose session it is

# Said to the page before its line is closed: a browser shows a script neither status nor words of a refused handshake.
_WORDS = {401: "out", 404: "closed", 429: "crowded", 503: "busy"}

_hall: tuple[asyncio.AbstractEventLoop, Hall] | None = None
_doors = ThreadPoolExecutor(1, thread_name_prefix="together-door")
_inside: Counter[tuple[bool, object]] = Counter()  # by whether they read along, and by member


def hall() -> Hall:
    """Return the hall of this process (of the running loop, for tests run several)."""
    global _hall
    loop = asyncio.get_running_loop()
    if _hall is None or _hall[0] is not loop:
        _hall = loop, Hall()
        when_told_to_stop(loop, _hall[1].stop)
    return _hall[1]


async def together(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve one browser until it leaves, is asked to leave, or the process stops."""
    if (await receive())["type"] == "websocket.connect":
        await serve_in(hall(), scope, receive, send)


async def serve_in(here: Hall, scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve a browser that has connected, in one of the rooms of ``here``."""
    try:
        if here.is_closing:
            raise Turned(503)
        writer = await asyncio.get_running_loop().run_in_executor(_doors, _admit, scope)
        with _counted(writer):
            await _serve(here, writer, receive, send)
    except Turned as turned:
        await _turn_away(send, turned.status)


def _admit(scope: dict[str, Any]) -> Writer:
    try:
        return admit(scope)
    except NotHere as error:
        raise Turned(404) from error
    except (DatabaseError, InterfaceError, psycopg.Error) as error:
        hang_up()
        raise Turned(503) from error


@contextmanager
def _counted(writer: Writer) -> Iterator[None]:
    key, most = (writer.follows, writer.member_id), FOLLOWERS if writer.follows else DESKS
    there = sum(many for (follows, _member), many in _inside.items() if follows == writer.follows)
    if there >= most or _inside[key] >= OF_ONE:
        raise Turned(429)
    _inside[key] += 1
    try:
        yield
    finally:
        _inside[key] -= 1
        if not _inside[key]:
            del _inside[key]


async def _turn_away(send: Any, status: int) -> None:
    if status in _WORDS:
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": protocol.said(_WORDS[status])})
        await send({"type": "websocket.close", "code": 4000 + status})
    else:  # no page of ours asked: the handshake itself is refused
        await send({"type": "websocket.close", "code": 4000 + status})


async def _serve(here: Hall, writer: Writer, receive: Any, send: Any) -> None:
    desk = Desk(writer.member_id, writer.name, writer.follows)
    opener = machine(writer.response.campaign_id) if writer.follows else writer.actor
    try:
        room = await here.enter(writer.response, opener, desk)
    except NotHere as error:
        raise Turned(404) from error
    except (DatabaseError, InterfaceError, psycopg.Error) as error:
        await here.in_thread(hang_up)
        raise Turned(503) from error
    hearing = asyncio.create_task(_hear(room, desk, receive))
    over = asyncio.get_running_loop().call_later(AGE * random.uniform(0.8, 1.2), desk.end, "anew")  # noqa: S311 (spreads load)
    try:
        await send({"type": "websocket.accept"})
        while (message := await desk.out.get()) is not None:
            await send({"type": "websocket.send", "bytes": message})
    finally:
        # Before the last word: a browser that does not answer it is gone for the others all the same.
        over.cancel()
        hearing.cancel()
        here.leave(room, desk)
    if not desk.is_gone:
        with suppress(OSError, RuntimeError):
            await send({"type": "websocket.close", "code": 1012})


async def _hear(room: Room, desk: Desk, receive: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            desk.is_gone = True
            desk.end("")
            return
        content = message.get("bytes") or b""
        if not content or len(content) > LARGEST:
            desk.end("full" if content else "garbled")
            return
        room.take(desk, content)
