"""Makes the keys of rows (UUIDv7: sortable by time, made without the database) and short codes for links."""

from __future__ import annotations

import os
import secrets
import time
import uuid

# No vowels and no look-alikes: a code can be read aloud at a door and never spells a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def uuid7() -> uuid.UUID:
    """Return a version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


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
