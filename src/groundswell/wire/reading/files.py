"""Opens a file of news entries and looks, before anything is written, whether it can be read."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from groundswell.kit.errors import BadInput, Refused
from groundswell.wire.reading.columns import Columns
from groundswell.wire.reading.feed_files import feed_rows, is_feed
from groundswell.wire.reading.lines import Line, Lines
from groundswell.wire.reading.rows import Row, csv_rows, jsonl, tsv

_FORMS = {".tsv": "tsv", ".tab": "tsv", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


class BrokenOff(Refused):
    """A file could be read for a while and then no more."""


class NewsFile:
    """One file, its rows and how much of it was read. Raises BadInput, with words for people, where it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # The name alone: where a person keeps their files is nobody's business.
        self.name = os.fsencode(path.name).decode("utf-8", "replace")[-200:]
        self.size = 0
        self.empty = False  # not even a first line
        self._begun = False
        self._file: BinaryIO | None = None
        self._lines: Lines | None = None  # a feed is no lines: it is read whole
        self._open()

    @property
    def done(self) -> int:
        """How many bytes of the rows were read."""
        if not self._begun:
            return 0
        return self._lines.done if self._lines else self.size

    @property
    def can_be_read_twice(self) -> bool:
        """Whether this is a file on disk: what comes through a pipe comes once."""
        return self._regular

    def rows(self) -> Iterator[Row]:
        """Yield the rows, in order, from the first."""
        if self._begun or self._file is None:
            self.close()
            self._open()
        self._begun = True
        file, rows = self._file, self._rows
        try:
            yield from rows
        except OSError as error:
            said = {"file": self.path, "why": error.strerror or error}
            raise BrokenOff(_("%(file)s could not be read to its end: %(why)s. What was read is kept.") % said) from error
        finally:
            if file is self._file:
                self.close()

    def rest(self) -> None:
        """Close the file until its rows are asked for, where it can be opened again (a pipe cannot)."""
        if self._regular:
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> None:
        try:
            self._file = open(self.path, "rb", buffering=0)  # noqa: SIM115 (closed by rows or rest)
            status = os.fstat(self._file.fileno())
            self._regular, self.size = stat.S_ISREG(status.st_mode), status.st_size
            if is_feed(self._file, self.path.suffix.lower(), can_seek=self._regular):
                self._lines, self._rows = None, feed_rows(self._file, name=str(self.path))
            else:
                self._lines = Lines(self._file)
                self._rows = self._begin(self._lines)
        except OSError as error:
            self.close()
            raise BadInput(_refusal(self.path, error)) from error
        except BadInput:
            self.close()
            raise

    def _begin(self, lines: Iterator[Line]) -> Iterator[Row]:
        first = next((line for line in lines if line.text.strip() or line.problem), None)
        if first is None:
            self.empty = True
            return iter(())
        form = _FORMS.get(self.path.suffix.lower()) or _guessed(first.text)
        if form == "jsonl":
            return jsonl(chain([first], lines))
        if first.problem:
            raise BadInput(_("%(file)s: the first line cannot be read: %(why)s.") % {"file": self.path, "why": first.problem})
        header = first.text.split("\t") if form == "tsv" else next(csv.reader([first.text]))
        columns = Columns.of(header)
        if columns.missing:
            raise BadInput(self._missing(columns, header))
        return tsv(lines, columns) if form == "tsv" else csv_rows(lines, columns)

    def _missing(self, columns: Columns, header: list[str]) -> str:
        found = ", ".join(name.strip()[:40] for name in header[:20])
        said = {"file": self.path, "missing": _(" and ").join(columns.missing), "found": found}
        words = _("%(file)s has no column %(missing)s. Its first line must name the columns; it names: %(found)s.")
        return words % said


def _guessed(text: str) -> str:
    if text.lstrip().startswith("{"):
        return "jsonl"
    return "tsv" if "\t" in text else "csv"


def _refusal(path: Path, error: OSError) -> str:
    said = {"file": path, "why": error.strerror or error}
    if isinstance(error, FileNotFoundError):
        return _("%(file)s: there is no such file. Check its name.") % said
    if isinstance(error, IsADirectoryError):
        return _("%(file)s is a directory. Name the files in it, for example %(file)s/*.tsv.") % said
    if isinstance(error, PermissionError):
        return _("%(file)s may not be read by this user. Give the right to read it, then try again.") % said
    return _("%(file)s cannot be read: %(why)s.") % said
