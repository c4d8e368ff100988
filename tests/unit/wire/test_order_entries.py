"""A file out of time is noticed, and its entries come back by time, those of one moment as they stood."""

from __future__ import annotations

import errno
from datetime import UTC, datetime

import pytest

from groundswell.wire.reading.entries import Entry, entry
from groundswell.wire.reading.files import BrokenOff
from groundswell.wire.reading.order import Sorter, is_in_order
from groundswell.wire.reading.rows import Row

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _rows(*dates: str) -> list[Row]:
    return [Row(number, {"published": date, "title": f"Title {number}"}) for number, date in enumerate(dates)]


def _entries(*dates: str) -> list[Entry]:
    return [entry(row, file="news.tsv", now=NOW) for row in _rows(*dates)]


@pytest.mark.parametrize(
    ("dates", "in_order"),
    [
        ((), True),
        (("2026-05-01", "2026-05-20", "2026-05-11"), True),  # ten days back is still seen
        (("2026-05-01", "2026-05-20", "2026-05-09"), False),
        (("2026-05-20", "nonsense", "9999-12-31", "2026-05-21"), True),
    ],
)
def test_what_counts_as_order(dates: tuple[str, ...], in_order: bool) -> None:
    assert is_in_order(_rows(*dates), now=NOW) is in_order


def test_entries_come_back_whole_and_by_time() -> None:
    given = _entries("2026-05-20", "2026-05-01", "2026-05-20", "2026-04-30", "2026-05-01")
    sorter = Sorter()
    for one in given:
        sorter.add(one)
    assert list(sorter.entries()) == [given[3], given[1], given[4], given[0], given[2]]


def test_a_full_folder_for_temporary_files_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    sorter = Sorter()
    first, second = _entries("2026-05-20", "2026-05-21")
    sorter.add(first)
    with monkeypatch.context() as during, pytest.raises(BrokenOff, match="no room in"):
        during.setattr("groundswell.wire.reading.order.pickle.dump", refuse)
        sorter.add(second)
    assert list(sorter.entries()) == [first]
