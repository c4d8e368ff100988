"""The tour names files, functions and lines of code that are there: documentation cannot lag behind the code."""

from __future__ import annotations

import re

from tests.contract.sources import ROOT

TOUR = ROOT / "docs/tour.md"
STOP = re.compile(r"^## (\d)\. `([^`]+)`: `(\w+)`\n(.*?)(?=^## )", re.M | re.S)
CODE = re.compile(r"^```\w+\n(.*?)^```", re.M | re.S)


def _flat(text: str) -> str:
    """Return the lines of a text without their indentation."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def test_it_stops_at_nine_files_in_order() -> None:
    stops = STOP.findall(TOUR.read_text(encoding="utf-8"))
    assert [int(number) for number, *_ in stops] == list(range(1, 10))
    assert len({path for _, path, _, _ in stops}) == 9


def test_every_file_named_is_there_and_holds_what_is_said_of_it() -> None:
    text = TOUR.read_text(encoding="utf-8")
    for path, name in re.findall(r"`([\w/]+/[\w.]+\.\w+)`(?:: `(\w+)`)?", text):
        assert (ROOT / path).is_file(), path
        assert name in (ROOT / path).read_text(encoding="utf-8"), f"{path} has no {name}"


def test_every_excerpt_stands_in_its_file_word_for_word() -> None:
    for _, path, _, told in STOP.findall(TOUR.read_text(encoding="utf-8")):
        excerpts = CODE.findall(told)
        assert excerpts, f"{path} is shown without a line of it"
        for excerpt in excerpts:
            assert _flat(excerpt) in _flat((ROOT / path).read_text(encoding="utf-8")), f"{path} reads otherwise:\n{excerpt}"


def test_its_files_are_small() -> None:
    for _, path, _, _ in STOP.findall(TOUR.read_text(encoding="utf-8")):
        assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) < 300, path
