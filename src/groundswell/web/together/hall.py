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

from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.responses.models import Response
from groundswell.responses.services import cowriting
from groundswell.responses.services.cowriting import Stored
from groundswell.web.together.room import Desk, Room

log = structlog.get_logger("groundswell.together")
T = TypeVar("T")

CHANNEL = "groundswell_together"
LOOK_EVERY = 5.0  # a lost ring costs so much and no word; permission is asked anew as often
MOST_PRESENCE = 5_000  # bytes: PostgreSQL carries eight thousand in a notice


class Kept:
    """An answer's shared text in the database, written through one thread."""

    def __init__(self, hall: Hall, response: Response, opener: Actor) -> None:
        self._hall, self._response, self._opener = hall, response, opener

    async def open(self) -> Stored:
        return await self._do(lambda: cowriting.open_shared(response=self._response, actor=self._opener))

    async def store(self, updates: list[bytes], clients: dict[int, uuid.UUID]) -> int:
        number = await self._do(
            lambda: cowriting.store_updates(
                response=self._response, updates=updates, clients=clients, actor=machine(self._response.campaign_id)
            )
        )
        await self._hall.notify(f"{self._hall.mark} look {self._response.pk}")
        return number

    async def after(self, number: int) -> Stored:
        there = machine(self._response.campaign_id)
        return await self._do(lambda: cowriting.updates_after(response=self._response, number=number, actor=there))

    async def writers(self, members: set[uuid.UUID]) -> set[uuid.UUID]:
        there = machine(self._response.campaign_id)
        return await self._do(lambda: cowriting.writers_among(response=self._response, members=members, actor=there))

    async def tell_presence(self, message: bytes) -> None:
        if len(message) <= MOST_PRESENCE:
            words = base64.b64encode(message).decode()
            await self._hall.notify(f"{self._hall.mark} here {self._response.pk} {words}")

    async def _do(self, deed: Callable[[], T]) -> T:
        def within() -> T:
            with scope(self._response.campaign_id):
                return deed()

        return await self._hall.in_thread(within)


class Hall:
    """All rooms of a process, with one thread for the database and one connection that hears the others."""

    def __init__(self) -> None:
        self.mark = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"  # a process does not listen to itself
        self._rooms: dict[uuid.UUID, tuple[Room, asyncio.Task[None]]] = {}
        self._opening = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="together")
        self._tasks: list[asyncio.Task[None]] = []
        self._bell: psycopg.AsyncConnection[Any] | None = None

    async def in_thread(self, function: Callable[[], T]) -> T:
        """Run what asks the database, one thing after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    async def room(self, response: Response, opener: Actor) -> Room:
        """Return the room of an answer, opened if it was closed."""
        async with self._opening:
            if not self._tasks:
                self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._look())]
            found = self._rooms.get(response.pk)
            if found is None or found[1].done():
                room = Room(Kept(self, response, opener))
                await room.open()
                found = self._rooms[response.pk] = room, asyncio.create_task(self._run(response.pk, room))
            return found[0]

    def leave(self, response_id: uuid.UUID, room: Room, desk: Desk) -> None:
        """Let a writer go; the last one closes the room once all that was sent is stored."""
        room.leave(desk)
        if not room.desks and (found := self._rooms.get(response_id)) and found[0] is room:
            room.close()

    async def notify(self, words: str) -> None:
        """Tell the other processes, outside of any deed."""
        if self._bell is not None and not self._bell.closed:
            with suppress(psycopg.Error):
                await self._bell.execute("SELECT pg_notify(%s, %s)", [CHANNEL, words])

    async def close(self) -> None:
        """Let everybody go, store what they sent, stop."""
        for room, _task in list(self._rooms.values()):
            for desk in list(room.desks):
                desk.end("")
            room.close()
        await asyncio.gather(*(task for _room, task in self._rooms.values()), return_exceptions=True)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.in_thread(connection.close)
        self._thread.shutdown(wait=False)

    async def _run(self, response_id: uuid.UUID, room: Room) -> None:
        try:
            await room.run()
        except Exception:
            # Nothing that was not stored was acknowledged: the browsers connect anew and bring it again.
            log.warning("room_lost", response=str(response_id), exc_info=True)
            with suppress(Exception):
                await self.in_thread(connection.close)
            for desk in list(room.desks):
                desk.end("")
        finally:
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
                async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as ears:
                    await ears.execute(f"LISTEN {CHANNEL}")
                    async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as self._bell:
                        async for notice in ears.notifies():
                            self._hear(notice.payload)
            await asyncio.sleep(1)

    def _hear(self, payload: str) -> None:
        mark, what, response, *words = payload.split(" ")
        found = self._rooms.get(uuid.UUID(response))
        if mark == self.mark or found is None:
            return
        if what == "look":
            found[0].ring()
        elif words:
            found[0].told_presence(base64.b64decode(words[0]))
