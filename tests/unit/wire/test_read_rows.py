"""Rows of TSV, CSV and JSONL: what fits is read, what does not is named, and nothing after it is lost."""

from __future__ import annotations

from collections.abc import Iterator

from groundswell.wire.reading.columns import Columns
from groundswell.wire.reading.lines import Line
from groundswell.wire.reading.rows import Row, csv_rows, jsonl, tsv

COLUMNS = Columns.of(["date", "title", "lead"])


def _lines(*texts: str) -> Iterator[Line]:
    return iter([Line(number, text) for number, text in enumerate(texts, start=2)])


def _said(rows: Iterator[Row]) -> list[tuple[int, str, str]]:
    return [(row.line, row.said.get("title", ""), row.problem) for row in rows]


def test_a_quotation_mark_in_a_tsv_is_a_letter() -> None:
    rows = tsv(_lines('2026-01-01\t"Never\tsaid the mayor', '2026-01-01\tThe "great" flood\tx'), COLUMNS)
    assert _said(rows) == [(2, '"Never', ""), (3, 'The "great" flood', "")]


def test_ragged_rows_are_named_and_the_others_are_read() -> None:
    rows = tsv(_lines("2026-01-01\tShort", "2026-01-01\tFine\tx", "", "a\tb\tc\td"), COLUMNS)
    assert _said(rows) == [
        (2, "", "2 columns where the first line has 3"),
        (3, "Fine", ""),
        (5, "", "4 columns where the first line has 3"),
    ]


def test_a_quoted_csv_cell_may_hold_commas_quotes_and_line_breaks() -> None:
    rows = list(csv_rows(_lines('2026-01-01,"Flood, ""worst"" in years","one', 'two"', "2026-01-02,Plain,x"), COLUMNS))
    assert [(row.line, row.said["title"], row.said["lead"]) for row in rows] == [
        (2, 'Flood, "worst" in years', "one\ntwo"),
        (4, "Plain", "x"),
    ]


def test_a_quote_that_is_never_closed_costs_one_line() -> None:
    rows = csv_rows(_lines('2026-01-01,"Open,x', "2026-01-02,Second,x", '2026-01-03,"Third, quoted",x'), COLUMNS)
    assert _said(rows) == [
        (2, "", "4 columns where the first line has 3"),
        (3, "Second", ""),
        (4, "Third, quoted", ""),
    ]
    rows = csv_rows(_lines('2026-01-01,"Open,x', "2026-01-02,Second,x"), COLUMNS)
    assert _said(rows) == [(2, "", "a quotation mark opens here and is never closed"), (3, "Second", "")]


def test_an_open_quote_does_not_swallow_a_long_file() -> None:
    many = [f"2026-01-01,Title {number},x" for number in range(1000)]
    found = _said(csv_rows(_lines('2026-01-01,"Open,x', *many), COLUMNS))
    assert len(found) == 1001
    assert [title for _line, title, problem in found if not problem] == [f"Title {number}" for number in range(1000)]


def test_a_cell_larger_than_the_reader_takes_is_named() -> None:
    rows = csv_rows(_lines(f'2026-01-01,"{"x" * 200_000}",x', "2026-01-02,Second,x"), COLUMNS)
    found = _said(rows)
    assert found[0][2].startswith("not CSV: field larger than")
    assert found[1] == (3, "Second", "")


def test_json_lines_may_hold_numbers_and_nulls() -> None:
    (row,) = jsonl(_lines('{"Published": 1394470370698, "title": "Flood", "summary": "Deep", "link": null, "tags": ["a"]}'))
    assert row.said == {"published": "1394470370698", "title": "Flood", "lead": "Deep"}


def test_what_is_no_json_object_is_named() -> None:
    rows = jsonl(_lines("{", "[1]", '{"title": ["a"]}', '{"title": "half \\ud800"}', "[" * 100_000, '{"title": "Fine"}'))
    assert [problem for _line, _title, problem in _said(rows)] == [
        "not JSON: Expecting property name enclosed in double quotes",
        "not a JSON object",
        "“title” is neither text nor a number",
        "“title” holds half a character",
        "not JSON: too deep or too large a value",
        "",
    ]


def test_of_two_columns_for_one_field_the_one_that_says_something_counts() -> None:
    columns = Columns.of(["published", "date", "TITLE", "summary", "lead"])
    assert columns.pick(["", "2026-01-01", "Flood", "short", "long"]) == {
        "published": "2026-01-01",
        "title": "Flood",
        "lead": "short",
    }
    assert Columns.of(["lead", "link"]).missing == ["“date” or “published”", "“title”"]
