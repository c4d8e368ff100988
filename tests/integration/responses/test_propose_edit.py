"""Suggesting: any member shows the writers of an answer how it would read in their words; one press takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published, started

from groundswell.communities.services.reports import hide_thing
from groundswell.kit.errors import NotHere, Refused
from groundswell.responses.models import Proposal, Version
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services import propose_edit, publish_version, save_working_copy, take_proposal

Ask = Callable[..., HttpResponse]
SOONER = replace(WORDS, title="Ask for the samples tonight")


def suggested(cast: Cast, version: Version) -> Proposal:
    return propose_edit(response=version.response, onto_number=1, content=SOONER, words="It is tonight.", actor=cast.ben.actor)


def test_one_press_takes_it_into_a_draft_that_went_on(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    proposal = suggested(cast, version)
    longer = replace(WORDS, body=f"{WORDS.body} Bring a friend.")
    save_working_copy(response=version.response, content=longer, revision=1, actor=cast.cleo.actor)
    copy = take_proposal(proposal=proposal, decided=[], revision=2, actor=cast.cleo.actor)
    assert words_of_copy(copy) == replace(longer, title=SOONER.title)
    newer = publish_version(response=version.response, revision=3, actor=cast.cleo.actor)
    assert cast.ben.member and newer.authors.filter(member=cast.ben.member, inherited=False).exists()
    proposal.refresh_from_db()
    assert proposal.version == newer
    assert recorded()[-4:] == [
        "responses.merge_proposed",
        "responses.working_copy_saved",
        "responses.proposal_taken",
        "responses.version_published",
    ]


def test_what_says_nothing_new_is_not_proposed(cast: Cast) -> None:
    version = published(cast)
    with pytest.raises(Refused):
        propose_edit(response=version.response, onto_number=1, content=WORDS, actor=cast.ben.actor)
    suggested(cast, version)
    with pytest.raises(Refused):
        suggested(cast, version)
    assert Proposal.objects.count() == 1


def test_it_is_written_against_the_newest_words_that_can_be_seen(cast: Cast) -> None:
    version = published(cast)
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="Untrue.", actor=cast.ada.actor)
    with pytest.raises(Refused):
        suggested(cast, version)
    copy = save_working_copy(
        response=version.response, content=replace(WORDS, summary="Read it out."), revision=1, actor=cast.cleo.actor
    )
    publish_version(response=version.response, revision=copy.revision, actor=cast.cleo.actor)
    with pytest.raises(Refused):
        suggested(cast, version)


def test_nobody_outside_proposes_and_nobody_proposes_to_a_draft(cast: Cast) -> None:
    draft = started(cast)
    for actor in (cast.ben.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            propose_edit(response=draft, onto_number=1, content=SOONER, actor=actor)


def test_the_page_keeps_what_was_typed_when_it_is_refused(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    path = f"{version.response_id}/versions/1/propose/"
    assert "Propose other words" in ask(f"{version.response_id}/", "ben").content.decode()
    assert "Propose other words" not in ask(f"{version.response_id}/", "cleo").content.decode()
    assert WORDS.title in ask(path, "ben").content.decode()
    refused = ask(path, "ben", {"title": "A" * 130, "summary": WORDS.summary, "revision": "1"})
    assert refused.status_code == 422 and "A" * 130 in refused.content.decode()
    sent = {"title": SOONER.title, "summary": WORDS.summary, "body": WORDS.body, "why_1": WORDS.pillars[0].why, "revision": "1"}
    sent |= {"source_title_0": WORDS.sources[0].title, "source_url_0": WORDS.sources[0].url, "words": "It is tonight."}
    page = ask(path, "ben", sent).headers["Location"].removeprefix("/ellery/answers/")
    assert "It is tonight." in ask(page, "cleo").content.decode()
    assert ask(page, "cleo", {"revision": "1"}).headers["Location"].endswith("/publish/")
    assert version.response.working_copies.get().title == SOONER.title
