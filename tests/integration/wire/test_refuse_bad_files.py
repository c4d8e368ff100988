"""Bad input: each fault gets words, a file that cannot be used writes nothing, and a bad line costs no good one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cast import Cast
from tests.news import lines_of_news

from groundswell.wire.models import Item, Story, Stream
from groundswell.wire.reading.lines import LONGEST

GOOD = lines_of_news(3)


def _nothing_written() -> bool:
    return not (Item.objects.exists() or Story.objects.exists() or Stream.objects.exists())


def test_an_unknown_campaign(cast: Cast, write: Callable[..., str], ingest: Callable[..., object]) -> None:
    result = ingest(write(*GOOD), campaign="elery")
    assert (result.code, result.out) == (2, "")
    assert result.err == "groundswell: There is no campaign “elery”. There are: ellery.\n"
    assert _nothing_written()


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "date\theadline\tlead",
            "has no column “title”. Its first line must name the columns; it names: date, headline, lead.",
        ),
        ("when\ttitle", "has no column “date” or “published”."),
        ("a;b", "has no column “date” or “published” and “title”."),
        ("d\0a\0t\0e\0", "the first line cannot be read: a NUL byte"),
    ],
)
def test_a_missing_column(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object], header: str, words: str
) -> None:
    good = write(*GOOD, name="good.tsv")
    result = ingest(good, write("x\ty\tz", header=header, name="bad.tsv"))
    assert (result.code, result.out) == (2, "")
    assert words in result.err and result.err.count("\n") == 1
    assert _nothing_written()


def test_files_that_cannot_be_read(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object], tmp_path: Path
) -> None:
    good = write(*GOOD, name="good.tsv")
    for path, words in (
        (tmp_path / "nowhere.tsv", "there is no such file. Check its name."),
        (tmp_path, "is a directory. Name the files in it"),
        (Path(good) / "within", "cannot be read: Not a directory."),
    ):
        result = ingest(good, str(path))
        assert (result.code, result.out, words in result.err) == (2, "", True), result.err
        assert result.err.count("\n") == 1
    assert _nothing_written()


def test_a_file_one_may_not_read(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(*GOOD)
    monkeypatch.setattr("groundswell.wire.reading.files.open", refuse, raising=False)
    result = ingest(path)
    assert (result.code, "may not be read by this user" in result.err) == (2, True)


def test_a_file_that_breaks_off_keeps_what_was_read(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(*GOOD)

    class Torn:
        def __init__(self, file: object) -> None:
            self.file, self.reads = file, 0

        def read(self, size: int) -> bytes:
            self.reads += 1
            if self.reads > 1:
                raise OSError(5, "Input/output error")
            return os.read(self.file.fileno(), size)

    from groundswell.wire.reading import files, lines

    monkeypatch.setattr(files, "Lines", lambda file: lines.Lines(Torn(file)))
    result = ingest(path)
    assert (result.code, result.out) == (1, "")
    assert "could not be read to its end: Input/output error. What was read is kept." in result.err
    assert Item.objects.count() == len(GOOD)


@pytest.mark.parametrize("form", ["tsv", "csv", "jsonl"])
def test_an_empty_file_is_no_news(cast: Cast, write: Callable[..., str], ingest: Callable[..., object], form: str) -> None:
    path = Path(write(name=f"empty.{form}", header=""))
    path.write_bytes(b"")
    result = ingest(str(path))
    assert (result.code, result.counts) == (0, (0, 0, 0, 0))
    assert f"{path} is empty." in result.err


def test_a_file_with_a_first_line_only(cast: Cast, write: Callable[..., str], ingest: Callable[..., object]) -> None:
    result = ingest(write())
    assert (result.code, result.counts) == (0, (0, 0, 0, 0))
    assert _nothing_written()


def test_every_bad_line_is_named_and_every_good_one_comes_in(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object]
) -> None:
    bad: list[str | bytes] = [
        "0000-01-01\tYear nought\t\t\t",
        "9999-12-31\tYear 9999\t\t\t",
        "2026-05-31\tRagged",
        "2026-05-31\t\tno title\t\t",
        b"2026-05-31\tNu\0l\t\t\t",
        "2026-05-31\tÜberfüllt\t\t\t".encode("latin-1"),
        b"2026-05-31\t" + b"x" * 10_000_000 + b"\t\t\t",
    ]
    result = ingest(write(GOOD[0], *bad, *GOOD[1:]))
    assert result.code == 0
    assert result.counts == (len(GOOD), 0, 0, len(bad))
    assert [one["line"] for one in result.said["rejected"]] == [3, 4, 5, 6, 7, 8, 9]
    reasons = [one["reason"] for one in result.said["rejected"]]
    for reason, words in zip(
        reasons, ("year 0", "in the future", "2 columns", "no title", "NUL byte", "not UTF-8", "10.0 MB long"), strict=True
    ):
        assert words in reason
    assert Item.objects.count() == len(GOOD)


def test_utf_16_is_read_by_its_mark(cast: Cast, write: Callable[..., str], ingest: Callable[..., object]) -> None:
    path = Path(write(*GOOD))
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert ingest(str(path)).counts == (len(GOOD), 0, 0, 0)


def test_markup_is_taken_out_and_links_that_lead_nowhere_are_said(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object]
) -> None:
    line = "2026-05-31\tFlood <script>alert(1)</script>closes <img onerror=alert(1)>Mill\t\tjavascript:alert(1)\t<b>Quern</b>"
    result = ingest(write(line))
    assert result.counts == (1, 0, 0, 0)
    item = Item.objects.select_related("source").get()
    assert (item.title, item.url, item.source.name) == ("Flood closes Mill", "", "Quern")
    assert "1 links were left out" in result.err


def test_many_bad_lines_are_all_in_the_object_and_twenty_are_told(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object]
) -> None:
    result = ingest(write(*["x\ty"] * 1500))
    assert result.counts == (0, 0, 0, 1500)
    assert result.said["rejected"][-1] == {"line": 1501, "reason": "2 columns where the first line has 5"}
    assert result.err.count("rejected, line") == 20
    assert "and 1480 more lines" in result.err


def test_files_out_of_time_are_said(cast: Cast, write: Callable[..., str], ingest: Callable[..., object]) -> None:
    """Within a file they are put in order; of two files the one named first comes first."""
    newer, older = write("2026-05-31\tNewer\t\t\t", name="a.tsv"), write("2026-05-01\tOlder\t\t\t", name="b.tsv")
    assert "1 lines are over ten days older" in ingest(newer, older).err


def test_the_longest_line_that_is_read_is_bounded() -> None:
    assert LONGEST <= 1_000_000
