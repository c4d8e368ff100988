"""The messages of the shared text, as y-websocket speaks them, with a few more: what is stored, who follows, why one goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

SYNC, AWARENESS, STORED, SAID, FOLLOWED = 0, 1, 100, 101, 102
STEP1, STEP2, UPDATE = 0, 1, 2
MOST_STATE = 600  # characters of what a browser says of its cursor


class Garbled(Exception):
    """What came is no message of this protocol."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What one browser says of itself: its cursor, under a name that the server puts there."""

    client: int
    clock: int
    state: str  # JSON; "null" when it left


def number(value: int) -> bytes:
    """Return a number as the protocol writes it: seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 127:
        out.append(128 | value & 127)
        value >>= 7
    out.append(value)
    return bytes(out)


def framed(content: bytes) -> bytes:
    """Return content with its length before it."""
    return number(len(content)) + content


def sync(kind: int, content: bytes) -> bytes:
    """Return a message that carries a state vector or an update."""
    return bytes([SYNC, kind]) + framed(content)


def stored(count: int) -> bytes:
    """Return the message that ``count`` changes of this browser are stored for good."""
    return bytes([STORED]) + number(count)


def said(word: str) -> bytes:
    """Return a message to the page itself: why it has to go."""
    return bytes([SAID]) + framed(word.encode())


def followed(many: int) -> bytes:
    """Return the message of how many read along."""
    return bytes([FOLLOWED]) + number(many)


def awareness(present: list[Presence]) -> bytes:
    """Return the message of who is here, and where."""
    parts = [number(one.client) + number(one.clock) + framed(one.state.encode()) for one in present]
    return bytes([AWARENESS]) + framed(number(len(parts)) + b"".join(parts))


class Reading:
    """Reads a message from its beginning to its end; whatever is missing or too much is garbled."""

    def __init__(self, message: bytes) -> None:
        self._message = message
        self._at = 0

    def number(self) -> int:
        """Return the next number."""
        value = shift = 0
        while True:
            if self._at >= len(self._message) or shift > 56:
                raise Garbled
            byte = self._message[self._at]
            self._at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def content(self) -> bytes:
        """Return the next framed content."""
        length = self.number()
        found = self._message[self._at : self._at + length]
        if len(found) < length:
            raise Garbled
        self._at += length
        return found


def presences(content: bytes) -> Iterator[Presence]:
    """Read who is where, as one browser says it."""
    reading = Reading(content)
    for _ in range(min(reading.number(), 20)):
        client, clock, state = reading.number(), reading.number(), reading.content()
        if len(state) > MOST_STATE:
            raise Garbled
        yield Presence(client, clock, state.decode(errors="replace"))


def named(presence: Presence, name: str, writer: str) -> Presence:
    """Return a presence under the name of who really is there, whatever the browser calls itself."""
    try:
        state = json.loads(presence.state)
    except ValueError as error:
        raise Garbled from error
    if state is None:
        return presence
    if not isinstance(state, dict):
        raise Garbled
    cursor = state.get("cursor")
    kept = {"name": name, "id": writer, "cursor": cursor if isinstance(cursor, dict) else None}
    return Presence(presence.client, presence.clock, json.dumps(kept, separators=(",", ":")))
