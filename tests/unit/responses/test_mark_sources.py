"""Marks like [1] in an answer point at its sources, and at nothing else."""

from __future__ import annotations

import pytest

from groundswell.responses.content import UNSOURCED, marked


@pytest.mark.parametrize(
    ("body", "sources", "shown"),
    [
        ("", 3, []),
        ("Plain.", 0, [[("Plain.", 0)]]),
        ("One [1] and two[2].", 2, [[("One", 1), (" and two", 2), (".", 0)]]),
        ("First.\n\n \n\nSecond [1]", 1, [[("First.", 0)], [("Second", 1)]]),
        ("No such source [3], nor [0] nor [x].", 2, [[("No such source [3], nor [0] nor [x].", 0)]]),
        ("[1]", 1, [[("", 1)]]),
        ("A line\nbreak", 0, [[("A line\nbreak", 0)]]),
        ("Lead in 12 homes. Ask.", 1, [[("Lead in 12 homes.", UNSOURCED), (" Ask.", 0)]]),
        (
            "So it is [1].\n\n  In 12 homes [2]! In 3 [1].",
            1,
            [
                [("So it is", 1), (".", 0)],
                [("  In 12 homes [2]!", UNSOURCED), (" In 3", 1), (".", 0)],
            ],
        ),
    ],
)
def test_paragraphs_and_marks(body: str, sources: int, shown: list[list[tuple[str, int]]]) -> None:
    assert marked(body, sources) == shown


def test_nothing_is_lost_between_the_marks() -> None:
    body = "a [1][2] b [9] c [2]"
    (pieces,) = marked(body, 2)
    assert "".join(text + (f" [{mark}]" if mark else "") for text, mark in pieces).replace(" ", "") == body.replace(" ", "")
