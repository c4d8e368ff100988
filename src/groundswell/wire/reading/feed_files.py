"""Reads a feed that was kept as a file (RSS, Atom, JSON Feed): its entries as rows, like those of a table."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput
from groundswell.wire.feeds.parser import LARGEST
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Sandbox
from groundswell.wire.reading.dates import moment
from groundswell.wire.reading.rows import Row

_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf"})
_LOOKED_AT = 2_000


def is_feed(file: BinaryIO, suffix: str, *, can_seek: bool) -> bool:
    """Whether an open file is a feed, by its name, or by its first bytes where they can be read again."""
    if suffix in _SUFFIXES:
        return True
    if not can_seek:
        return False
    head = file.read(_LOOKED_AT)
    file.seek(0)
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or (suffix == ".json" and b"jsonfeed.org" in head)


def feed_rows(file: BinaryIO, *, name: str) -> Iterator[Row]:
    """Return the entries of a feed as rows, numbered in its order. Raises BadInput, with words for people."""
    content = _whole(file)
    sandbox = Sandbox()
    try:
        found = sandbox.feed(content)
    except CannotUse as refusal:
        raise BadInput(f"{name}: {refusal.words}") from refusal
    finally:
        sandbox.close()
    at = _written(file).isoformat()
    return iter(
        [
            Row(
                number,
                {
                    "title": one.title,
                    "lead": one.lead,
                    "link": one.link,
                    "published": _published(one.published) or at,
                    "source": found.title,
                    "language": one.language or found.language,
                },
            )
            for number, one in enumerate(found.entries, start=1)
        ]
    )


def _written(file: BinaryIO) -> datetime:
    """Return when the file was written: for entries without a date, and the same when the file is read again."""
    status = os.fstat(file.fileno())
    return min(now(), datetime.fromtimestamp(status.st_mtime, UTC)) if stat.S_ISREG(status.st_mode) else now()


def _whole(file: BinaryIO) -> bytes:
    parts, size = [], 0
    while part := file.read(1 << 20):
        size += len(part)
        if size > LARGEST:
            raise BadInput(_("A feed file larger than 5 MB is not read."))
        parts.append(part)
    return b"".join(parts)


def _published(said: str) -> str:
    """Return a moment that can be; empty where it is missing, no date, or still to come."""
    try:
        return said if moment(said, now=now()) <= now() else ""
    except ValueError:
        return ""
