"""Keeps us welcome: few requests at once to one site, a pause between two, and none while it asks us to stay away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_KEPT = 20_000  # sites remembered


@dataclass
class _Site:
    turn: asyncio.Semaphore
    free_at: float = 0.0
    away_until: float = 0.0
    waiting: int = 0


@dataclass
class Politeness:
    """What we owe each site."""

    at_once: int = 2
    pause: float = 1.0
    _sites: dict[str, _Site] = field(default_factory=dict)

    def away(self, site: str) -> float:
        """How many seconds longer a site asked us to stay away."""
        found = self._sites.get(site)
        return max(0.0, found.away_until - time.monotonic()) if found else 0.0

    def stay_away(self, site: str, seconds: float) -> None:
        """Remember that a site asked us to stay away."""
        self._site(site).away_until = time.monotonic() + seconds

    def waiting(self, site: str) -> int:
        """How many requests wait for their turn at a site, or are under way."""
        found = self._sites.get(site)
        return found.waiting if found else 0

    @asynccontextmanager
    async def turn(self, site: str) -> AsyncIterator[None]:
        """Wait for our turn at a site."""
        found = self._site(site)
        found.waiting += 1
        try:
            async with found.turn:
                begin = max(time.monotonic(), found.free_at)
                found.free_at = begin + self.pause
                await asyncio.sleep(begin - time.monotonic())
                yield
        finally:
            found.waiting -= 1

    def _site(self, site: str) -> _Site:
        if site not in self._sites and len(self._sites) >= _KEPT:
            present = time.monotonic()
            idle = [name for name, one in self._sites.items() if not one.waiting and one.away_until < present]
            for name in idle:
                del self._sites[name]
        return self._sites.setdefault(site, _Site(asyncio.Semaphore(self.at_once)))
