"""A link is new evidence when it leads to another page, however its address is spelled."""

from __future__ import annotations

import pytest

from groundswell.responses.evidence import is_new

GIVEN = "https://paper.example/minutes/march"


@pytest.mark.parametrize(
    "again",
    [
        GIVEN,
        "",
        f"{GIVEN}?1",
        f"{GIVEN}?again=1&more=2",
        f"{GIVEN}#page=3",
        f"{GIVEN}/",
        "http://paper.example/minutes/march",
        "https://www.PAPER.example/Minutes/March",
        "https://paper.example:443/minutes/march",
        "https://paper.example./minutes/m%61rch",
    ],
)
def test_the_same_page_is_no_new_evidence(again: str) -> None:
    assert not is_new(again, ["", GIVEN])


@pytest.mark.parametrize("other", ["https://paper.example/minutes/april", "https://board.example/minutes/march"])
def test_another_page_is(other: str) -> None:
    assert is_new(other, ["", GIVEN])


def test_sites_that_name_their_pages_behind_the_address() -> None:
    assert is_new("https://paper.example/show?id=5", ["https://paper.example/show?id=4"])
    assert not is_new("https://paper.example/show?ref=mail&id=4", ["https://paper.example/show?id=4"])
    assert not is_new("https://paper.example/show", ["https://paper.example/show?id=4"])
    assert is_new("https://paper.example/show?id=4", [])
