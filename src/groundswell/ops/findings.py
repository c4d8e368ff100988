"""What a check found: good, a warning or bad, and the one thing to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "warning", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's."""

    check: str
    state: State
    says: str
    do: str = ""


def good(check: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(check, "good", says)


def warning(check: str, says: str, do: str) -> Finding:
    """It works, but not as it should."""
    return Finding(check, "warning", says, do)


def bad(check: str, says: str, do: str) -> Finding:
    """It does not work, or is not safe."""
    return Finding(check, "bad", says, do)
