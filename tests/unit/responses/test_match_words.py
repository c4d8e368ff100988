"""What two rows of words have in common: found in full for what people write, and in bounded time for anything else."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.responses import matching
from groundswell.responses.matching import blocks, steps
from groundswell.responses.merging import merged
from groundswell.responses.shared_text import brought, document, words
from groundswell.responses.wording import compared

ROWS = st.lists(st.sampled_from(["we", "vote", "not", "tonight.", "a"]), max_size=30)
HARD = [("a b " * 300, "a " * 600), ("a b " * 2_000, "a " * 4_000), ("b " + "a " * 3_999, "a " * 3_999 + "c")]


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS, st.sampled_from([0, 5, 40, matching.BUDGET]))
def test_applying_the_steps_gives_both_rows_however_early_it_gave_up(old: list[str], new: list[str], budget: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(matching, "BUDGET", budget)
        found = list(steps(old, new))
    rows = [(kind, old[i:j], new[k:until]) for kind, i, j, k, until in found]
    assert [word for _kind, gone, _came in rows for word in gone] == old
    assert [word for _kind, _gone, came in rows for word in came] == new
    assert all(gone == came for kind, gone, came in rows if kind == "same")
    assert all(here[0] != there[0] for here, there in pairwise(rows)), "none beside another of its kind"


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS)
def test_a_word_written_in_and_one_taken_out_are_found_alone(begin: list[str], end: list[str]) -> None:
    kept = sum(size for _at, _there, size in blocks([*begin, "Now", *end], [*begin, "Here", *end]))
    assert kept == len(begin) + len(end)


@pytest.mark.parametrize(("old", "new"), HARD)
def test_what_is_made_to_be_hard_costs_no_more_than_the_budget(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, search = [0], SequenceMatcher.find_longest_match

    def counted(self: Any, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Any:
        looked[0] += sum(len(self.b2j.get(word, ())) for word in self.a[alo:ahi])
        return search(self, alo, ahi, blo, bhi)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    pieces = compared(old, new)
    assert " ".join(one.text for one in pieces if one.kind != "new").split() == old.split()
    assert " ".join(one.text for one in pieces if one.kind != "gone").split() == new.split()
    assert "".join(one.theirs for one in merged(old, old, new)) == new
    doc = document([])
    for said in (old, new):
        assert brought(doc, {"title": "", "summary": "", "body": said.strip()})
        assert words(doc)["body"] == said.strip()
    assert looked[0] <= 6 * matching.BUDGET  # compared, merged against both sides, written twice
