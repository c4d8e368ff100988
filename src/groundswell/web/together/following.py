"""Who reads along in one room, by marks: here, and in the other processes as far as these were heard lately."""

from __future__ import annotations

import base64
import hashlib
import time
import uuid
from collections.abc import Iterable

from groundswell.web.together.desk import Desk

FORGET = 30.0  # seconds after which a process that says nothing more has nobody: it tells it every few seconds
COUNT_EVERY = 1.0  # seconds between two tellings of how many there are
_MARK = 4  # bytes by which processes know a member from another: a thousand of them fit into one notice of the database


class Following:
    """Those who read along are counted and not named: a member with tabs in two processes is one."""

    def __init__(self) -> None:
        self._elsewhere: dict[str, tuple[frozenset[bytes], float]] = {}
        self.told = 0

    def hear(self, process: str, told: str) -> None:
        """Another process tells whom it has, as ``here_told`` wrote it there."""
        marks = base64.b64decode(told)
        found = frozenset(marks[at : at + _MARK] for at in range(0, len(marks), _MARK))
        self._elsewhere[process] = found, time.monotonic()

    def here(self, desks: Iterable[Desk]) -> frozenset[bytes]:
        """Return a mark for each member who reads along in this process, however many tabs they have open."""
        return frozenset(_mark(member) for member in {desk.member_id for desk in desks if desk.follows})

    def here_told(self, desks: Iterable[Desk]) -> str:
        """Return these marks as the other processes are told them."""
        return base64.b64encode(b"".join(sorted(self.here(desks)))).decode()

    def everywhere(self, desks: Iterable[Desk]) -> int:
        """Return how many read along in all processes."""
        old = time.monotonic() - FORGET
        self._elsewhere = {mark: heard for mark, heard in self._elsewhere.items() if heard[0] and heard[1] > old}
        return len(self.here(desks).union(*(marks for marks, _at in self._elsewhere.values())))


def _mark(member: uuid.UUID) -> bytes:
    return hashlib.blake2b(member.bytes, digest_size=_MARK).digest()
