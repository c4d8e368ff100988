"""The live line of one process: listens for the bell, reads the pulse, renders once, tells every reader."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import psycopg
import structlog
from django.db import DatabaseError, InterfaceError, connection

from groundswell.pulse.reading import Position, Row
from groundswell.pulse.ringing import BELL
from groundswell.web.live import messages, work
from groundswell.web.live.hub import HISTORY, Hub, Place, Rendered, Told, tell
from groundswell.web.live.pending import Pending
from groundswell.web.live.reader import Reader

log = structlog.get_logger("groundswell.live")
T = TypeVar("T")

LOOK_EVERY = 5.0  # a lost bell costs so much and no row
BEAT = 15
PATIENCE = 5.0  # how long a page waits for a line that cannot reach its database
STUCK = 30.0  # seconds a write may wait before its reader is given up


class Line:
    """One bell, one reading thread with one connection, all readers of the process."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.head = Position()
        self._is_closing = False
        self._closing: asyncio.Task[None] | None = None
        self._ring = asyncio.Event()
        self._moved = asyncio.Event()
        self._ready: asyncio.Future[None] | None = None
        self._pending = Pending()
        self._tasks: list[asyncio.Task[None]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live-line")
        self._writing: dict[Reader, asyncio.Task[Any]] = {}

    async def open(self) -> bool:
        """Begin to listen, once; whoever comes while it begins waits with it. False when it cannot, or is closing."""
        if self._ready is None:
            self._ready = asyncio.get_running_loop().create_future()
            self._tasks = [asyncio.create_task(part()) for part in (self._listen, self._read, self._tell, self._beat)]
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._ready), PATIENCE)
        return self._ready.done() and not self._is_closing

    def stop(self) -> None:
        """Begin to close, from a signal's call."""
        self._closing = asyncio.get_running_loop().create_task(self.close())

    async def close(self) -> None:
        """Let every reader go (each connects anew, to a process that stays) and stop."""
        self._is_closing = True
        for reader in list(self.hub.readers):
            reader.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(RuntimeError):
            await self._in_thread(work.hang_up)
        self._thread.shutdown(wait=False)

    def enter(self, reader: Reader, since: Position | None) -> None:
        """Take a reader in and tell it what it missed, in one step of the loop so that nothing falls between."""
        self.hub.enter(reader)
        self._writing[reader] = asyncio.current_task()  # type: ignore[assignment]
        at = self.head  # what is behind it is in the history, told or not
        reader.offer(messages.hello(at, self.hub.home), instead=b"")
        if since is not None and (missed := self.hub.missed(reader.access, reader.rooms, since, at)):
            reader.offer(missed, instead=b"")

    def leave(self, reader: Reader) -> None:
        """Let a reader go."""
        self.hub.leave(reader)
        self._writing.pop(reader, None)

    async def _in_thread(self, function: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    async def _listen(self) -> None:
        while True:
            try:
                parameters = {**connection.get_connection_params(), "cursor_factory": psycopg.AsyncCursor}
                parameters.pop("context", None)
                async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as bell:
                    await bell.execute(f"LISTEN {BELL}")
                    self._ring.set()  # it may have rung while nobody listened
                    async for _ in bell.notifies():
                        self._ring.set()
            except (psycopg.Error, OSError):
                log.warning("bell_lost")
            await asyncio.sleep(1)

    async def _read(self) -> None:
        assert self._ready is not None
        again = 0.02
        while True:
            try:
                if not self._ready.done():
                    rows, self.head, home = await self._in_thread(work.start_rows, HISTORY)
                    floor = Position() if len(rows) < HISTORY else Position(rows[0].xid, rows[0].seq)
                    self.hub.begin(rows, floor, home)
                    self._ready.set_result(None)
                found, more = await self._in_thread(work.rows_after, self.head)
            except (DatabaseError, InterfaceError, psycopg.Error):
                log.warning("line_paused")
                await self._in_thread(work.hang_up)
                await asyncio.sleep(1)
                continue
            for row in found:
                self._take(row)
            # Committed behind a deed that still runs: its end rings no bell of its own, so look again soon.
            again = 0.02 if found else min(again * 2, LOOK_EVERY)
            with suppress(TimeoutError):
                await asyncio.sleep(0.01)
                await asyncio.wait_for(self._ring.wait(), again if more else LOOK_EVERY)
                again = 0.02
            self._ring.clear()

    def _take(self, row: Row) -> None:
        since, self.head = self.head, Position(row.xid, row.seq)
        try:
            told = tell(row)
        except Exception:
            log.exception("movement_failed", kind=row.kind, seq=row.seq)
            return
        if told is None:
            return
        self.hub.remember(told)
        for place in self.hub.places(told):
            self._pending.put(place, told, since=since, now=time.monotonic())
            self._moved.set()

    async def _tell(self) -> None:
        while True:
            await self._moved.wait()
            if (wait := self._pending.wait(time.monotonic())) > 0:
                await asyncio.sleep(wait)
            moved, since = self._pending.take(time.monotonic())
            if not self._pending:
                self._moved.clear()
            if since is None:
                continue
            rendered = await self._render(moved)
            self._pending.told(moved, time.monotonic())
            self.hub.publish(moved, rendered, before=since, after=self._pending.safe(self.head))

    async def _render(self, moved: dict[Place, list[Told]]) -> Rendered:
        wanted: dict[uuid.UUID, dict[int, tuple[Row, frozenset[str]]]] = {}
        for place, rows in moved.items():
            languages = self.hub.languages(place)
            for told in rows:
                if told.has_fragments:
                    known = wanted.setdefault(place[0], {})
                    before = known[told.row.seq][1] if told.row.seq in known else frozenset()
                    known[told.row.seq] = (told.row, before | languages)
        rendered: Rendered = {}
        for campaign_id, rows_wanted in wanted.items():
            try:
                rendered.update(await self._in_thread(work.render, campaign_id, list(rows_wanted.values())))
            except (DatabaseError, InterfaceError, psycopg.Error):
                log.warning("line_paused")  # the pages ask again by themselves
                await self._in_thread(work.hang_up)
        return rendered

    async def _beat(self) -> None:
        turn = 0
        while True:
            await asyncio.sleep(1)
            turn += 1
            at = self._pending.safe(self.head)
            beat, instead, moment = messages.beat(at), messages.resync(at), time.monotonic()
            for reader in list(self.hub.readers):
                if (reader.turn + turn) % BEAT == 0:
                    reader.offer(beat, instead=instead)
                if reader.is_stuck(STUCK):
                    reader.gone()
                    self._writing[reader].cancel()
                elif reader.until < moment:
                    reader.end()
