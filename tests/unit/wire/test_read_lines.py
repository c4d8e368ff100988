"""Lines come out whole and numbered whatever the encoding; broken and giant ones are named and passed over."""

from __future__ import annotations

import io

import pytest

from groundswell.wire.reading.lines import LONGEST, Lines

WORDS = "Überfüllte Fähre\nzweite Zeile\r\n\ndritte"


def _read(data: bytes) -> list[tuple[int, str, str]]:
    return [(line.number, line.text, line.problem) for line in Lines(io.BytesIO(data))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_mark_is_read_in_its_own_encoding(encoding: str) -> None:
    assert _read(WORDS.encode(encoding)) == [
        (1, "Überfüllte Fähre", ""),
        (2, "zweite Zeile", ""),
        (3, "", ""),
        (4, "dritte", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_big_endian_is_read_by_its_mark(encoding: str) -> None:
    assert next(text for _number, text, _problem in _read(("\ufeff" + WORDS).encode(encoding))) == "Überfüllte Fähre"


def test_only_the_latin_1_lines_of_a_file_are_refused() -> None:
    found = _read("first\nÜberfüllt\nlast\n".encode("latin-1"))
    assert [problem.split(".")[0] for _number, _text, problem in found] == [
        "",
        "not UTF-8: byte 0xDC at column 1",
        "",
    ]
    assert "Save the file as UTF-8" in found[1][2]


def test_half_a_letter_at_the_end_of_utf_16_is_refused_and_the_rest_is_read() -> None:
    found = _read("one\ntwo".encode("utf-16") + b"\x41")
    assert found[0] == (1, "one", "")
    assert found[1][2].startswith("not UTF-8")


def test_a_nul_byte_is_refused() -> None:
    assert [bool(problem) for *_rest, problem in _read(b"one\ntw\0o\nthree")] == [False, True, False]


def test_a_line_of_ten_megabytes_is_passed_over_and_named() -> None:
    found = _read(b"before\n" + b"x" * 10_000_000 + b"\nafter\n")
    assert found[0] == (1, "before", "")
    assert found[1] == (2, "", "the line is 10.0 MB long; at most 1 MB is read")
    assert found[2] == (3, "after", "")


def test_the_longest_line_is_read() -> None:
    found = _read(b"x" * LONGEST + b"\nafter")
    assert [len(text) for _number, text, _problem in found] == [LONGEST, 5]


def test_bytes_read_are_counted() -> None:
    data = ("some line\n" * 20_000).encode()
    lines = Lines(io.BytesIO(data))
    next(lines)
    assert 0 < lines.done < len(data)
    assert sum(1 for _ in lines) == 19_999
    assert lines.done == len(data)
