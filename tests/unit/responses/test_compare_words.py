"""Two texts, word by word: nothing is lost, and what did not change is not marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.responses.wording import Piece, compared


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Read them out.", "Read them out.", [Piece("same", "Read them out.")]),
        ("", "New words.", [Piece("new", "New words.")]),
        ("Old words.", "", [Piece("gone", "Old words.")]),
        (
            "We will vote tonight.",
            "We will not vote tonight.",
            [Piece("same", "We will"), Piece("new", "not"), Piece("same", "vote tonight.")],
        ),
        (
            "Come at seven.",
            "Come at eight.",
            [Piece("same", "Come at"), Piece("gone", "seven."), Piece("new", "eight.")],
        ),
        ("One.\n\nTwo.", "One.\n\nThree.", [Piece("same", "One.\n\n"), Piece("gone", "Two."), Piece("new", "Three.")]),
    ],
)
def test_what_stayed_went_and_came(before: str, after: str, pieces: list[Piece]) -> None:
    assert compared(before, after) == pieces


def test_a_common_word_of_a_long_text_is_not_overlooked() -> None:
    before = "and so it is " * 300
    found = compared(before, before.replace("so it", "so not it", 1))
    assert [piece.text for piece in found if piece.kind == "new"] == ["not"]


WORDS = st.lists(st.sampled_from(["we", "vote", "not", "tonight.", "\n\n"]), max_size=30).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(WORDS, WORDS)
def test_both_texts_can_be_read_off_it(before: str, after: str) -> None:
    pieces = compared(before, after)
    for text, left_out in ((before, "new"), (after, "gone")):
        read = " ".join(piece.text for piece in pieces if piece.kind != left_out)
        assert read.split() == text.split()
