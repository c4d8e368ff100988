"""Puts lines together to rows: TSV without quoting, CSV with, JSONL; a row that does not fit is named and passed over."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.wire.reading.columns import Columns, field_named, first_said
from groundswell.wire.reading.lines import LONGEST, Line

# A quoted text runs over a few lines; one that runs over more was never closed, and would swallow the rest of the file.
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, and what its fields say or why it cannot be used."""

    line: int
    said: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def tsv(lines: Iterator[Line], columns: Columns) -> Iterator[Row]:
    """Yield the rows of a TSV; a quotation mark is a letter like any other."""
    for line in lines:
        if line.problem:
            yield Row(line.number, problem=line.problem)
        elif line.text.strip():
            yield _fitted(line.number, line.text.split("\t"), columns)


def csv_rows(lines: Iterator[Line], columns: Columns) -> Iterator[Row]:
    """Yield the rows of a CSV; where a quote is never closed, one line is named and the next is read afresh."""
    back: deque[Line] = deque()
    while (line := back.popleft() if back else next(lines, None)) is not None:
        if line.problem or '"' not in line.text:
            if line.problem:
                yield Row(line.number, problem=line.problem)
            elif line.text.strip():
                yield _fitted(line.number, line.text.split(","), columns)
            continue
        quoted = _Quoted(line, back, lines)
        row = quoted.row(columns)
        if len(quoted.taken) > 1 and quoted.doubtful:
            back.extendleft(reversed(quoted.taken[1:]))
        yield row


class _Quoted:
    """One row with quotes in it, that may run over several lines."""

    def __init__(self, first: Line, back: deque[Line], lines: Iterator[Line]) -> None:
        self.taken = [first]
        self.doubtful = False  # the lines after the first may be rows of their own
        self._open = False
        self._back = back
        self._lines = lines

    def row(self, columns: Columns) -> Row:
        number = self.taken[0].number
        try:
            cells = next(csv.reader(self._feed()))
        except csv.Error as error:
            self.doubtful = True
            return Row(number, problem=_("not CSV: %(error)s") % {"error": error})
        if self._open:
            self.doubtful = True
            return Row(number, problem=_("a quotation mark opens here and is never closed"))
        row = _fitted(number, cells, columns)
        self.doubtful = bool(row.problem)
        broken = next((line.problem for line in self.taken if line.problem), "")
        return Row(number, problem=broken) if broken and not row.problem else row

    def _feed(self) -> Iterator[str]:
        yield self.taken[0].text + "\n"
        size = len(self.taken[0].text)
        while len(self.taken) < _MOST_LINES and size < LONGEST:
            line = self._back.popleft() if self._back else next(self._lines, None)
            if line is None:
                break
            self.taken.append(line)
            size += len(line.text)
            yield line.text + "\n"
        self._open = True


def _fitted(number: int, cells: list[str], columns: Columns) -> Row:
    if len(cells) != columns.width:
        found = ngettext("%(count)d column", "%(count)d columns", len(cells)) % {"count": len(cells)}
        return Row(number, problem=_("%(found)s where the first line has %(width)d") % {"found": found, "width": columns.width})
    return Row(number, columns.pick(cells))


def jsonl(lines: Iterator[Line]) -> Iterator[Row]:
    """Yield the rows of a JSONL: one object a line."""
    for line in lines:
        if line.problem:
            yield Row(line.number, problem=line.problem)
        elif line.text.strip():
            yield _of_object(line)


def _of_object(line: Line) -> Row:
    try:
        found = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        words = getattr(error, "msg", "") or _("too deep or too large a value")
        return Row(line.number, problem=_("not JSON: %(error)s") % {"error": words})
    if not isinstance(found, dict):
        return Row(line.number, problem=_("not a JSON object"))
    try:
        return Row(
            line.number, first_said((name, _text(key, value)) for key, value in found.items() if (name := field_named(key)))
        )
    except ValueError as error:
        return Row(line.number, problem=str(error))


def _text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        raise ValueError(_("“%(key)s” is neither text nor a number") % {"key": key[:40]})
    text = repr(value) if isinstance(value, float) else str(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(_("“%(key)s” holds half a character") % {"key": key[:40]}) from error
    return text
