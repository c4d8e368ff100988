"""The rooms of one process: opened with the first writer, closed after the last, rung by the other processes."""

from __future__ import annotations

import asyncio
import base64
import os
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import psycopg
import structlog
from django.db import connection

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.models import Response
from groundswell.responses.shared_bell import CHANNEL
from groundswell.web.live.work import hang_up
from groundswell.web.together.desk import Desk
from groundswell.web.together.kept import Kept
from groundswell.web.together.room import Room

log = structlog.get_logger("groundswell.together")
T = TypeVar("T")

LOOK_EVERY = 5.0  # a lost ring costs so much and no word; permission is asked anew as often
PATIENCE = 6.0  # seconds that those who write have to go when the process stops; its server kills it at ten


class Hall:
    """All rooms of a process, with one thread for the database and one connection that hears the others."""

    def __init__(self) -> None:
        self.mark = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"  # a process does not listen to itself
        self.is_closing = False
        self._rooms: dict[uuid.UUID, tuple[Room, asyncio.Task[None]]] = {}
        self._opening = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="together")
        self._tasks: list[asyncio.Task[None]] = []
        self._closing: asyncio.Task[None] | None = None
        self._bell: psycopg.AsyncConnection[Any] | None = None
        self.hears = asyncio.Event()  # the others can be heard

    async def in_thread(self, function: Callable[[], T]) -> T:
        """Run what asks the database, one thing after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    async def enter(self, response: Response, opener: Actor, desk: Desk) -> Room:
        """Let a writer into the room of an answer, which is opened if it was closed."""
        async with self._opening:
            self.listen()
            found = self._rooms.get(response.pk)
            if found is None or found[1].done():
                room = Room(Kept(self, response, opener))
                await room.open()
                found = self._rooms[response.pk] = room, asyncio.create_task(self._run(response.pk, room))
            found[0].enter(desk)  # in the same step of the loop, or the last writer might close the room in between
            if self.is_closing:
                desk.end("")
        await self._see_in(found[0], desk)
        return found[0]

    async def _see_in(self, room: Room, desk: Desk) -> None:
        stays = False
        try:
            stays = await room.may_stay(desk)
        finally:
            if not stays:
                self.leave(room, desk)
        if not stays:
            not_here()

    def listen(self) -> None:
        """Begin to hear the other processes, once."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._look())]

    def leave(self, room: Room, desk: Desk) -> None:
        """Let a writer go; the last one closes the room once all that was sent is stored."""
        room.leave(desk)
        if not room.desks:
            room.close()

    async def notify(self, what: str, response_id: uuid.UUID, words: str = "") -> None:
        """Tell the other processes, outside of any deed."""
        if self._bell is not None and not self._bell.closed:
            with suppress(psycopg.Error):
                payload = f"{self.mark} {what} {response_id} {words}".rstrip()
                await self._bell.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])

    def stop(self) -> None:
        """Begin to close, from a signal's call."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self.close())

    async def close(self) -> None:
        """Let everybody go (each connects anew, to a process that stays), store what they sent, stop."""
        self.is_closing = True
        for room, _task in list(self._rooms.values()):
            for desk in list(room.desks):
                desk.end("")
            room.close()
        if going := [task for _room, task in self._rooms.values()]:
            await asyncio.wait(going, timeout=PATIENCE)
        for task in [*going, *self._tasks]:
            task.cancel()
        await asyncio.gather(*going, *self._tasks, return_exceptions=True)
        with suppress(RuntimeError):
            await self.in_thread(hang_up)
        self._thread.shutdown(wait=False)

    async def _run(self, response_id: uuid.UUID, room: Room) -> None:
        try:
            await room.run()
        except Exception:
            # Nothing that was not stored was acknowledged: the browsers connect anew and bring it again.
            log.warning("room_lost", response=str(response_id), exc_info=True)
            with suppress(Exception):
                await self.in_thread(hang_up)
        finally:
            for desk in list(room.desks):
                desk.end("")
            if (found := self._rooms.get(response_id)) and found[0] is room:
                del self._rooms[response_id]

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for room, _task in list(self._rooms.values()):
                room.ring()

    async def _listen(self) -> None:
        while True:
            with suppress(psycopg.Error, OSError):
                parameters = {**connection.get_connection_params(), "cursor_factory": psycopg.AsyncCursor}
                parameters.pop("context", None)
                connect = psycopg.AsyncConnection.connect
                async with await connect(**parameters, autocommit=True) as ears:
                    await ears.execute(f"LISTEN {CHANNEL}")
                    async with await connect(**parameters, autocommit=True) as self._bell:
                        for room, _task in list(self._rooms.values()):
                            room.missed()
                        self.hears.set()
                        async for notice in ears.notifies():
                            self._hear(notice.payload)
            self.hears.clear()
            await asyncio.sleep(1)

    def _hear(self, payload: str) -> None:
        mark, what, response, *words = payload.split(" ")
        found = self._rooms.get(uuid.UUID(response))
        if mark == self.mark or found is None:
            return
        if what == "look":
            found[0].ring()
        elif what == "who":
            found[0].asked_presence()
        elif what == "proposed":
            found[0].hear_proposed()
        elif what == "many":
            found[0].hear_followed(mark, words[0] if words else "")
        elif words:
            found[0].hear_presence(base64.b64decode(words[0]))
