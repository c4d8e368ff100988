"""One open page: who reads, which rooms it shows, and the few messages that wait to be written to it."""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass, field

WAITING = 32  # updates a slow reader may be behind before it is told to look at everything afresh


@dataclass(frozen=True, slots=True)
class Access:
    """What a reader may hear, asked once when the page connects (and again whenever it connects anew)."""

    campaign_id: uuid.UUID
    language: str
    is_member: bool = False
    is_steward: bool = False
    communities: frozenset[str] = frozenset()  # rooms of the communities the reader is in

    def may_hear(self, audience: str, rooms: frozenset[str]) -> bool:
        """Whether an event for ``audience`` that moves ``rooms`` is any of this reader's business."""
        if audience == "public":
            return True
        if audience == "members":
            return self.is_member
        if audience == "community":
            return not self.communities.isdisjoint(rooms)
        return audience == "stewards" and self.is_steward


@dataclass(slots=True, eq=False)
class Reader:
    """One connection; ``offer`` never waits, ``take`` waits for something to write."""

    access: Access
    rooms: frozenset[str]
    block: str  # the address block it came from, for the limit alone
    until: float  # when it is asked to connect anew, so that what it may hear is asked anew
    turn: int = 0  # which second of a beat is its own, so that not all are written to at once
    writing_since: float | None = None
    is_over: bool = False
    _waiting: list[bytes] = field(default_factory=list)
    _waker: asyncio.Future[None] | None = None

    def offer(self, message: bytes, *, instead: bytes) -> None:
        """Queue a message; a reader too far behind gets ``instead`` as its last and must connect again."""
        if self.is_over:
            return
        if len(self._waiting) >= WAITING:
            self._waiting = [instead]
            self.end()
            return
        self._waiting.append(message)
        self._wake()

    def end(self) -> None:
        """Let the connection close once what waits is written."""
        self.is_over = True
        self._wake()

    def gone(self) -> None:
        """The other side has hung up: nothing is written to it any more."""
        self._waiting = []
        self.end()

    async def take(self) -> bytes:
        """Return everything that waits, or nothing when the connection is over."""
        if not self._waiting and not self.is_over:
            self._waker = asyncio.get_running_loop().create_future()
            await self._waker
            self._waker = None
        found, self._waiting = b"".join(self._waiting), []
        return found

    def is_stuck(self, seconds: float) -> bool:
        """Whether the last write has not been taken for so long."""
        return self.writing_since is not None and time.monotonic() - self.writing_since > seconds

    def _wake(self) -> None:
        if self._waker is not None and not self._waker.done():
            self._waker.set_result(None)
