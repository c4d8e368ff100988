"""Reads every feed of every campaign as it falls due: many at once from the web, one after another into the database."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TypeVar

import structlog
from django.db import Error, connections

from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.wire.feeds.addresses import host_of
from groundswell.wire.feeds.due import Due, take_due
from groundswell.wire.feeds.fetching import Fetched, Fetcher
from groundswell.wire.feeds.looking import find_feed, is_gone
from groundswell.wire.feeds.politeness import Politeness
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Feed, Sandbox, SitePage
from groundswell.wire.services.reading_feeds import Read, note_failure, put_off, take_in_feed
from groundswell.wire.services.stream import CampaignStream
from groundswell.wire.services.vanishing import Missed, take_down

log = structlog.get_logger("groundswell.feeds")

_LOOKS_EVERY = 1.0  # seconds between two looks for feeds that are due
_STREAMS = 20  # campaigns whose stream is kept in memory
_WAIT_AT_ONE_SITE = 8
_NAMES_AT_ONCE = 24  # names looked up at once; a slow one holds up nobody else

Done = TypeVar("Done")


@dataclass(slots=True)
class Count:
    """What was done so far."""

    reads: int = 0
    unchanged: int = 0
    failures: int = 0
    items: int = 0
    changed: int = 0


class Poller:
    """One reader of feeds; it may be killed at any moment: what was not committed is read again."""

    def __init__(
        self,
        *,
        fetcher: Fetcher | None = None,
        politeness: Politeness | None = None,
        at_once: int = 48,
        looks_every: float = _LOOKS_EVERY,
    ) -> None:
        self.count = Count()
        self._fetcher = fetcher or Fetcher()
        self._politeness = politeness or Politeness()
        self._at_once = at_once
        self._looks_every = looks_every
        self._sandbox = Sandbox()
        self._streams: OrderedDict[uuid.UUID, CampaignStream] = OrderedDict()
        # One thread for the database and one for the parser: each holds the one thing that nobody else may use.
        self._database = ThreadPoolExecutor(1, "feeds-database")
        self._parser = ThreadPoolExecutor(1, "feeds-parser")
        self._under_way: dict[uuid.UUID, asyncio.Task[None]] = {}

    async def run(self, stop: threading.Event) -> None:
        """Read until told to stop."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_NAMES_AT_ONCE, "feeds-names"))
        try:
            while not stop.is_set():
                taken = await self._take()
                if not taken:
                    await asyncio.sleep(self._looks_every)
        finally:
            await self._end()

    async def run_once(self) -> int:
        """Read what is due now, to the end; returns how many feeds that were."""
        total = 0
        while await self._take():
            total += len(self._under_way)
            await asyncio.gather(*self._under_way.values())
        return total

    async def close(self) -> None:
        """Let go of the processes and threads."""
        await self._end()

    async def _end(self) -> None:
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        await self._in_database(connections.close_all)
        self._sandbox.close()
        self._database.shutdown(wait=True)
        self._parser.shutdown(wait=True)

    async def _take(self) -> int:
        free = self._at_once - len(self._under_way)
        if free <= 0:
            await asyncio.wait(self._under_way.values(), return_when=asyncio.FIRST_COMPLETED)
            return 1
        try:
            due = await self._in_database(lambda: take_due(free))
        except Error as error:
            log.warning("schedule_not_read", error=str(error).split("\n")[0])
            await self._in_database(connections.close_all)
            return 0
        fresh = [one for one in due if one.id not in self._under_way]
        for one in fresh:
            self._under_way[one.id] = asyncio.create_task(self._read(one))
        return len(fresh)

    async def _read(self, due: Due) -> None:
        """Read one feed; nothing that goes wrong with it reaches another."""
        try:
            await self._read_in_turn(due)
        except CannotUse as refusal:
            await self._failed(due, refusal)
        except Error as error:
            log.warning("feed_not_written", feed=str(due.id), error=str(error).split("\n")[0])
            self._streams.pop(due.campaign_id, None)
            await self._in_database(connections.close_all)
        except Exception:  # a fault of ours: its keeper sees that it is not read, and the others go on
            log.exception("feed_not_read", feed=str(due.id))
            await self._failed(due, CannotUse("garbled"))
        finally:
            self._under_way.pop(due.id, None)

    async def _read_in_turn(self, due: Due) -> None:
        site = host_of(due.address)
        if (waiting := self._politeness.waiting(site)) >= _WAIT_AT_ONE_SITE:
            # So many feeds of one site must not take all the places there are.
            await self._put_off(due, 1.0 + waiting * self._politeness.pause)
            return
        missed: list[Missed] = []
        async with self._politeness.turn(site):
            if (away := self._politeness.away(site)) > 0:
                await self._put_off(due, away)
            else:
                missed = await self._fetch_and_keep(due, site)
        for one in missed:
            await self._look_at(due, one)

    async def _look_at(self, due: Due, missed: Missed) -> None:
        """Look once whether the page of an item that its feed left out is still there."""
        site = host_of(missed.address)
        if self._politeness.waiting(site) >= _WAIT_AT_ONE_SITE or self._politeness.away(site) > 0:
            return
        async with self._politeness.turn(site):
            gone = await is_gone(missed.address, fetcher=self._fetcher)
        if gone:
            await self._write(due, lambda actor: take_down(items=[missed.item], campaign_id=due.campaign_id, actor=actor))

    async def _fetch_and_keep(self, due: Due, site: str) -> list[Missed]:
        try:
            fetched = await self._fetcher.fetch(due.address, etag=due.etag, modified=due.modified)
        except CannotUse as refusal:
            if refusal.wait and refusal.code == "busy":
                self._politeness.stay_away(site, refusal.wait)
            raise
        read = await self._understood(due, fetched)
        return await self._write(due, lambda actor: self._keep(due, read, actor))

    async def _understood(self, due: Due, fetched: Fetched) -> Read:
        if not fetched.is_new:
            return Read(None, fetched.moved_to)
        said = await self._parse(fetched)
        if isinstance(said, Feed):
            return Read(said, fetched.moved_to, fetched.etag, fetched.modified)
        if due.state != "new":
            raise CannotUse("not_a_feed")
        found = await find_feed(said, fetched.address, fetcher=self._fetcher, parse=self._parse)
        offered = [asdict(one) for one in found.offered]
        return Read(found.feed, found.address, found.fetched.etag, found.fetched.modified, offered)

    async def _parse(self, fetched: Fetched) -> Feed | SitePage:
        return await asyncio.get_running_loop().run_in_executor(
            self._parser,
            lambda: self._sandbox.parse(fetched.content, content_type=fetched.content_type, address=fetched.address),
        )

    def _keep(self, due: Due, read: Read, actor: Actor) -> list[Missed]:
        stream = self._stream(due.campaign_id)
        taken, missed = take_in_feed(feed_id=due.id, read=read, stream=stream, actor=actor)
        self.count.reads += 1
        self.count.unchanged += read.feed is None
        self.count.items += taken.new
        self.count.changed += taken.updated
        return missed

    async def _failed(self, due: Due, refusal: CannotUse) -> None:
        self.count.failures += 1
        try:
            await self._write(
                due,
                lambda actor: note_failure(
                    feed_id=due.id, code=refusal.code, wait=refusal.wait, campaign_id=due.campaign_id, actor=actor
                ),
            )
        except Error as error:
            log.warning("feed_not_written", feed=str(due.id), error=str(error).split("\n")[0])
            await self._in_database(connections.close_all)

    async def _put_off(self, due: Due, seconds: float) -> None:
        await self._write(due, lambda actor: put_off(feed_id=due.id, seconds=seconds, campaign_id=due.campaign_id, actor=actor))

    def _stream(self, campaign_id: uuid.UUID) -> CampaignStream:
        stream = self._streams.pop(campaign_id, None) or CampaignStream(campaign_id)
        self._streams[campaign_id] = stream
        if len(self._streams) > _STREAMS:
            self._streams.popitem(last=False)
        return stream

    async def _write(self, due: Due, deed: Callable[[Actor], Done]) -> Done:
        def in_scope() -> Done:
            with scope(due.campaign_id):
                return deed(machine(due.campaign_id))

        return await self._in_database(in_scope)

    async def _in_database(self, deed: Callable[[], Done]) -> Done:
        return await asyncio.get_running_loop().run_in_executor(self._database, deed)


def read_for_ever(stop: threading.Event) -> None:
    """Read feeds until told to stop: a thread of the worker."""
    while not stop.is_set():
        try:
            asyncio.run(Poller().run(stop))
        except Exception:  # whatever ended it, news is what people are here for: begin again
            log.exception("feeds_not_read")
            stop.wait(10)
