"""Proposing on an open draft: a member shows its authors other words, they take them or leave them with one press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, started

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.notify.models import Notice
from groundswell.responses.models import Proposal, Response, SharedClient
from groundswell.responses.selectors.along import beside
from groundswell.responses.selectors.together import together
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services import close_draft, open_draft, propose_on_draft, publish_version, save_working_copy
from groundswell.responses.shared_text import PARTS

Ask = Callable[..., HttpResponse]
BEFORE = {part: getattr(WORDS, part) for part in PARTS}
SOONER = {**BEFORE, "title": "Ask for the samples tonight"}


@pytest.fixture
def draft(cast: Cast) -> Response:
    """Cleo's draft, open to members."""
    response = started(cast)
    open_draft(response=response, actor=cast.cleo.actor)
    return response


def suggested(cast: Cast, response: Response, said: dict[str, str] = SOONER) -> Proposal:
    return propose_on_draft(response=response, before=BEFORE, said=said, words="It is tonight.", actor=cast.ben.actor)


def form(said: dict[str, str]) -> dict[str, object]:
    return {**said, **{f"before_{part}": words for part, words in BEFORE.items()}, "words": "It is tonight."}


def test_one_press_takes_the_words_and_names_whose_they_are(
    cast: Cast, draft: Response, ask: Ask, recorded: Callable[[], list[str]]
) -> None:
    proposal = suggested(cast, draft)
    longer = replace(WORDS, body=f"{WORDS.body} Bring a friend.")
    save_working_copy(response=draft, content=longer, revision=1, actor=cast.cleo.actor)
    page = ask(f"{draft.pk}/edit/", "cleo").content.decode()
    assert "Proposed to you" in page and "It is tonight." in page and "Take it" in page
    taken = ask(f"proposals/{proposal.pk}/answer/", "cleo", {"do": "take"}, **{"HX-Request": "true"})
    assert taken.status_code == 200 and "Take it" not in taken.content.decode()
    copy = draft.working_copies.get()
    assert words_of_copy(copy) == replace(longer, title=SOONER["title"])
    assert cast.ben.member and SharedClient.objects.filter(response=draft, member=cast.ben.member).exists()
    assert together(draft.pk).shares()[cast.ben.member.pk] >= 1
    version = publish_version(response=draft, revision=copy.revision, actor=cast.cleo.actor)
    assert version.authors.get(member=cast.ben.member).words == 1
    assert recorded() == [
        "responses.merge_proposed",
        "responses.working_copy_saved",
        "responses.proposal_taken",
        "responses.version_published",
    ]


def test_one_press_leaves_it_and_who_proposed_it_reads_so(cast: Cast, draft: Response, ask: Ask) -> None:
    proposal = suggested(cast, draft)
    assert ask(f"proposals/{proposal.pk}/answer/", "cleo", {"do": "leave"}).headers["Location"].endswith("/edit/")
    assert draft.working_copies.get().title == WORDS.title
    assert "We go on with our own words." in ask(f"proposals/{proposal.pk}/", "ben").content.decode()
    again = ask(f"proposals/{proposal.pk}/answer/", "cleo", {"do": "take"})
    assert again.headers["Location"].endswith(f"/proposals/{proposal.pk}/")
    assert draft.working_copies.get().title == WORDS.title


def test_where_the_draft_went_on_in_the_same_words_both_sides_are_shown(cast: Cast, draft: Response, ask: Ask) -> None:
    proposal = suggested(cast, draft)
    other = replace(WORDS, title="Ask for the samples today")
    save_working_copy(response=draft, content=other, revision=1, actor=cast.cleo.actor)
    (waits,) = beside(draft.working_copies.get(), cast.cleo.actor)
    assert waits.conflicts == 1
    assert "you changed the same words" in ask(f"{draft.pk}/proposed/", "cleo").content.decode()
    sent = ask(f"proposals/{proposal.pk}/answer/", "cleo", {"do": "take"}, **{"HX-Request": "true"})
    assert sent.status_code == 204 and sent.headers["HX-Redirect"].endswith(f"/proposals/{proposal.pk}/")
    assert draft.working_copies.get().title == other.title


