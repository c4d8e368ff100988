"""Many who read along in one room: what they cost each other, and those who write."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest
from tests.unit.web.test_write_in_a_room import ADA, CLEO, Browser, Shelf, play, until

from groundswell.web.together import desk, protocol, room
from groundswell.web.together.desk import Desk
from groundswell.web.together.following import Following
from groundswell.web.together.protocol import FOLLOWED, STEP1, STEP2, SYNC
from groundswell.web.together.room import Room


def _reader(room_: Room, member: uuid.UUID | None = None) -> Browser:
    browser = Browser(room_, Desk(member or uuid.uuid4(), "Somebody", follows=True))
    room_.enter(browser.desk)
    return browser


def _waiting(one: Desk) -> list[bytes]:
    found = []
    while not one.out.empty():
        found.append(one.out.get_nowait() or b"")
    return found


async def _rest() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


def test_readers_who_come_one_after_the_other_do_not_cost_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "COUNT_EVERY", 3_600.0)

    async def scenario(room_: Room, shelf: Shelf) -> None:
        browsers = []
        for _ in range(60):
            browsers.append(_reader(room_))
            await _rest()
        told = [message for one in browsers for message in _waiting(one.desk) if message[0] == FOLLOWED]
        assert len(told) <= 2 * 60 and len(shelf.followed) == 1 and shelf.asked == 1
        for one in browsers:
            room_.leave(one.desk)
        room_.close()
        await _rest()
        assert shelf.followed[1:] == [""], "an empty room is told of at once"

    play(scenario)


def test_what_had_to_wait_is_told_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "COUNT_EVERY", 0.01)

    async def scenario(room_: Room, shelf: Shelf) -> None:
        first = _reader(room_)
        await _rest()
        told = Following().here_told([_reader(room_).desk])
        room_.hear_followed("elsewhere", told)
        room_.hear_followed("elsewhere", Following().here_told([Desk(ADA, "Ada", follows=True)]))
        many = [0]
        while many[-1] != 3:
            message = await asyncio.wait_for(first.desk.out.get(), 20) or b""
            many += [message[1]] if message[0] == FOLLOWED else []

    play(scenario)


def test_who_asks_for_everything_again_is_not_given_it_again_and_let_go_in_the_end() -> None:
    async def scenario(room_: Room, _shelf: Shelf) -> None:
        reader = _reader(room_)
        for _ in range(5):
            room_.take(reader.desk, protocol.sync(STEP1, b"\0"))
        await _rest()
        assert [message[:2] for message in _waiting(reader.desk)].count(bytes([SYNC, STEP2])) == 1
        for _ in range(int(desk.FOLLOW_BURST) + 5):
            room_.take(reader.desk, protocol.sync(STEP1, b"\0"))
        await until(reader, lambda: "fast" in reader.said)

    play(scenario)


def test_who_reads_fills_half_of_what_may_wait_and_who_writes_is_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_WAITING", 10)

    async def scenario(room_: Room, _shelf: Shelf) -> None:
        cleo, reader = Browser(room_, Desk(CLEO, "Cleo")), _reader(room_)
        room_.enter(cleo.desk)
        for _ in range(8):
            room_.take(reader.desk, protocol.sync(STEP1, b"\0"))
        cleo.type("Ask")
        assert reader.desk.is_over and not cleo.desk.is_over
        await until(cleo, lambda: cleo.stored > 0)

    play(scenario)


def test_a_browser_that_reads_nothing_holds_so_many_bytes_and_comes_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> Any:
        slow = Desk(ADA, "Ada", follows=True)
        slow.offer(b"x" * (desk.BEHIND_BYTES + 1))  # the whole text: whatever its length, it is sent
        assert not slow.is_over and slow.out.waiting == desk.BEHIND_BYTES + 1
        await slow.out.get()
        for _ in range(3):
            slow.offer(b"x" * (desk.BEHIND_BYTES // 2))
        assert slow.is_over and await slow.out.get() is None and slow.out.waiting == 0

    asyncio.run(scenario())


def test_who_was_let_in_while_it_closed_may_not_stay() -> None:
    async def scenario(room_: Room, shelf: Shelf) -> None:
        reader, cleo = Desk(ADA, "Ada", follows=True), Desk(CLEO, "Cleo")
        assert await room_.may_stay(reader) and await room_.may_stay(cleo)
        shelf.following = set()
        assert not await room_.may_stay(reader) and await room_.may_stay(cleo)

    play(scenario)
