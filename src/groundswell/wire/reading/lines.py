"""Splits a file into numbered lines of text, with at most one long line in memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

LONGEST = 1_000_000  # bytes: the longest article is a tenth of it
_CHUNK = 1 << 16
# UTF-32 first: its mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; ``problem`` says why it cannot be used."""

    number: int
    text: str
    problem: str = ""


class Lines(Iterator[Line]):
    """The lines of an open file, in order; ``done`` counts the bytes read so far."""

    def __init__(self, file: BinaryIO) -> None:
        self._raw = _Counting(file)
        self._file: io.BufferedReader = _as_utf8(io.BufferedReader(self._raw, _CHUNK))
        self._number = 0

    @property
    def done(self) -> int:
        """How many bytes of the file were read."""
        return self._raw.done

    def __next__(self) -> Line:
        raw = self._file.readline(LONGEST + 1)
        if not raw:
            raise StopIteration
        self._number += 1
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            return self._too_long(len(raw))
        return self._decoded(raw)

    def _too_long(self, size: int) -> Line:
        while part := self._file.readline(LONGEST):
            size += len(part)
            if part.endswith(b"\n"):
                break
        megabytes = f"{size / 1e6:.1f}"
        return Line(self._number, "", _("the line is %(size)s MB long; at most 1 MB is read") % {"size": megabytes})

    def _decoded(self, raw: bytes) -> Line:
        raw = raw.removesuffix(b"\n").removesuffix(b"\r")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            problem = _("not UTF-8: byte %(byte)s at column %(column)d. Save the file as UTF-8 and bring it in again")
            found = {"byte": f"0x{raw[error.start]:02X}", "column": error.start + 1}
            return Line(self._number, raw.decode("utf-8", "replace"), problem % found)
        if "\0" in text:
            return Line(self._number, text, _("a NUL byte in the line: it is damaged or not text"))
        return Line(self._number, text)


class _Counting(io.RawIOBase):
    """Passes bytes on and counts them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.done += len(data)
        return len(data)


class _Recoded(io.RawIOBase):
    """Passes UTF-16 or UTF-32 on as UTF-8; what is broken in it stays broken, so that its line is named."""

    def __init__(self, file: io.BufferedReader, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            data = self._file.read1(_CHUNK)
            self._ready = self._recoded(data)
            if not data:
                break
        part = self._ready[: len(buffer)]
        self._ready = self._ready[len(part) :]
        buffer[: len(part)] = part
        return len(part)

    def _recoded(self, data: bytes) -> bytes:
        try:
            return self._decoder.decode(data, final=not data).encode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            self._decoder.reset()
            return b"\xff"


def _as_utf8(file: io.BufferedReader) -> io.BufferedReader:
    start = file.peek(4)[:4]
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            file.read(len(mark))
            return file if encoding == "utf-8" else io.BufferedReader(_Recoded(file, encoding), _CHUNK)
    return file
