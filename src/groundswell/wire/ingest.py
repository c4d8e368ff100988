"""Brings files into a campaign's wire: every file looked at first, then line by line in batches, and every line counted."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput, Refused
from groundswell.wire.reading.dates import EARLIEST
from groundswell.wire.reading.entries import Entry, entry
from groundswell.wire.reading.files import BrokenOff, NewsFile
from groundswell.wire.reading.order import LATE, Sorter, is_in_order
from groundswell.wire.reading.rows import Row
from groundswell.wire.selectors import story_count
from groundswell.wire.services import CampaignStream, gather_figures, keep_stream, take_in_items

BATCH = 500
FIGURES_GROW = 4  # the planner looks again each time so many times as many items came in

Reject = Callable[[str, int, str], None]


@dataclass(slots=True)
class Tally:
    """What became of the lines: ``read`` is the sum of new, copies, updated and rejected."""

    read: int = 0
    new: int = 0
    copies: int = 0
    updated: int = 0
    rejected: int = 0
    dropped_links: int = 0
    cut: int = 0
    late: int = 0
    stories: int = 0  # of the campaign, afterwards
    seconds: float = 0.0


class Interrupted(Refused):
    """The database failed in the middle: what was committed is kept, and the same command goes on from there."""


class Ingest:
    """One run over some files; making it opens each of them, and raises BadInput where one cannot be used."""

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        campaign_id: uuid.UUID,
        actor: Actor,
        reject: Reject,
        watch: Callable[[Ingest], None],
    ) -> None:
        self.tally = Tally()
        self.files: list[NewsFile] = []
        self._look_at(paths)
        self._actor = actor
        self._reject = reject
        self._watch = watch
        self._stream = CampaignStream(campaign_id)
        self._batch: list[Entry] = []
        self._newest = EARLIEST
        self._gather_at = BATCH

    @property
    def total(self) -> int:
        """The bytes of all files; 0 where one does not know its size (a pipe)."""
        sizes = [file.size for file in self.files if not file.empty]
        return sum(sizes) if all(sizes) else 0

    @property
    def done(self) -> int:
        """The bytes read so far."""
        return sum(file.done for file in self.files)

    def run(self) -> Tally:
        """Read everything. Raises BrokenOff when a file breaks off, Interrupted when the database fails."""
        began = time.perf_counter()
        try:
            for file in self.files:
                self._read(file)
        except BrokenOff:
            self._hand_over()
            raise
        finally:
            self._close()
        self._hand_over()
        self._in_scope(self._end)
        self.tally.seconds = time.perf_counter() - began
        return self.tally

    def _end(self) -> None:
        keep_stream(stream=self._stream, actor=self._actor)
        self.tally.stories = story_count(self._stream.campaign_id)

    def _look_at(self, paths: Sequence[Path]) -> None:
        try:
            for path in paths:
                self.files.append(NewsFile(path))
                self.files[-1].rest()
        except BadInput:
            self._close()
            raise

    def _close(self) -> None:
        for file in self.files:
            file.close()

    def _read(self, file: NewsFile) -> None:
        if not self._is_in_order(file):
            self._read_in_order(file)
            return
        for row in file.rows():
            self._count()
            if found := self._entry(file, row):
                self._put(found)

    def _is_in_order(self, file: NewsFile) -> bool:
        try:
            return not file.can_be_read_twice or is_in_order(self._watched(file.rows()), now=now())
        except BrokenOff:
            return True  # it will break off again, when what comes before has been read

    def _read_in_order(self, file: NewsFile) -> None:
        with closing(Sorter()) as sorter:
            try:
                for row in self._watched(file.rows()):
                    if found := self._entry(file, row):
                        sorter.add(found)
                    else:
                        self._count()
            except BrokenOff:
                self._put_sorted(sorter)
                raise
            self._put_sorted(sorter)

    def _put_sorted(self, sorter: Sorter) -> None:
        for one in sorter.entries():
            self._count()
            self._put(one)

    def _watched(self, rows: Iterator[Row]) -> Iterator[Row]:
        for number, row in enumerate(rows):
            if number % BATCH == 0:
                self._watch(self)
            yield row

    def _count(self) -> None:
        self.tally.read += 1
        if self.tally.read % BATCH == 0:
            self._watch(self)

    def _entry(self, file: NewsFile, row: Row) -> Entry | None:
        try:
            return entry(row, file=file.name, now=now())
        except ValueError as error:
            self._refuse(file.name, row.line, str(error))
            return None

    def _put(self, found: Entry) -> None:
        self._batch.append(found)
        if len(self._batch) == BATCH:
            self._hand_over()

    def _refuse(self, file: str, line: int, reason: str) -> None:
        self.tally.rejected += 1
        self._reject(file, line, reason)

    def _hand_over(self) -> None:
        batch, self._batch = self._batch, []
        if batch:
            self._in_scope(lambda: self._take_in(batch))
            if self.tally.new >= self._gather_at:
                self._gather_at = FIGURES_GROW * self.tally.new
                self._in_scope(lambda: gather_figures(campaign_id=self._stream.campaign_id, actor=self._actor))

    def _take_in(self, batch: list[Entry]) -> None:
        taken = take_in_items(entries=batch, stream=self._stream, actor=self._actor)
        tally = self.tally
        tally.new += taken.new
        tally.copies += taken.copies
        tally.updated += taken.updated
        tally.dropped_links += sum(one.dropped_link for one in batch)
        tally.cut += sum(one.cut for one in batch)
        for one in batch:
            tally.late += one.published < self._newest - LATE
            self._newest = max(self._newest, one.published)
        for refusal in taken.refused:
            self._refuse(refusal.file, refusal.line, refusal.reason)

    def _in_scope(self, deed: Callable[[], None]) -> None:
        try:
            with scope(self._stream.campaign_id):
                deed()
        except (OperationalError, InterfaceError) as error:
            raise Interrupted(_why(error)) from error


def _why(error: Exception) -> str:
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state == "53100":
        what = _("The disk of the database is full. Make room on it, then run the same command again:")
    elif state and not state.startswith(("08", "57")):
        what = _("The database refused to go on (%(error)s). Run the same command again:") % {
            "error": str(error).split("\n")[0]
        }
    else:
        what = _("The database went away. When it is back, run the same command again:")
    return what + " " + _("what was read is kept, nothing comes in twice.")
