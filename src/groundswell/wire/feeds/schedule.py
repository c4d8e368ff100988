"""When a feed is read again: the sooner the more often it says something new, the later the longer it has been broken."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

SHORTEST, FIRST, LONGEST = 60, 900, 3_600  # seconds between two reads of a feed that is well
_RETRY, _LONGEST_RETRY = 120, 43_200  # ... of one that is not
BROKEN_AFTER = 3  # failures in a row: before that it may have been a hiccup
LEASE = 180  # seconds a feed is taken for; whoever took it and died gives it back by then


@dataclass(frozen=True, slots=True)
class Turn:
    """The interval from now on, and the seconds until the next read, which differ by chance."""

    interval: int
    seconds: float


def after_success(interval: int, *, new: int, chance: float) -> Turn:
    """Return the next turn after a read that brought ``new`` entries; ``chance`` lies in [0, 1)."""
    asked = interval // 2 if new else interval * 4 // 3
    found = max(SHORTEST, min(LONGEST, asked))
    return Turn(found, found * (0.9 + 0.2 * chance))


def after_failure(failures: int, *, wait: float | None, chance: float) -> float:
    """Return the seconds until the next try after ``failures`` in a row; never sooner than the site asked for."""
    pause = float(min(_LONGEST_RETRY, _RETRY << min(failures - 1, 20)))
    return max(pause * (0.9 + 0.2 * chance), wait or 0.0)


def chance() -> float:
    """Return a number in [0, 1), another one each time: feeds added together are not read together for ever."""
    return secrets.randbelow(1 << 20) / (1 << 20)
