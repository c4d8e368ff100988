"""How many read along in one room: here, and in the other processes as far as these were heard lately."""

from __future__ import annotations

import time
from collections.abc import Iterable

from groundswell.web.together.desk import Desk

FORGET = 30.0  # seconds after which a process that says nothing more has nobody: it tells it every few seconds


class Following:
    """Those who read along are counted and not named."""

    def __init__(self) -> None:
        self._elsewhere: dict[str, tuple[int, float]] = {}
        self.told = 0

    def hear(self, mark: str, many: int) -> None:
        """Another process has so many."""
        self._elsewhere[mark] = many, time.monotonic()

    def here(self, desks: Iterable[Desk]) -> int:
        """Return how many members read along in this process, however many tabs each has open."""
        return len({desk.member_id for desk in desks if desk.follows})

    def everywhere(self, desks: Iterable[Desk]) -> int:
        """Return how many read along in all processes."""
        old = time.monotonic() - FORGET
        self._elsewhere = {mark: heard for mark, heard in self._elsewhere.items() if heard[0] and heard[1] > old}
        return self.here(desks) + sum(many for many, _at in self._elsewhere.values())
