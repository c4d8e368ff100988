"""Merging: an answer takes in the words of another, at once for its writers, and the next version knows both parents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast, Player
from tests.stages import WORDS, published, started

from groundswell.communities.services.reports import hide_thing
from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.responses.content import Content
from groundswell.responses.models import Proposal, Response, Version
from groundswell.responses.refusals import Stale
from groundswell.responses.selectors.lineage import family_of
from groundswell.responses.selectors.merging import merge_with, merged_into, targets_of
from groundswell.responses.selectors.words import words_of_copy, words_of_version
from groundswell.responses.services import fork_version, merge_version, publish_version, save_working_copy

Ask = Callable[..., HttpResponse]
SHORTER = replace(WORDS, body="The samples of last month are in the board's own drawer [1].")
PAID = replace(WORDS, body=f"Who pays? {WORDS.body}")


def written(response: Response, content: Content, player: Player) -> Version:
    copy = response.working_copies.get()
    revision = save_working_copy(response=response, content=content, revision=copy.revision, actor=player.actor).revision
    return publish_version(response=response, revision=revision, actor=player.actor)


def two_sides(cast: Cast, ours: Content = PAID, theirs: Content = SHORTER) -> tuple[Version, Version]:
    """Cleo's second version and Ben's fork of her first."""
    first = published(cast)
    fork = fork_version(version=first, actor=cast.ben.actor)
    return written(first.response, ours, cast.cleo), written(fork, theirs, cast.ben)


def test_edits_that_are_apart_join_and_the_version_knows_both_parents(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    ours, theirs = two_sides(cast)
    copy = merge_version(response=ours.response, version=theirs, decided=[], revision=2, actor=cast.cleo.actor)
    assert words_of_copy(copy) == replace(SHORTER, body=f"Who pays? {SHORTER.body}")
    third = publish_version(response=ours.response, revision=copy.revision, actor=cast.cleo.actor)
    assert merged_into(third) == [theirs]
    assert cast.ben.member and third.authors.get(member=cast.ben.member).inherited
    assert recorded()[-3:] == ["responses.proposal_taken", "responses.version_published", "responses.version_merged"]
    step = family_of(theirs.response, cast.visitor).steps[-1]
    assert (step.version, step.lane, step.merged, list(step.merges)) == (third, 0, 1, [theirs])


def test_what_was_merged_is_an_ancestor_of_all_that_follows(cast: Cast) -> None:
    ours, theirs = two_sides(cast)
    copy = merge_version(response=ours.response, version=theirs, decided=[], revision=2, actor=cast.cleo.actor)
    with pytest.raises(Refused):
        merge_with(copy, theirs)
    publish_version(response=ours.response, revision=copy.revision, actor=cast.cleo.actor)
    copy.response.refresh_from_db()
    with pytest.raises(Refused):
        merge_with(copy, theirs)
    later = written(theirs.response, replace(SHORTER, title="Ask for the samples now"), cast.ben)
    merge = merge_with(copy, later)
    assert not merge.conflicts and merge.content([]).title == "Ask for the samples now"
    assert merge.content([]).body.startswith("Who pays?")


def test_a_conflict_has_to_be_decided(cast: Cast) -> None:
    ours, theirs = two_sides(cast, replace(WORDS, title="Ask the board first"), replace(WORDS, title="Ask the mayor first"))
    (place,) = merge_with(ours.response.working_copies.get(), theirs).conflicts
    assert (place[0], place[1].ours, place[1].theirs) == ("title", " board", " mayor")
    with pytest.raises(BadInput):
        merge_version(response=ours.response, version=theirs, decided=[], revision=2, actor=cast.cleo.actor)
    copy = merge_version(response=ours.response, version=theirs, decided=[" council"], revision=2, actor=cast.cleo.actor)
    assert copy.title == "Ask the council first"


def test_a_fork_takes_in_what_its_source_wrote_since(cast: Cast) -> None:
    first = published(cast)
    fork = fork_version(version=first, actor=cast.ben.actor)
    newer = written(first.response, PAID, cast.cleo)
    copy = merge_version(response=fork, version=newer, decided=[], revision=1, actor=cast.ben.actor)
    assert words_of_copy(copy) == words_of_version(newer)


def test_a_stale_page_takes_nothing(cast: Cast) -> None:
    ours, theirs = two_sides(cast)
    with pytest.raises(Stale):
        merge_version(response=ours.response, version=theirs, decided=[], revision=1, actor=cast.cleo.actor)
    assert not Proposal.objects.exists()


def test_who_does_not_write_it_takes_nothing_and_what_is_hidden_goes_nowhere(cast: Cast) -> None:
    ours, theirs = two_sides(cast)
    for actor in (cast.ben.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            merge_version(response=ours.response, version=theirs, decided=[], revision=2, actor=actor)
    hide_thing(subject_type="responses.Version", subject_id=theirs.pk, reason="It names a neighbour.", actor=cast.ada.actor)
    with pytest.raises(Refused):
        merge_version(response=ours.response, version=theirs, decided=[], revision=2, actor=cast.cleo.actor)


def test_it_may_go_into_what_is_near_and_visible(cast: Cast) -> None:
    ours, theirs = two_sides(cast)
    draft = fork_version(version=ours, actor=cast.ada.actor)
    assert [one.response for one in targets_of(theirs, cast.cleo.actor)] == [ours.response]
    assert {one.response: one.is_own for one in targets_of(ours, cast.ada.actor)} == {draft: True, theirs.response: False}
    assert started(cast).pk not in {one.response.pk for one in targets_of(theirs, cast.ben.actor)}


def test_the_page_shows_both_sides_and_takes_them_in(cast: Cast, ask: Ask) -> None:
    ours, theirs = two_sides(cast, replace(WORDS, title="Ask the board first"), replace(WORDS, title="Ask the mayor first"))
    path = f"{theirs.response_id}/versions/1/merge/"
    assert str(ours.response_id) in ask(path, "cleo").content.decode()
    page = ask(f"{path}{ours.response_id}/", "cleo").content.decode()
    assert "the board" in page and "the mayor" in page and "Take it into the draft" in page
    assert ask(f"{path}{ours.response_id}/", "cleo", {"revision": "2"}).status_code == 422
    assert ask(f"{path}{ours.response_id}/", "cleo", {"revision": "1", "pick_0": "theirs"}).status_code == 409
    taken = ask(f"{path}{ours.response_id}/", "cleo", {"revision": "2", "pick_0": "both"})
    assert taken.headers["Location"] == f"/ellery/answers/{ours.response_id}/publish/"
    assert ours.response.working_copies.get().title == "Ask the board mayor first"
    assert ask(f"{path}{ours.response_id}/", "cleo").status_code == 409
