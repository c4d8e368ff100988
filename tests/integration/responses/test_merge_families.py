"""Merges of merges, forks whose origin was merged, texts in two languages, two at once, proposals that were overtaken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast, Player
from tests.stages import WORDS, next_version, published

from groundswell.kit.errors import BadInput, Refused
from groundswell.responses.models import Proposal, Response, Version
from groundswell.responses.refusals import Stale
from groundswell.responses.selectors.lineage import family_of
from groundswell.responses.selectors.merging import merge_with, merged_into
from groundswell.responses.services import (
    fork_version,
    merge_version,
    propose_merge,
    publish_version,
    save_working_copy,
    start_response,
    take_proposal,
)

Ask = Callable[..., HttpResponse]


def grown(version: Version, who: Player, **words: str) -> Version:
    """Somebody's fork of a version, published with other words."""
    fork = fork_version(version=version, actor=who.actor)
    content = replace(WORDS, **words)  # type: ignore[arg-type]
    copy = save_working_copy(response=fork, content=content, revision=1, actor=who.actor)
    return publish_version(response=fork, revision=copy.revision, actor=who.actor)


def joined(into: Response, version: Version, who: Player) -> Version:
    """A version taken into one's own answer, and published."""
    copy = into.working_copies.get()
    copy = merge_version(response=into, version=version, decided=[], revision=copy.revision, actor=who.actor)
    return publish_version(response=into, revision=copy.revision, actor=who.actor)


def test_merges_of_merges_know_all_their_parents(cast: Cast) -> None:
    first = published(cast)
    title = grown(first, cast.ada, title="Ask for the readings first")
    summary = grown(first, cast.ben, summary="Before the board votes on the pipes, it should read out the list.")
    both = joined(title.response, summary, cast.ada)
    body = grown(first, cast.ben, body=f"{WORDS.body}\n\nBring a friend.")
    all_of_it = joined(first.response, both, cast.cleo)
    all_and_more = joined(first.response, body, cast.cleo)
    assert (all_and_more.title, all_and_more.summary) == (title.title, summary.summary)
    assert all_and_more.body.endswith("Bring a friend.")
    assert list(merged_into(both)) == [summary] and list(merged_into(all_of_it)) == [both]
    wrote = {one.member_id for one in all_and_more.authors.all()}
    assert wrote == {who.member.pk for who in (cast.ada, cast.ben, cast.cleo) if who.member}
    family = family_of(first.response, cast.visitor)
    assert {one.version for one in family.drawing.placed} == {
        one.pk for one in (first, title, summary, both, body, all_of_it, all_and_more)
    }
    assert len(family.drawing.lines) == 3 + 1 + 1 + 1 + 1 + 1 + 1, "three forks, three next versions, three merges"


def test_what_came_by_another_way_is_not_offered_as_a_conflict(cast: Cast) -> None:
    first = published(cast)
    fork = grown(first, cast.ada, title="Ask for the readings first")
    joined(first.response, fork, cast.cleo)
    grandchild = grown(fork, cast.ben, title="Ask for the readings first", body=f"{WORDS.body}\n\nBring a friend.")
    merge = merge_with(first.response.working_copies.get(), grandchild)
    assert merge.conflicts == [] and merge.content([]).body.endswith("Bring a friend.")
    with pytest.raises(Refused, match="in this answer already"):
        merge_with(first.response.working_copies.get(), fork)


def test_two_languages_are_said_and_never_joined_in_silence(cast: Cast, ask: Ask) -> None:
    cast.campaign.languages = ["en", "es"]
    cast.campaign.save(update_fields=["languages"])
    first = published(cast)
    spanish = replace(WORDS, title="Primero las muestras", summary="Antes de votar, que las lean.", body="Están aquí [1].")
    response = start_response(story=first.response.story, content=spanish, language="es", actor=cast.ada.actor)
    other = publish_version(response=response, revision=1, actor=cast.ada.actor)
    assert (response.language, first.response.language) == ("es", "en")
    page = ask(f"{other.response_id}/versions/1/merge/{first.response_id}/", "ada").content.decode()
    assert "The two are in different languages: English and español." in page
    assert "both sides changed these words" in page
    with pytest.raises(BadInput):
        start_response(story=first.response.story, content=spanish, language="fr", actor=cast.ada.actor)
    assert 'name="language"' in ask(f"start/{first.response.story_id}/", "ada").content.decode()


def test_of_two_at_once_the_second_looks_again(cast: Cast) -> None:
    first = published(cast)
    title, body = grown(first, cast.ada, title="Ask for the readings first"), grown(first, cast.ben, body="Ask tonight [1].")
    revision = first.response.working_copies.get().revision
    merge_version(response=first.response, version=title, decided=[], revision=revision, actor=cast.cleo.actor)
    with pytest.raises(Stale):
        merge_version(response=first.response, version=body, decided=[], revision=revision, actor=cast.cleo.actor)
    copy = merge_version(response=first.response, version=body, decided=[], revision=revision + 1, actor=cast.cleo.actor)
    version = publish_version(response=first.response, revision=copy.revision, actor=cast.cleo.actor)
    assert (version.title, version.body) == (title.title, body.body) and set(merged_into(version)) == {title, body}


def test_a_proposal_that_was_overtaken_joins_the_newer_text(cast: Cast) -> None:
    first = published(cast)
    theirs = grown(first, cast.ada, body=f"{WORDS.body}\n\nBring a friend.")
    proposal = propose_merge(response=first.response, version=theirs, onto_number=1, decided=[], actor=cast.ada.actor)
    next_version(cast, first, "Ask tonight")
    copy = first.response.working_copies.get()
    copy = take_proposal(proposal=proposal, decided=[], revision=copy.revision, actor=cast.cleo.actor)
    version = publish_version(response=first.response, revision=copy.revision, actor=cast.cleo.actor)
    assert (version.number, version.title) == (3, "Ask tonight") and version.body.endswith("Bring a friend.")
    assert list(merged_into(version)) == [theirs]
    assert Proposal.objects.get(pk=proposal.pk).version == version
    with pytest.raises(Refused, match="A newer version came out"):
        propose_merge(response=first.response, version=theirs, onto_number=1, decided=[], actor=cast.ben.actor)
