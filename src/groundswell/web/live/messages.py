"""How a message looks on the wire: server-sent events whose id is the place in the pulse they bring the reader to."""

from __future__ import annotations

import json
import random

from groundswell.kit.live import Fragment
from groundswell.pulse.reading import Position


def fragment(new: Fragment) -> bytes:
    """New markup for one element (without the id line that ends a message)."""
    return _event("fragment", {"target": new.target, "html": new.html})


def stale(room: str, kind: str) -> bytes:
    """Something moved in a room: the page asks for its part again."""
    return _event("stale", {"room": room, "kind": kind})


def resync(at: Position) -> bytes:
    """Too much was missed to say what: the page asks for all its parts again."""
    return _event("resync", {}) + mark(at)


def mark(at: Position) -> bytes:
    """End a message: everything up to ``at`` has been told. Alone it moves the reader's place and says nothing."""
    return f"id: {at}\n\n".encode()


def beat(at: Position) -> bytes:
    """A sign of life, so that no proxy thinks the line is dead, and the reader's place."""
    return b": beat\n" + mark(at)


def hello(at: Position, home: str) -> bytes:
    """The first words: when to call again (never all at once), of which pulse this is, and where the reader stands."""
    retry = f"retry: {random.randint(1_000, 4_000)}\n"  # noqa: S311 (spreads load)
    return retry.encode() + _event("home", {"home": home}) + mark(at)


def block(events: tuple[bytes, ...], *, before: Position, after: Position) -> bytes:
    """Join events that were told together: only the last one says that they all were."""
    return mark(before).join(events) + mark(after)


def _event(name: str, data: dict[str, str]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n".encode()
