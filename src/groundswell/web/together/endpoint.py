"""The place in raw ASGI where an answer is written together: lets writers in, carries their messages, closes kindly."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, connection

from groundswell.kit.errors import NotHere
from groundswell.web.live.door import Turned
from groundswell.web.together.door import Writer, admit
from groundswell.web.together.hall import Hall
from groundswell.web.together.room import Desk, Room

LARGEST = 256_000  # bytes of one message: a whole answer written offline is a tenth of it
DESKS, OF_ONE = 400, 12  # browsers a process, and of one member

_hall: tuple[asyncio.AbstractEventLoop, Hall] | None = None
_doors = ThreadPoolExecutor(1, thread_name_prefix="together-door")
_inside: Counter[object] = Counter()


def hall() -> Hall:
    """Return the hall of this process (of the running loop, for tests run several)."""
    global _hall
    loop = asyncio.get_running_loop()
    if _hall is None or _hall[0] is not loop:
        _hall = loop, Hall()
    return _hall[1]


async def together(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve one browser until it leaves, is asked to leave, or the process stops."""
    if (await receive())["type"] != "websocket.connect":
        return
    try:
        writer = await asyncio.get_running_loop().run_in_executor(_doors, _admit, scope)
        if _inside.total() >= DESKS or _inside[writer.member_id] >= OF_ONE:
            raise Turned(429)
    except Turned:
        await send({"type": "websocket.close", "code": 4404})  # before it is accepted: the browser sees a plain refusal
        return
    _inside[writer.member_id] += 1
    try:
        await _serve(writer, receive, send)
    finally:
        _inside[writer.member_id] -= 1


def _admit(scope: dict[str, Any]) -> Writer:
    try:
        return admit(scope)
    except NotHere as error:
        raise Turned(404) from error
    except (DatabaseError, InterfaceError, psycopg.Error) as error:
        connection.close()
        raise Turned(503) from error


async def _serve(writer: Writer, receive: Any, send: Any) -> None:
    here = hall()
    room = await here.room(writer.response, writer.actor)
    desk = Desk(writer.member_id, writer.name)
    await send({"type": "websocket.accept"})
    room.enter(desk)
    hearing = asyncio.create_task(_hear(room, desk, receive))
    try:
        while (message := await desk.out.get()) is not None:
            await send({"type": "websocket.send", "bytes": message})
        if not hearing.done():
            with suppress(OSError, RuntimeError):
                await send({"type": "websocket.close", "code": 1012})
    finally:
        hearing.cancel()
        here.leave(writer.response.pk, room, desk)


async def _hear(room: Room, desk: Desk, receive: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            desk.end("")
            return
        content = message.get("bytes") or b""
        if not content or len(content) > LARGEST:
            desk.end("full")
            return
        room.take(desk, content)
