"""Unpacks what a site sent in gzip or deflate, never beyond the size that is read: a bomb is noticed, not unpacked."""

from __future__ import annotations

import zlib

from groundswell.wire.feeds.refusals import CannotUse

_GZIP = b"\x1f\x8b"


class Inflater:
    """Takes packed parts and gives plain ones; at most ``limit`` bytes in all, or CannotUse."""

    def __init__(self, encoding: str, *, limit: int) -> None:
        self._encoding = encoding.strip().lower()
        self._left = self._packed_left = limit
        self._packed = self._encoding in {"gzip", "x-gzip", "deflate"}
        if not self._packed and self._encoding not in {"", "identity"}:
            raise CannotUse("garbled")
        self._machine = zlib.decompressobj(47) if self._packed else None  # 47: gzip or zlib, told by the first bytes
        self._begun = False

    def take(self, part: bytes) -> bytes:
        """Return what ``part`` holds."""
        if self._machine is None:
            return self._counted(part)
        self._packed_left -= len(part)
        if self._packed_left < 0:
            raise CannotUse("too_big")
        if self._machine.eof:
            if not part.startswith(_GZIP):
                return b""  # padding: given to a machine that has ended, it would only be piled up
            self._machine = zlib.decompressobj(47)
        plain = []
        while part:
            plain.append(self._counted(self._inflated(part)))
            part = self._machine.unconsumed_tail
            if self._machine.eof:
                # Several packed pieces in a row are one gzip file; what is no further piece is padding.
                part = self._machine.unused_data if self._machine.unused_data.startswith(_GZIP) else b""
                if part:
                    self._machine = zlib.decompressobj(47)
        return b"".join(plain)

    def _inflated(self, part: bytes) -> bytes:
        assert self._machine is not None
        try:
            plain = self._machine.decompress(part, self._left + 1)
        except zlib.error as error:
            if self._begun or self._encoding != "deflate":
                raise CannotUse("garbled") from error
            self._machine = zlib.decompressobj(-15)  # some say deflate and leave zlib's head away
            try:
                plain = self._machine.decompress(part, self._left + 1)
            except zlib.error as again:
                raise CannotUse("garbled") from again
        self._begun = True
        return plain

    def _counted(self, plain: bytes) -> bytes:
        self._left -= len(plain)
        if self._left < 0:
            raise CannotUse("too_big")
        return plain
