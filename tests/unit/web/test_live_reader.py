"""A reader that does not keep up is let go with one word; what it may hear depends on who it is."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from groundswell.web.live.reader import WAITING, Access, Reader

CAMPAIGN = uuid.UUID(int=1)


def reader() -> Reader:
    return Reader(Access(CAMPAIGN, "en"), frozenset({"story:1"}), "here", until=0)


def test_what_waits_is_written_together() -> None:
    async def scenario() -> None:
        one = reader()
        one.offer(b"a", instead=b"r")
        one.offer(b"b", instead=b"r")
        assert await one.take() == b"ab"
        waiting = asyncio.create_task(one.take())
        await asyncio.sleep(0)
        one.offer(b"c", instead=b"r")
        assert await waiting == b"c"

    asyncio.run(scenario())


def test_a_slow_reader_is_dropped_with_a_resync() -> None:
    async def scenario() -> None:
        one = reader()
        for _ in range(WAITING + 5):
            one.offer(b"x" * 1_000, instead=b"resync")
        assert one.is_over
        assert await one.take() == b"resync"
        assert await one.take() == b"", "then the connection closes"

    asyncio.run(scenario())


def test_nothing_is_written_to_one_who_left() -> None:
    async def scenario() -> None:
        one = reader()
        one.offer(b"a", instead=b"r")
        one.gone()
        one.offer(b"b", instead=b"r")
        assert await one.take() == b""

    asyncio.run(scenario())


VISITOR = Access(CAMPAIGN, "en")
MEMBER = Access(CAMPAIGN, "en", is_member=True)
INSIDE = Access(CAMPAIGN, "en", is_member=True, communities=frozenset({"community:9"}))
STEWARD = Access(CAMPAIGN, "en", is_member=True, is_steward=True)


@pytest.mark.parametrize(
    ("audience", "hear"),
    [
        ("public", [True, True, True, True]),
        ("members", [False, True, True, True]),
        ("community", [False, False, True, False]),
        ("stewards", [False, False, False, True]),
        ("machine", [False, False, False, False]),
    ],
)
def test_who_hears_what(audience: str, hear: list[bool]) -> None:
    rooms = frozenset({"community:9", "story:1"})
    assert [one.may_hear(audience, rooms) for one in (VISITOR, MEMBER, INSIDE, STEWARD)] == hear
