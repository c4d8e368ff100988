"""One browser at a room: whose it is, what waits to be sent to it, and how much it sent lately."""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass, field

from groundswell.web.together import protocol

RATE, BURST = 40.0, 200.0  # messages a second of one browser, and how many at once
BEHIND = 2_000  # messages a slow browser may be behind before it is asked to connect anew


@dataclass(eq=False)
class Desk:
    """One browser at the room."""

    member_id: uuid.UUID
    name: str
    follows: bool = False  # it reads along and writes nothing
    out: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(BEHIND))
    clients: set[int] = field(default_factory=set)  # what it calls itself among those present
    taken: int = 0  # changes of this browser that are stored
    is_over: bool = False  # it has to go
    is_gone: bool = False  # it went
    left: float = BURST
    at: float = field(default_factory=time.monotonic)

    def offer(self, message: bytes) -> None:
        """Let a message wait to be sent; a browser too far behind connects anew and is told everything at once."""
        if self.is_over:
            return
        try:
            self.out.put_nowait(message)
        except asyncio.QueueFull:
            self.end("")

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
        now = time.monotonic()
        self.left, self.at = min(BURST, self.left + (now - self.at) * RATE) - 1, now
        return self.left < 0
