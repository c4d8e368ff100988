"""The one place that asks what time it is, so that tests and the demo's history can say it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_said: ContextVar[datetime | None] = ContextVar("said", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _said.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be ``moment`` in this thread for the length of a block: only for what never happened, a demo or a test."""
    token = _said.set(moment)
    try:
        yield
    finally:
        _said.reset(token)
