"""One browser at a room: whose it is, what waits to be sent to it, and how much it sent lately."""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass, field

from groundswell.web.together import protocol

RATE, BURST = 40.0, 200.0  # messages a second of one browser, and how many at once
FOLLOW_RATE, FOLLOW_BURST = 1.0, 20.0  # of one that reads along: our pages ask once and say nothing more
BEHIND = 2_000  # messages a slow browser may be behind before it is asked to connect anew
BEHIND_BYTES = 2_000_000  # and how many bytes, beyond the one message that brings a newcomer everything


class Outbox(asyncio.Queue[bytes | None]):
    """What waits to be sent to one browser, and how many bytes that is."""

    waiting = 0

    def _put(self, item: bytes | None) -> None:
        super()._put(item)
        self.waiting += len(item or b"")

    def _get(self) -> bytes | None:
        item = super()._get()
        self.waiting -= len(item or b"")
        return item


@dataclass(eq=False)
class Desk:
    """One browser at the room."""

    member_id: uuid.UUID
    name: str
    follows: bool = False  # it reads along and writes nothing
    out: Outbox = field(default_factory=lambda: Outbox(BEHIND))
    clients: set[int] = field(default_factory=set)  # what it calls itself among those present
    taken: int = 0  # changes of this browser that are stored
    is_over: bool = False  # it has to go
    is_gone: bool = False  # it went
    was_told_all: bool = False  # it asked for the text and has it; what comes after is sent as it comes
    left: float = field(init=False)
    at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.left = FOLLOW_BURST if self.follows else BURST

    def offer(self, message: bytes) -> None:
        """Let a message wait to be sent; a browser too far behind connects anew and is told everything at once."""
        if self.is_over:
            return
        if self.out.full() or (self.out.waiting and self.out.waiting + len(message) > BEHIND_BYTES):
            self.end("")
        else:
            self.out.put_nowait(message)

    def end(self, why: str) -> None:
        """Send no more but the reason, and close."""
        if self.is_over:
            return
        self.is_over = True
        while not self.out.empty():
            self.out.get_nowait()
        if why:
            self.out.put_nowait(protocol.said(why))
        self.out.put_nowait(None)

    def is_too_fast(self) -> bool:
        """Count a message; True when there were too many lately."""
        now, (rate, burst) = time.monotonic(), (FOLLOW_RATE, FOLLOW_BURST) if self.follows else (RATE, BURST)
        self.left, self.at = min(burst, self.left + (now - self.at) * rate) - 1, now
        return self.left < 0
