"""An answer's shared text in the database, asked through the one thread of a process."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.responses.models import Response
from groundswell.responses.services import cowriting
from groundswell.responses.services.cowriting import Stored

T = TypeVar("T")


class Process(Protocol):
    """What a room needs of its process."""

    def in_thread(self, function: Callable[[], T]) -> Awaitable[T]: ...
    async def notify(self, what: str, response_id: uuid.UUID, words: str = "") -> None: ...


class Kept:
    """The store of one room."""

    def __init__(self, process: Process, response: Response, opener: Actor) -> None:
        self._process, self._response, self._opener = process, response, opener
        self._machine = machine(response.campaign_id)

    async def open(self) -> Stored:
        """Return all that is stored, begun from the draft if there is nothing yet."""
        return await self._do(cowriting.open_shared, actor=self._opener)

    async def store(self, updates: list[bytes], clients: dict[int, uuid.UUID]) -> int:
        """Commit updates, then ring for the other processes."""
        number = await self._do(cowriting.store_updates, updates=updates, clients=clients, actor=self._machine)
        await self._process.notify("look", self._response.pk)
        return number

    async def after(self, number: int) -> Stored:
        """Return what was stored behind ``number``."""
        return await self._do(cowriting.updates_after, number=number, actor=self._machine)

    async def writers(self, members: set[uuid.UUID]) -> set[uuid.UUID]:
        """Return which of ``members`` may write now."""
        return await self._do(cowriting.writers_among, members=members, actor=self._machine)

    async def followers(self, members: set[uuid.UUID]) -> set[uuid.UUID]:
        """Return which of ``members`` may read along now."""
        return await self._do(cowriting.followers_among, members=members, actor=self._machine)

    async def tell_followed(self, told: str) -> None:
        """Tell the other processes who reads along here, by marks."""
        await self._process.notify("many", self._response.pk, told)

    async def tell_presence(self, message: bytes) -> None:
        """Tell the other processes who is where here."""
        await self._process.notify("here", self._response.pk, base64.b64encode(message).decode())

    async def ask_presence(self) -> None:
        """Ask the other processes who is where there."""
        await self._process.notify("who", self._response.pk)

    async def _do(self, service: Callable[..., T], **given: Any) -> T:
        def within() -> T:
            with scope(self._response.campaign_id):
                return service(response=self._response, **given)

        return await self._process.in_thread(within)
