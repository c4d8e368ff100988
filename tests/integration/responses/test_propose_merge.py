"""Proposing: who does not write an answer shows its writers how it would read; they take it, or say why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.integration.responses.test_merge_version import PAID, SHORTER, two_sides, written
from tests.stages import WORDS

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.responses.models import Proposal
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services import decline_proposal, propose_merge, publish_version, save_working_copy, take_proposal

Ask = Callable[..., HttpResponse]


def proposed(cast: Cast, words: str = "Shorter is better at a door.") -> Proposal:
    ours, theirs = two_sides(cast)
    return propose_merge(response=ours.response, version=theirs, onto_number=2, decided=[], words=words, actor=cast.ben.actor)


def test_its_writers_take_it_wherever_the_draft_has_gone_since(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    proposal = proposed(cast)
    renamed = replace(PAID, title="Ask for the samples, then vote")
    save_working_copy(response=proposal.response, content=renamed, revision=2, actor=cast.cleo.actor)
    copy = take_proposal(proposal=proposal, decided=[], revision=3, words="Thank you.", actor=cast.cleo.actor)
    assert words_of_copy(copy) == replace(renamed, body=f"Who pays? {SHORTER.body}")
    version = publish_version(response=proposal.response, revision=4, actor=cast.cleo.actor)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, proposal.version) == ("taken", "Thank you.", version)
    assert cast.ben.member and not version.authors.get(member=cast.ben.member).inherited
    assert recorded()[-5:] == [
        "responses.merge_proposed",
        "responses.working_copy_saved",
        "responses.proposal_taken",
        "responses.version_published",
        "responses.version_merged",
    ]


def test_its_writers_decline_it_with_words(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    proposal = proposed(cast)
    with pytest.raises(BadInput):
        decline_proposal(proposal=proposal, words=" ", actor=cast.cleo.actor)
    assert decline_proposal(proposal=proposal, words="We need the second part.", actor=cast.cleo.actor).state == "declined"
    with pytest.raises(Refused):
        take_proposal(proposal=proposal, decided=[], revision=2, actor=cast.cleo.actor)
    assert recorded()[-1] == "responses.proposal_declined"


def test_the_same_is_proposed_once_at_a_time_and_onto_the_newest_version(cast: Cast) -> None:
    proposal = proposed(cast)
    again = {"response": proposal.response, "version": proposal.source, "decided": [], "actor": cast.ben.actor}
    with pytest.raises(Refused):
        propose_merge(onto_number=2, **again)
    decline_proposal(proposal=proposal, words="Not yet.", actor=cast.cleo.actor)
    written(proposal.response, replace(PAID, title="Ask for the samples, then vote"), cast.cleo)
    with pytest.raises(Refused):
        propose_merge(onto_number=2, **again)
    assert propose_merge(onto_number=3, **again).state == "open"


def test_nobody_else_sees_or_decides_it(cast: Cast, ask: Ask) -> None:
    proposal = proposed(cast)
    for actor in (cast.ben.actor, cast.ada.actor, cast.visitor):
        with pytest.raises(NotHere):
            take_proposal(proposal=proposal, decided=[], revision=2, actor=actor)
        with pytest.raises(NotHere):
            decline_proposal(proposal=proposal, words="No.", actor=actor)
    assert ask(f"proposals/{proposal.pk}/", "ada").status_code == 404
    assert "Take it" not in ask(f"proposals/{proposal.pk}/", "ben").content.decode()


def test_from_the_fork_to_the_next_version_without_a_line_of_script(cast: Cast, ask: Ask) -> None:
    ours, theirs = two_sides(cast, PAID, replace(WORDS, title="Ask for the samples now"))
    path = f"{theirs.response_id}/versions/1/merge/{ours.response_id}/"
    assert "Propose it to its writers" in ask(path, "ben").content.decode()
    page = ask(path, "ben", {"revision": "2", "words": "It is tonight."}).headers["Location"]
    assert "It is tonight." in ask(page.removeprefix("/ellery/answers/"), "ben").content.decode()
    assert "Proposed to you" in ask(f"{ours.response_id}/edit/", "cleo").content.decode()
    shown = ask(page.removeprefix("/ellery/answers/"), "cleo").content.decode()
    assert "Take it" in shown and "Nothing to decide" in shown
    refused = ask(f"{page.removeprefix('/ellery/answers/')}decline/", "cleo", {"words": ""})
    assert refused.status_code == 422 and "why not" in refused.content.decode()
    taken = ask(page.removeprefix("/ellery/answers/"), "cleo", {"revision": "2"})
    assert taken.headers["Location"] == f"/ellery/answers/{ours.response_id}/publish/"
    assert ask(f"{ours.response_id}/publish/", "cleo", {"revision": "3"}).status_code == 302
    assert "Merged with" in ask(f"{ours.response_id}/", "dan").content.decode()
    assert "merged with Ask for the samples now" in ask(f"{theirs.response_id}/lineage/", "dan").content.decode()
    assert "Published as version 3" in ask(page.removeprefix("/ellery/answers/"), "ben").content.decode()
