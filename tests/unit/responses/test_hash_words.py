"""The hash of a version: over one canonical form, so that anyone can work it out again from what the page shows."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from groundswell.responses.content import Content, Serves, Source

WORDS = Content(
    title="Ask for the samples",
    summary="Read them out.",
    body="Tonight – at eight.",
    pillars=(Serves(1, "It measures."),),
    sources=(Source("Agenda", "https://water.example/6"), Source("Sheet", "https://water.example/7")),
)


def test_the_canonical_form_is_written_out_here_once_and_for_all() -> None:
    """Hashes of published versions stand for ever: this form may never change."""
    form = (
        '{"body":"Tonight – at eight.","pillars":[{"pillar":1,"why":"It measures."}],'
        '"sources":[{"title":"Agenda","url":"https://water.example/6"},{"title":"Sheet","url":"https://water.example/7"}],'
        '"summary":"Read them out.","title":"Ask for the samples"}'
    )
    assert WORDS.canonical() == form.encode()
    assert WORDS.hash == hashlib.sha256(form.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        replace(WORDS, title="ask for the samples"),
        replace(WORDS, summary=""),
        replace(WORDS, body=WORDS.body + " "),
        replace(WORDS, pillars=(Serves(2, "It measures."),)),
        replace(WORDS, pillars=(Serves(1, "It counts."),)),
        replace(WORDS, sources=WORDS.sources[::-1]),
        replace(WORDS, title=WORDS.title + '","x":"', summary=""),
    ],
)
def test_any_change_changes_it(other: Content) -> None:
    assert other.hash != WORDS.hash


def test_equal_words_have_equal_hashes() -> None:
    assert replace(WORDS).hash == WORDS.hash
