"""Puts the entries of a file in order of time: stories are made item by item, and files often begin with the newest."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from groundswell.wire.reading.dates import EARLIEST, moment
from groundswell.wire.reading.entries import Entry
from groundswell.wire.reading.files import BrokenOff
from groundswell.wire.reading.rows import Row

LATE = timedelta(days=10)  # the stream compares an item with those at most this much older than the newest


def is_in_order(rows: Iterable[Row], *, now: datetime) -> bool:
    """Whether no entry is so much older than one before it that the stream would not see its own days any more."""
    newest = EARLIEST
    for row in rows:
        try:
            published = moment(row.said.get("published", ""), now=now)
        except ValueError:
            continue
        if published < newest - LATE:
            return False
        newest = max(newest, published)
    return True


class Sorter:
    """Entries on disk, and in memory only when and where each of them is: a million take 30 MB."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        self._times = array("d")
        self._places = array("q")

    def add(self, entry: Entry) -> None:
        """Keep one."""
        place = self._file.tell()
        try:
            pickle.dump(entry, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            said = {"folder": tempfile.gettempdir(), "why": error.strerror or error}
            words = _("The news could not be put in order of time: no room in %(folder)s (%(why)s). What was read is kept.")
            raise BrokenOff(words % said) from error
        self._times.append(entry.published.timestamp())
        self._places.append(place)

    def entries(self) -> Iterator[Entry]:
        """Yield them by time; those of one moment in the order in which they came. The file is gone afterwards."""
        with self._file as file:
            for turn in sorted(range(len(self._times)), key=self._times.__getitem__):
                file.seek(self._places[turn])
                yield pickle.load(file)  # noqa: S301 (written by this process a moment ago, into a file without a name)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
