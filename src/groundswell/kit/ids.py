"""Makes the keys of rows (UUIDv7: sortable by time, made without the database) and short codes for links."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
import uuid

from django.conf import settings

# No vowels and no look-alikes: a code can be read aloud at a door and never spells a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """Return a version 7 UUID (RFC 9562, method 3): milliseconds, their 4096th parts, then 62 random bits.

    Keys made by one process come in the order they were made, however fast: lists by key are lists by time.
    """
    global _last
    with _lock:
        ticks = _last = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
    milliseconds, part = divmod(ticks, 4096)
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | part << 64 | 0x2 << 62 | secrets.randbits(62))


def keyed(key: uuid.UUID, owner: uuid.UUID) -> uuid.UUID:
    """Return the id of what ``owner`` writes with a form whose page made ``key``: the same form sent twice, the same id.

    The browser never chooses an id itself: it could choose that of something else, and what is said of one (that it is
    hidden, that it was reported) would be said of the other. The time in the key stays, so that lists by id are by time.
    """
    said = hmac.new(settings.SECRET_KEY.encode(), f"{owner}:{key}".encode(), hashlib.sha256).digest()
    drawn = int.from_bytes(said[:10], "big")
    return uuid.UUID(int=key.int >> 80 << 80 | 0x7 << 76 | (drawn & 0xFFF) << 64 | 0x2 << 62 | drawn >> 18)


def code(length: int = 10) -> str:
    """Return an unguessable code of ``length`` letters and digits (4.75 bits each)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def as_code(digest: bytes, length: int = 10) -> str:
    """Return a code made from a keyed digest: the same digest always gives the same code."""
    number, letters = int.from_bytes(digest, "big"), ""
    while len(letters) < length:
        number, rest = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[rest]
    return letters