def test_authors_see_what_taking_it_would_do_now_whatever_it_was_written_against(cast: Cast, draft: Response) -> None:
    longer = replace(WORDS, body=f"{WORDS.body} Bring a friend.")
    save_working_copy(response=draft, content=longer, revision=1, actor=cast.cleo.actor)
    forged = {**BEFORE, "body": "Nothing was here."}  # so that all of the text would look like new words
    propose_on_draft(response=draft, before=forged, said={**BEFORE, "title": SOONER["title"]}, actor=cast.ben.actor)
    (waits,) = beside(draft.working_copies.get(), cast.cleo.actor)
    shown = {change.part: " ".join(one.text for one in change.pieces if one.kind != "gone") for change in waits.changes}
    assert shown == {"Title": SOONER["title"]} and waits.conflicts == 1


def test_only_those_who_read_along_propose(cast: Cast, draft: Response) -> None:
    for actor in (cast.cleo.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            propose_on_draft(response=draft, before=BEFORE, said=SOONER, actor=actor)
    close_draft(response=draft, actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        suggested(cast, draft)
    assert not Proposal.objects.exists()


def test_nothing_new_twice_the_same_and_too_long_are_refused_in_words(cast: Cast, draft: Response) -> None:
    with pytest.raises(Refused):
        suggested(cast, draft, BEFORE)
    suggested(cast, draft)
    with pytest.raises(Refused):
        suggested(cast, draft)
    with pytest.raises(BadInput):
        suggested(cast, draft, {**BEFORE, "title": "A" * 130})
    assert Proposal.objects.count() == 1


def test_the_page_sends_it_and_keeps_what_was_typed_when_it_is_refused(cast: Cast, draft: Response, ask: Ask) -> None:
    refused = ask(f"{draft.pk}/along/", "ben", form({**BEFORE, "title": "A" * 130}))
    assert refused.status_code == 422 and "A" * 130 in refused.content.decode()
    assert ask(f"{draft.pk}/along/", "ben", form(BEFORE)).status_code == 409
    assert ask(f"{draft.pk}/along/", "ben", form(SOONER)).headers["Location"].endswith(f"/{draft.pk}/along/")
    assert "What you proposed" in ask(f"{draft.pk}/along/", "ben").content.decode()
    assert "What you proposed" not in ask(f"{draft.pk}/along/", "ada").content.decode()
    proposal = Proposal.objects.get()
    assert proposal.base and proposal.base["title"] == WORDS.title
    assert "It is tonight." in ask(f"proposals/{proposal.pk}/", "cleo").content.decode()
    for who in ("ben", "ada"):
        assert ask(f"proposals/{proposal.pk}/answer/", who, {"do": "take"}).status_code == 404
    assert ask(f"proposals/{proposal.pk}/answer/", "cleo", {"do": "nonsense"}).headers["Location"].endswith(f"/{proposal.pk}/")


def test_its_authors_are_told_even_before_anything_is_published(cast: Cast, draft: Response) -> None:
    from groundswell.notify.selectors.shown_proposals import proposed

    proposal = suggested(cast, draft)
    shown = proposed(cast.campaign, cast.cleo.actor, [Notice(thing_id=proposal.pk)])
    assert shown[proposal.pk][1] == WORDS.title


def test_who_proposes_does_not_say_what_the_draft_is_called(cast: Cast, draft: Response) -> None:
    from groundswell.notify.selectors.shown_proposals import proposed

    forged = {**BEFORE, "title": "Your account is closed, sign in at evil.example " + "x" * 5_000}
    proposal = propose_on_draft(response=draft, before=forged, said=SOONER, actor=cast.ben.actor)
    shown = proposed(cast.campaign, cast.cleo.actor, [Notice(thing_id=proposal.pk)])
    assert shown[proposal.pk][1] == WORDS.title
    assert proposal.base is not None and len(proposal.base["title"]) == 120


def test_what_was_just_decided_stays_in_its_place_and_says_so(cast: Cast, draft: Response, ask: Ask) -> None:
    first = suggested(cast, draft)
    suggested(cast, draft, {**BEFORE, "summary": "Read it out before the vote."})
    htmx = {"HX-Request": "true"}
    taken = ask(f"proposals/{first.pk}/answer/", "cleo", {"do": "take"}, **htmx).content.decode()
    assert taken.index("Taken. The words stand in the draft.") < taken.index("Take it")
    assert 'role="status" tabindex="-1" autofocus' in taken and "One proposal waits" in taken
    address = taken.split('hx-get="')[1].split('"')[0].split("/answers/")[1]
    again = ask(address, "cleo", **htmx).content.decode()
    assert "Taken. The words" in again and "autofocus" not in again and "One proposal waits" in again
    for other in ("", "?decided=nonsense", f"?decided={draft.pk}"):
        assert "Taken. The words" not in ask(f"{draft.pk}/proposed/{other}", "cleo", **htmx).content.decode()
