"""Claims that point at no source: sentences with a figure or a quotation, and no mark that leads anywhere."""

from __future__ import annotations

import pytest

from groundswell.responses.claims import leans_on_nothing, unsourced


@pytest.mark.parametrize(
    ("body", "sources", "found"),
    [
        ("", 0, []),
        ("Ask for the samples tonight.", 0, []),
        ("Lead was found in 12 homes.", 1, ["Lead was found in 12 homes."]),
        ("Lead was found in 12 homes [1].", 1, []),
        ("Lead was found in 12 homes. [1] Ask tonight.", 1, []),
        ("Lead was found in 12 homes [2].", 1, ["Lead was found in 12 homes ."]),
        ("It was 3.5 times the limit. Nobody said so.", 1, ["It was 3.5 times the limit."]),
        ("On 4 March it rose. By half, or fifty per cent!", 0, ["On 4 March it rose.", "By half, or fifty per cent!"]),
        ("She said: “We knew it all along.” We did not.", 1, ["She said: “We knew it all along.”"]),
        ("She said: “We knew it all along.” [1]", 1, []),
        ("They call it “safe”.", 0, []),
        ("Dijo: «No lo supimos nunca».", 0, ["Dijo: «No lo supimos nunca»."]),
        ("Nothing here [1]\n\n7 days", 1, ["7 days"]),
    ],
)
def test_claims_without_a_source_are_found(body: str, sources: int, found: list[str]) -> None:
    assert unsourced(body, sources) == found


@pytest.mark.parametrize("sign", [".", "“", "«", "[1", ". ", "“ a b ", "\n"])
def test_eight_thousand_signs_of_any_kind_are_read(sign: str) -> None:
    text = (sign * 8000)[:8000]
    assert all(text.count(one) or not one for one in unsourced(text, 0))


@pytest.mark.parametrize(
    ("said", "leans"),
    [
        ("Ask for the samples.", False),
        ("Lead was in 12 homes.", False),
        ("Lead was in 13 homes.", True),
        ("The list was there since 3 March.", True),
        ("They said: “We knew it all along.”", False),
        ("They said: “We never knew of it.”", True),
    ],
)
def test_the_one_sentence_leans_on_the_text(said: str, leans: bool) -> None:
    body = "Lead was in 12 homes [1]. “We knew it all along”, they said. [1]\n\nThe list was there since 3 March."
    assert leans_on_nothing(said, body, 1) is leans
    assert not leans_on_nothing("Nothing to count.", "", 0) and leans_on_nothing("Lead was in 12 homes.", body, 0)
