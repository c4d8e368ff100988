"""Lets something be told at most once in a while: what is due too soon comes up again by itself, once for all that asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Pace:
    """The pace of one kind of news; ``again`` is called when news that had to wait may go."""

    def __init__(self, every: float, again: Callable[[], None]) -> None:
        self._every, self._again = every, again
        self._next, self._waits = 0.0, False

    def is_due(self) -> bool:
        """Whether it may be told now; if not, it is asked for again later."""
        loop = asyncio.get_running_loop()
        wait = self._next - loop.time()
        if wait > 0 and not self._waits:
            self._waits = True
            loop.call_later(wait, self._ring)
        return wait <= 0

    def told(self) -> None:
        """It was told just now."""
        self._next = asyncio.get_running_loop().time() + self._every

    def _ring(self) -> None:
        self._waits = False
        self._again()
