"""A room without a database: stored before acknowledged, told to the others, kindly refused."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, Text

from groundswell.responses import shared_text
from groundswell.responses.services.cowriting import Stored
from groundswell.web.together import protocol
from groundswell.web.together.desk import Desk
from groundswell.web.together.protocol import STEP1, STEP2, STORED, SYNC, UPDATE, Presence, Reading
from groundswell.web.together.room import Room

CLEO, BEN, ADA = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


@dataclass
class Shelf:
    """A store that can be made to wait."""

    rows: list[bytes] = field(default_factory=list)
    owners: dict[int, uuid.UUID] = field(default_factory=dict)
    allowed: set[uuid.UUID] = field(default_factory=lambda: {CLEO, BEN})
    may_store: asyncio.Event = field(default_factory=asyncio.Event)
    may_ask: asyncio.Event = field(default_factory=asyncio.Event)
    told: list[bytes] = field(default_factory=list)
    following: set[uuid.UUID] = field(default_factory=lambda: {ADA})
    followed: list[str] = field(default_factory=list)
    asked: int = 0

    async def open(self) -> Stored:
        return Stored(list(self.rows), len(self.rows), dict(self.owners))

    async def store(self, updates: list[bytes], clients: dict[int, uuid.UUID]) -> int:
        await self.may_store.wait()
        self.rows.append(shared_text.merged(updates))
        self.owners |= {one: member for one, member in clients.items() if one not in self.owners}
        return len(self.rows)

    async def after(self, number: int) -> Stored:
        return Stored(self.rows[number:], len(self.rows), dict(self.owners))

    async def writers(self, members: set[uuid.UUID]) -> set[uuid.UUID]:
        await self.may_ask.wait()
        return members & self.allowed

    async def followers(self, members: set[uuid.UUID]) -> set[uuid.UUID]:
        return members & self.following

    async def tell_followed(self, told: str) -> None:
        self.followed.append(told)

    async def tell_presence(self, message: bytes) -> None:
        self.told.append(message)

    async def ask_presence(self) -> None:
        self.asked += 1


@dataclass
class Browser:
    """A page: its document, and what it heard."""

    room: Room
    desk: Desk
    doc: Doc[Any] = field(default_factory=Doc)
    stored: int = 0
    said: list[str] = field(default_factory=list)

    def type(self, words: str, at: int = 0) -> None:
        before = self.doc.get_state()
        text: Text = self.doc.get("body", type=Text)
        text.insert(at, words)
        self.room.take(self.desk, protocol.sync(UPDATE, self.doc.get_update(before)))

    async def hear(self) -> None:
        """Take the next message."""
        message = await asyncio.wait_for(self.desk.out.get(), 20)
        if message is None:
            self.said.append("")
            return
        reading = Reading(message)
        kind = reading.number()
        if kind == SYNC:
            step, content = reading.number(), reading.content()
            if step == STEP1:
                self.room.take(self.desk, protocol.sync(STEP2, self.doc.get_update(content)))
            else:
                self.doc.apply_update(content)
        elif kind == STORED:
            self.stored = reading.number()
        elif kind == protocol.SAID:
            self.said.append(reading.content().decode())

    @property
    def body(self) -> str:
        return str(self.doc.get("body", type=Text))


Scenario = Callable[[Room, Shelf], Coroutine[Any, Any, None]]


def play(scenario: Scenario) -> Shelf:
    """Run a scenario in a room of its own."""
    shelf = Shelf()

    async def main() -> None:
        shelf.may_store.set()
        shelf.may_ask.set()
        room = Room(shelf)
        await room.open()
        running = asyncio.create_task(room.run())
        await scenario(room, shelf)
        running.cancel()

    asyncio.run(main())
    return shelf


def sit(room: Room, member: uuid.UUID, name: str = "Cleo") -> Browser:
    browser = Browser(room, Desk(member, name))
    browser.doc.get("body", type=Text)
    room.enter(browser.desk)
    return browser


async def until(browser: Browser, seen: Callable[[], bool]) -> None:
    while not seen():
        await browser.hear()


def test_what_one_types_the_other_sees_and_it_is_known_whose_it_is() -> None:
    async def scenario(room: Room, shelf: Shelf) -> None:
        cleo, ben = sit(room, CLEO), sit(room, BEN)
        cleo.type("Ask tonight.")
        await until(ben, lambda: ben.body == "Ask tonight.")
        ben.type("Now: ")
        await until(cleo, lambda: cleo.body == "Now: Ask tonight.")
        assert shelf.owners[cleo.doc.client_id] == CLEO and shelf.owners[ben.doc.client_id] == BEN

    play(scenario)


def test_nothing_is_told_or_acknowledged_before_it_is_stored() -> None:
    async def scenario(room: Room, shelf: Shelf) -> None:
        cleo, ben = sit(room, CLEO), sit(room, BEN)
        for browser in (cleo, ben):
            await until(browser, lambda browser=browser: browser.stored == 1)  # that it brought nothing
        shelf.may_store.clear()
        cleo.type("Ask")
        for _ in range(50):
            await asyncio.sleep(0)
        assert cleo.desk.out.empty() and ben.desk.out.empty()
        shelf.may_store.set()
        await until(ben, lambda: ben.body == "Ask")
        await until(cleo, lambda: cleo.stored == 2)

    assert play(scenario).rows


def test_who_may_write_no_more_is_told_so_and_nothing_of_theirs_is_kept() -> None:
    async def scenario(room: Room, shelf: Shelf) -> None:
        cleo, ben = sit(room, CLEO), sit(room, BEN)
        await until(ben, lambda: not room._inbox.empty() or ben.desk.out.empty())
        shelf.allowed = {CLEO}
        ben.type("Mine")
        await until(ben, lambda: "closed" in ben.said)
        cleo.type("Ask")
        await until(cleo, lambda: cleo.stored > 0)
        assert cleo.body == "Ask"

    play(scenario)


def test_who_comes_while_permission_is_asked_for_the_others_stays() -> None:
    async def scenario(room: Room, shelf: Shelf) -> None:
        cleo = sit(room, CLEO)
        await cleo.hear()
        shelf.may_ask.clear()
        room.ring()
        for _ in range(20):
            await asyncio.sleep(0)
        ben = sit(room, BEN)
        shelf.may_ask.set()
        ben.type("Ask")
        await until(cleo, lambda: cleo.body == "Ask")
        await until(ben, lambda: ben.stored > 0)
        assert ben.said == []

    play(scenario)


def test_too_long_a_text_is_refused_and_the_rest_stays() -> None:
    async def scenario(room: Room, shelf: Shelf) -> None:
        cleo = sit(room, CLEO)
        cleo.type("Ask")
        await until(cleo, lambda: cleo.stored > 0)
        ben = sit(room, BEN)
        ben.type("x" * 30_000)
        await until(ben, lambda: "full" in ben.said)
        again = sit(room, CLEO)
        room.take(again.desk, protocol.sync(STEP1, again.doc.get_state()))
        await until(again, lambda: again.body == "Ask")

    play(scenario)


def test_a_name_is_the_servers_word() -> None:
    said = protocol.named(Presence(7, 1, '{"name":"Ada","cursor":{"part":"body"}}'), "Ben", str(BEN))
    assert '"name":"Ben"' in said.state and "Ada" not in said.state
