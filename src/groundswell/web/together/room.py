"""One answer that is written together, in one process: its document, those who write, and one order for all that comes."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any, Protocol

from groundswell.responses import shared_text
from groundswell.responses.services.cowriting import Stored
from groundswell.responses.shared_text import NOTHING
from groundswell.web.together import protocol
from groundswell.web.together.desk import Desk
from groundswell.web.together.following import COUNT_EVERY, Following
from groundswell.web.together.pace import Pace
from groundswell.web.together.presence import TELL_EVERY, Presences
from groundswell.web.together.protocol import AWARENESS, STEP1, STEP2, SYNC, UPDATE, Reading
from groundswell.web.together.text import SharedDocument

AT_ONCE = 500  # messages worked off in one commit
MOST_WAITING = 10_000  # messages; those who read along fill no more than half of it


class Store(Protocol):
    """Where the text is kept; every call may wait for the database."""

    async def open(self) -> Stored: ...
    async def store(self, updates: list[bytes], clients: dict[int, uuid.UUID]) -> int: ...
    async def after(self, number: int) -> Stored: ...
    async def writers(self, members: set[uuid.UUID]) -> set[uuid.UUID]: ...
    async def followers(self, members: set[uuid.UUID]) -> set[uuid.UUID]: ...
    async def tell_followed(self, told: str) -> None: ...
    async def tell_presence(self, message: bytes) -> None: ...
    async def ask_presence(self) -> None: ...


class Room:
    """Takes what desks send, stores a batch in one commit, then tells the others and acknowledges."""

    def __init__(self, store: Store) -> None:
        self.desks: set[Desk] = set()
        self._store = store
        self._inbox: asyncio.Queue[tuple[Desk | None, Any]] = asyncio.Queue()
        self._presences = Presences()
        self._following = Following()
        self._followed_here, self._is_asked_for = "", False
        self._counting = Pace(COUNT_EVERY, lambda: self._inbox.put_nowait((None, "gone")))
        self._asking = Pace(COUNT_EVERY, lambda: self._inbox.put_nowait((None, "ask")))
        self._next_telling = 0.0
        self._text = SharedDocument([], {})
        self._last = 0

    async def open(self) -> None:
        """Read what is stored."""
        stored = await self._store.open()
        self._text, self._last = SharedDocument(stored.updates, stored.owners), stored.last

    def enter(self, desk: Desk) -> None:
        """Take a browser in and ask what it has that the text has not (it wrote while the line was away)."""
        self.desks.add(desk)
        if not desk.follows:
            desk.offer(protocol.sync(STEP1, self._text.state()))
        desk.offer(protocol.followed(self._following.everywhere(self.desks)))
        if present := self._presences.all():
            desk.offer(protocol.awareness(present))
        self._inbox.put_nowait((None, "come"))

    async def may_stay(self, desk: Desk) -> bool:
        """Whether a browser that was let in may still be here: a draft that was closed on its way in rang before it came."""
        return not desk.follows or desk.member_id in await self._store.followers({desk.member_id})

    def leave(self, desk: Desk) -> None:
        """Let a browser go; the others see its cursor go."""
        self.desks.discard(desk)
        self._presences.leave(desk)
        self._inbox.put_nowait((None, "gone"))

    def take(self, desk: Desk, message: bytes) -> None:
        """Put what a browser sent behind all that came before it."""
        if desk.is_too_fast() or self._inbox.qsize() > (MOST_WAITING // 2 if desk.follows else MOST_WAITING):
            desk.end("fast")
        elif not desk.is_over:
            self._inbox.put_nowait((desk, message))

    def ring(self) -> None:
        """Another process stored something, or it is time to look."""
        self._inbox.put_nowait((None, "look"))

    def missed(self) -> None:
        """The other processes were not heard for a while, nor heard us."""
        self.ring()
        self._inbox.put_nowait((None, "come"))
        self.asked_presence()

    def hear_proposed(self) -> None:
        """Something was proposed to those who write, or decided."""
        for desk in self.desks:
            if not desk.follows:
                desk.offer(protocol.said("proposed"))

    def hear_followed(self, process: str, told: str) -> None:
        """Another process tells who reads along there."""
        self._following.hear(process, told)
        self._inbox.put_nowait((None, "gone"))

    def hear_presence(self, message: bytes) -> None:
        """Another process tells who is where there."""
        for desk in self.desks:
            desk.offer(message)

    def asked_presence(self) -> None:
        """Somebody came in another process."""
        self._presences.tell_again()
        self._inbox.put_nowait((None, "count"))

    def close(self) -> None:
        """Stop once all that came before is stored."""
        self._inbox.put_nowait((None, "close"))

    async def run(self) -> None:
        """Work off what comes, in order, as much in one commit as is waiting."""
        while True:
            batch = [await self._inbox.get()]
            while not self._inbox.empty() and len(batch) < AT_ONCE:
                batch.append(self._inbox.get_nowait())
            asked = {message for desk, message in batch if desk is None}
            await self._work([(desk, message) for desk, message in batch if desk is not None])
            if "look" in asked:
                await self._look()
            if asked & {"come", "ask"} and self._asking.is_due():
                self._asking.told()
                await self._store.ask_presence()
            if asked & {"come", "gone", "count"}:
                await self._count_followers(always="count" in asked)
            if self._presences:
                await self._tell_presence(at_once="close" in asked)
            if "close" in asked and not self.desks:
                return

    async def _work(self, batch: list[tuple[Desk, bytes]]) -> None:
        updates: list[tuple[Desk, bytes]] = []
        for desk, message in batch:
            try:
                self._read(desk, message, updates)
            except (protocol.Garbled, ValueError):
                desk.end("garbled")
        if updates:
            await self._write(updates)

    def _read(self, desk: Desk, message: bytes, updates: list[tuple[Desk, bytes]]) -> None:
        reading = Reading(message)
        kind = reading.number()
        if kind == SYNC:
            step, content = reading.number(), reading.content()
            if step == STEP1:
                self._tell_all(desk, content)
            elif step in (STEP2, UPDATE) and not desk.follows:
                updates.append((desk, content))
            elif step in (STEP2, UPDATE) and content != NOTHING:
                desk.end("reads")
        elif kind == AWARENESS and desk in self.desks and not desk.follows:
            self._presences.hear(desk, protocol.presences(reading.content()))

    def _tell_all(self, desk: Desk, has: bytes) -> None:
        """Tell a browser what it lacks; who only reads asks once, and hears everything after that as it comes."""
        if not (desk.follows and desk.was_told_all):
            desk.was_told_all = True
            desk.offer(protocol.sync(STEP2, self._text.missing(has)))

    async def _write(self, updates: list[tuple[Desk, bytes]]) -> None:
        allowed = await self._store.writers({desk.member_id for desk, _update in updates})
        kept: list[tuple[Desk, bytes]] = []
        for desk, update in updates:
            if desk.member_id not in allowed:
                desk.end("closed")
            elif refusal := self._text.take_in(desk.member_id, update):
                desk.end(refusal)
            else:
                kept.append((desk, update))
        news = [update for _desk, update in kept if update != NOTHING]
        if news:
            number = await self._store.store(news, self._text.take_fresh())
            if number == self._last + 1:
                self._last = number
            else:  # another process stored something in between
                self.ring()
        self._tell(kept, news)

    def _tell(self, kept: list[tuple[Desk, bytes]], news: list[bytes]) -> None:
        senders = {desk for desk, _update in kept}
        message = protocol.sync(UPDATE, shared_text.merged(news)) if news else b""
        for desk in self.desks if news else ():
            if senders != {desk}:
                desk.offer(message)
        for desk, _update in kept:
            desk.taken += 1
        for desk in senders:
            desk.offer(protocol.stored(desk.taken))

    async def _look(self) -> None:
        """Read what other processes stored, and see who may still write."""
        stored = await self._store.after(self._last)
        if stored.updates:
            self._text.add(stored.updates, stored.owners)
            self._last = stored.last
            message = protocol.sync(UPDATE, shared_text.merged(stored.updates))
            for desk in self.desks:
                desk.offer(message)
        await self._see_who_may()
        await self._count_followers(always=bool(self._following.here(self.desks)))

    async def _see_who_may(self) -> None:
        """Let those go who may write, or read along, no more."""
        for follows, may in ((False, self._store.writers), (True, self._store.followers)):
            asked = {desk for desk in self.desks if desk.follows == follows}  # who comes meanwhile was asked at the door
            allowed = await may({desk.member_id for desk in asked}) if asked else set()
            for desk in asked:
                if desk.member_id not in allowed:
                    desk.end("closed")

    async def _count_followers(self, *, always: bool) -> None:
        """Tell everybody here, and the other processes, how many read along when that changed, in a crowd now and then."""
        self._is_asked_for = self._is_asked_for or always
        if self.desks and not self._counting.is_due():
            return
        here, many = self._following.here_told(self.desks), self._following.everywhere(self.desks)
        if here != self._followed_here or (self._is_asked_for and here):
            self._followed_here = here
            self._counting.told()
            await self._store.tell_followed(here)
        self._is_asked_for = False
        if many != self._following.told:
            self._following.told = many
            self._counting.told()
            for desk in self.desks:
                desk.offer(protocol.followed(many))

    async def _tell_presence(self, *, at_once: bool) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() < self._next_telling and not at_once:  # told a moment ago: the call below is on its way
            return
        self._next_telling = loop.time() + TELL_EVERY
        loop.call_later(TELL_EVERY, self._inbox.put_nowait, (None, "tell"))
        for message in self._presences.take_moved():
            for desk in self.desks:
                desk.offer(message)
            await self._store.tell_presence(message)
