"""One answer that is written together, in one process: its document, those who write, and one order for all that comes."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from groundswell.responses import shared_text
from groundswell.responses.services.cowriting import Stored
from groundswell.web.together import protocol
from groundswell.web.together.protocol import AWARENESS, STEP1, STEP2, SYNC, UPDATE, Presence, Reading

log = structlog.get_logger("groundswell.together")

MOST_TEXT = 20_000  # characters in all parts: more than the longest answer by far
RATE, BURST = 40.0, 200.0  # messages a second of one browser, and how many at once
NOTHING = b"\0\0"  # an update that brings nothing: the usual answer to "what have you that I have not?"
BEHIND = 2_000  # messages a slow browser may be behind before it is asked to connect anew


class Store(Protocol):
    """Where the text is kept; every call may wait for the database."""

    async def open(self) -> Stored: ...
    async def store(self, updates: list[bytes], clients: dict[int, uuid.UUID]) -> int: ...
    async def after(self, number: int) -> Stored: ...
    async def writers(self, members: set[uuid.UUID]) -> set[uuid.UUID]: ...
    async def tell_presence(self, message: bytes) -> None: ...


@dataclass(eq=False)
class Desk:
    """One browser at the room: what it is sent waits here."""

    member_id: uuid.UUID
    name: str
    out: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(BEHIND))
    clients: set[int] = field(default_factory=set)
    taken: int = 0  # changes of this browser that are stored
    left: float = BURST
    at: float = field(default_factory=time.monotonic)

    def offer(self, message: bytes) -> None:
        """Let a message wait to be sent; a browser too far behind connects anew and is told everything at once."""
        try:
            self.out.put_nowait(message)
        except asyncio.QueueFull:
            self.end("")

    def end(self, why: str) -> None:
        """Send no more but the reason, and close."""
        while not self.out.empty():
            self.out.get_nowait()
        if why:
            self.out.put_nowait(protocol.said(why))
        self.out.put_nowait(None)

    def is_too_fast(self) -> bool:
        """Count a message; True when there were too many lately."""
        now = time.monotonic()
        self.left, self.at = min(BURST, self.left + (now - self.at) * RATE) - 1, now
        return self.left < 0


class Room:
    """Takes what desks send, stores a batch in one commit, then tells the others and acknowledges."""

    def __init__(self, store: Store) -> None:
        self.desks: set[Desk] = set()
        self._store = store
        self._inbox: asyncio.Queue[tuple[Desk | None, Any]] = asyncio.Queue(10_000)
        self._present: dict[int, Presence] = {}
        self._doc: Any = None
        self._last = 0

    async def open(self) -> None:
        """Read what is stored."""
        stored = await self._store.open()
        self._doc, self._last = shared_text.document(stored.updates), stored.last

    def enter(self, desk: Desk) -> None:
        """Take a browser in and ask what it has that the text has not (it wrote while the line was away)."""
        self.desks.add(desk)
        desk.offer(protocol.sync(STEP1, bytes(self._doc.get_state())))
        if self._present:
            desk.offer(protocol.awareness(list(self._present.values())))

    def leave(self, desk: Desk) -> None:
        """Let a browser go; the others see its cursor go."""
        self.desks.discard(desk)
        gone = [Presence(one, self._present[one].clock + 1, "null") for one in desk.clients if one in self._present]
        for one in gone:
            self._present.pop(one.client, None)
        if gone:
            self._inbox.put_nowait((None, ("gone", gone)))

    def take(self, desk: Desk, message: bytes) -> None:
        """Put what a browser sent behind all that came before it."""
        if desk.is_too_fast():
            desk.end("fast")
        elif not desk.out.full():
            self._inbox.put_nowait((desk, message))

    def ring(self) -> None:
        """Another process stored something, or it is time to look."""
        self._inbox.put_nowait((None, ("look", None)))

    def told_presence(self, message: bytes) -> None:
        """Another process tells who is where."""
        self._inbox.put_nowait((None, ("presence", message)))

    def close(self) -> None:
        """Stop once all that came before is stored."""
        self._inbox.put_nowait((None, ("close", None)))

    async def run(self) -> None:
        """Work off what comes, in order, as much in one commit as is waiting."""
        while True:
            batch = [await self._inbox.get()]
            while not self._inbox.empty() and len(batch) < 500:
                batch.append(self._inbox.get_nowait())
            await self._work(batch)
            if any(desk is None and message[0] == "close" for desk, message in batch) and not self.desks:
                return

    async def _work(self, batch: list[tuple[Desk | None, Any]]) -> None:
        updates: list[tuple[Desk, bytes]] = []
        moved: dict[int, Presence] = {}
        look = False
        for desk, message in batch:
            if desk is None:
                kind, content = message
                look = look or kind == "look"
                if kind == "gone":
                    moved |= {one.client: one for one in content}
                elif kind == "presence":
                    self._hear_presence(content)
                continue
            try:
                self._read(desk, message, updates, moved)
            except (protocol.Garbled, ValueError):
                desk.end("garbled")
        if updates:
            await self._write(updates)
        if look:
            await self._look()
        if moved:
            await self._tell_presence(list(moved.values()))

    def _read(self, desk: Desk, message: bytes, updates: list[tuple[Desk, bytes]], moved: dict[int, Presence]) -> None:
        reading = Reading(message)
        kind = reading.number()
        if kind == SYNC:
            step, content = reading.number(), reading.content()
            if step == STEP1:
                desk.offer(protocol.sync(STEP2, bytes(self._doc.get_update(content))))
            elif step in (STEP2, UPDATE):
                updates.append((desk, content))
        elif kind == AWARENESS:
            for one in protocol.presences(reading.content()):
                said = protocol.named(one, desk.name, str(desk.member_id))
                if one.client not in self._present or one.client in desk.clients:
                    desk.clients.add(one.client)
                    self._present[one.client] = moved[one.client] = said

    async def _write(self, updates: list[tuple[Desk, bytes]]) -> None:
        allowed = await self._store.writers({desk.member_id for desk, _update in updates})
        kept: list[tuple[Desk, bytes]] = []
        clients: dict[int, uuid.UUID] = {}
        for desk, update in updates:
            if desk.member_id not in allowed:
                desk.end("closed")
                continue
            before = shared_text.clocks(bytes(self._doc.get_state()))
            try:
                self._doc.apply_update(update)
            except Exception:  # whatever the library says: it could not be read
                desk.end("garbled")
                continue
            after = shared_text.clocks(bytes(self._doc.get_state()))
            clients |= {
                one: desk.member_id for one, clock in after.items() if clock > before.get(one, 0) and one not in clients
            }
            kept.append((desk, update))
        if sum(map(len, shared_text.words(self._doc).values())) > MOST_TEXT:
            await self._forget(kept)
            return
        if any(update != NOTHING for _desk, update in kept):
            number = await self._store.store([update for _desk, update in kept if update != NOTHING], clients)
            if number == self._last + 1:
                self._last = number
            else:  # another process stored something in between
                self.ring()
        self._tell(kept)

    async def _forget(self, refused: Iterable[tuple[Desk, bytes]]) -> None:
        """Too long: nothing of the batch is kept, and the document is what is stored."""
        for desk, _update in refused:
            desk.end("full")
        await self.open()

    def _tell(self, kept: list[tuple[Desk, bytes]]) -> None:
        news = [update for _desk, update in kept if update != NOTHING]
        senders = {desk for desk, _update in kept}
        whole = protocol.sync(UPDATE, shared_text.merged(news)) if news else b""
        for desk in self.desks if news else ():
            if senders != {desk}:
                desk.offer(whole)
        for desk, _update in kept:
            desk.taken += 1
        for desk in senders:
            desk.offer(protocol.stored(desk.taken))

    async def _look(self) -> None:
        """Read what other processes stored, and see who may still write."""
        stored = await self._store.after(self._last)
        if stored.updates:
            for update in stored.updates:
                self._doc.apply_update(update)
            self._last = stored.last
            message = protocol.sync(UPDATE, shared_text.merged(stored.updates))
            for desk in self.desks:
                desk.offer(message)
        allowed = await self._store.writers({desk.member_id for desk in self.desks})
        for desk in [desk for desk in self.desks if desk.member_id not in allowed]:
            desk.end("closed")

    async def _tell_presence(self, moved: list[Presence]) -> None:
        message = protocol.awareness(moved)
        for desk in self.desks:
            desk.offer(message)
        await self._store.tell_presence(message)

    def _hear_presence(self, message: bytes) -> None:
        for desk in self.desks:
            desk.offer(message)
