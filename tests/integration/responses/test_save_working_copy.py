"""Saving a draft: a stale tab is told and shown both texts, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.cast import Cast
from tests.stages import WORDS, started

from groundswell.kit.errors import NotHere
from groundswell.responses.refusals import Stale
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services import invite_author, save_working_copy

OURS, THEIRS = replace(WORDS, body="Ours."), replace(WORDS, body="Theirs.")


def test_an_author_saves_and_the_revision_moves(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response = started(cast)
    copy = save_working_copy(response=response, content=OURS, revision=1, actor=cast.cleo.actor)
    assert (words_of_copy(copy), copy.revision) == (OURS, 2)
    assert recorded()[-1:] == ["responses.working_copy_saved"]


def test_the_same_form_sent_twice_is_saved_once(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response = started(cast)
    for _ in range(2):
        assert save_working_copy(response=response, content=OURS, revision=1, actor=cast.cleo.actor).revision == 2
    assert recorded().count("responses.working_copy_saved") == 1


def test_a_stale_tab_writes_nothing_and_gets_both_texts(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response = started(cast)
    invite_author(response=response, member=cast.ben.member, actor=cast.cleo.actor)
    save_working_copy(response=response, content=THEIRS, revision=1, actor=cast.ben.actor)
    with pytest.raises(Stale, match="Nothing is lost") as refusal:
        save_working_copy(response=response, content=OURS, revision=1, actor=cast.cleo.actor)
    assert (words_of_copy(refusal.value.copy), refusal.value.copy.changed_by) == (THEIRS, cast.ben.member)
    assert words_of_copy(response.working_copies.get()) == THEIRS
    assert recorded().count("responses.working_copy_saved") == 1


@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_only_authors_save(cast: Cast, who: str) -> None:
    response = started(cast)
    with pytest.raises(NotHere):
        save_working_copy(response=response, content=OURS, revision=1, actor=getattr(cast, who).actor)
