"""Merging three texts word by word: nothing is lost, nothing is decided that people have to decide."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.responses.merging import Chunk, conflicts_in, merged, text_of

WORDS = st.lists(st.sampled_from(["ask", "the", "board", "not", "pipes", "tonight.", "\n\nThen", "  two"]), max_size=14).map(
    " ".join
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # how busy a machine is says nothing


@UNHURRIED
@given(WORDS, WORDS)
def test_what_one_side_wrote_is_taken_whole(base: str, ours: str) -> None:
    for chunks in (merged(base, ours, base), merged(base, base, ours), merged(base, ours, ours)):
        assert text_of(chunks) == ours and not conflicts_in(chunks)


@UNHURRIED
@given(WORDS, WORDS, WORDS)
def test_the_sides_can_be_swapped(base: str, ours: str, theirs: str) -> None:
    turned = {"ours": "theirs", "theirs": "ours"}
    there = [Chunk(turned.get(one.kind, one.kind), one.base, one.theirs, one.ours) for one in merged(base, theirs, ours)]  # type: ignore[arg-type]
    assert merged(base, ours, theirs) == there


@UNHURRIED
@given(WORDS, WORDS, WORDS)
def test_every_text_can_be_read_out_of_the_chunks(base: str, ours: str, theirs: str) -> None:
    chunks = merged(base, ours, theirs)
    assert "".join(one.base for one in chunks) == base
    assert "".join(one.ours for one in chunks) == ours
    assert "".join(one.theirs for one in chunks) == theirs


@UNHURRIED
@given(WORDS, WORDS, WORDS, WORDS, WORDS)
def test_edits_that_are_apart_never_meet(one: str, two: str, new_one: str, new_two: str, end: str) -> None:
    middle = " a bridge nobody touches "
    base = one + middle + two
    chunks = merged(base, new_one + middle + two, one + middle + new_two)
    assert not conflicts_in(chunks)
    assert text_of(chunks) == new_one + middle + new_two


def test_both_changed_the_same_words() -> None:
    chunks = merged("Ask the board tonight.", "Ask the mayor tonight.", "Ask the whole council tonight.")
    assert [one.kind for one in chunks] == ["same", "conflict", "same"]
    (found,) = conflicts_in(chunks)
    assert (found.base, found.ours, found.theirs) == (" board", " mayor", " whole council")


def test_both_wrote_on_at_the_end_and_one_changed_the_beginning() -> None:
    chunks = merged("Ask for it.", "Now ask for it. Today.", "Ask for it. Tomorrow.")
    assert [one.kind for one in chunks] == ["ours", "same", "conflict"]
    assert text_of(chunks) == "Now ask for it. Today."
