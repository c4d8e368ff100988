"""Writing together meets the draft: gathered from the shared text, and brought into it from forms and proposals."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from pycrdt import Text
from tests.cast import Cast
from tests.stages import WORDS, published, started

from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere
from groundswell.responses import shared_text
from groundswell.responses.models import Response, SharedClient, SharedUpdate, WorkingCopy
from groundswell.responses.selectors.together import together
from groundswell.responses.services import (
    cowriting,
    gather_shared,
    invite_author,
    open_draft,
    propose_edit,
    propose_on_draft,
    publish_version,
    save_working_copy,
    take_proposal,
)

Ask = Callable[..., HttpResponse]
BEN, CLEO = 40_001, 40_002


def words_of(response: Response) -> dict[str, str]:
    return shared_text.words(together(response.pk).doc)


def type_in(cast: Cast, response: Response, words: str, *, part: str = "body", client: int = BEN, who: str = "ben") -> None:
    """What a browser of somebody sends, stored as its room stores it."""
    rows = SharedUpdate.objects.filter(response=response).order_by("number").values_list("update", flat=True)
    doc = shared_text.document((bytes(one) for one in rows), client=client)
    before, text = doc.get_state(), doc.get(part, type=Text)
    text.insert(len(text), words)
    cowriting.store_updates(
        response=response,
        updates=[bytes(doc.get_update(before))],
        clients={client: getattr(cast, who).member.pk},
        actor=machine(cast.campaign.pk),
    )


@pytest.fixture
def draft(cast: Cast) -> Response:
    """Cleo's draft; Ben writes along."""
    response = started(cast)
    invite_author(response=response, member=cast.ben.member, actor=cast.cleo.actor)
    return response


def copy_of(response: Response) -> WorkingCopy:
    return response.working_copies.get()


def test_the_draft_says_what_was_written_together_and_whose_hands_it_was(
    cast: Cast, draft: Response, recorded: Callable[[], list[str]]
) -> None:
    type_in(cast, draft, " Bring a friend. ")
    gather_shared(response=draft, actor=cast.cleo.actor)
    copy = copy_of(draft)
    assert (copy.title, copy.body, copy.revision) == (WORDS.title, WORDS.body + " Bring a friend.", 2)
    assert set(draft.hands.values_list("member_id", flat=True)) == {cast.cleo.member.pk, cast.ben.member.pk}
    gather_shared(response=draft, actor=cast.cleo.actor)
    assert copy_of(draft).revision == 2
    assert recorded()[-1:] == ["responses.working_copy_saved"] and recorded().count("responses.working_copy_saved") == 1


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_only_authors_gather_and_nobody_but_the_program_stores(cast: Cast, draft: Response, who: str) -> None:
    actor = getattr(cast, who).actor
    with pytest.raises(NotHere):
        gather_shared(response=draft, actor=actor)
    with pytest.raises(NotHere):
        cowriting.open_shared(response=draft, actor=actor)
    for player in (actor, cast.cleo.actor):
        with pytest.raises(NotHere):
            cowriting.store_updates(response=draft, updates=[shared_text.NOTHING], clients={}, actor=player)


def test_signs_nobody_sees_and_tags_stay_out_of_the_draft(cast: Cast, draft: Response) -> None:
    type_in(cast, draft, "\x00\u202e\n<b>now</b>\n", part="title")
    gather_shared(response=draft, actor=cast.cleo.actor)
    assert copy_of(draft).title == WORDS.title + " now"


def test_a_form_brings_in_only_what_it_changed(cast: Cast, draft: Response) -> None:
    type_in(cast, draft, " Bring a friend. ")
    content = replace(WORDS, title="Ask for the samples tonight")
    save_working_copy(response=draft, content=content, revision=1, actor=cast.cleo.actor)
    assert words_of(draft) == {"title": content.title, "summary": WORDS.summary, "body": WORDS.body}


def test_a_form_that_says_the_same_leaves_the_space_somebody_types_behind(cast: Cast, draft: Response) -> None:
    type_in(cast, draft, " ")
    rows = SharedUpdate.objects.count()
    content = replace(WORDS, sources=())
    save_working_copy(response=draft, content=content, revision=1, actor=cast.cleo.actor)
    assert words_of(draft)["body"] == WORDS.body + " " and SharedUpdate.objects.count() == rows


def test_a_form_from_before_somebody_wrote_is_a_conflict_with_both_texts(cast: Cast, draft: Response, ask: Ask) -> None:
    type_in(cast, draft, " Bring a friend.")
    page = ask(f"{draft.pk}/edit/", "cleo", {"title": "Mine", "summary": "", "body": "Mine.", "revision": "1"})
    text = page.content.decode()
    assert page.status_code == 409 and "Bring a friend." in text and ">\nMine.</textarea>" in text
    assert "data-together" not in text
    assert words_of(draft)["body"] == WORDS.body + " Bring a friend."


def test_a_form_of_a_page_on_the_line_says_only_what_is_not_on_the_line(cast: Cast, draft: Response, ask: Ask) -> None:
    page = ask(f"{draft.pk}/edit/", "cleo").content.decode()
    around = page.split('name="around" value="')[1].split('"')[0]
    type_in(cast, draft, " Bring a friend.")
    sent = {"title": "Old", "body": "Old.", "together": "1", "around": around, "revision": "1", "why_1": "Because."}
    assert ask(f"{draft.pk}/edit/", "cleo", sent).status_code == 302
    copy = copy_of(draft)
    assert (copy.title, copy.body, copy.pillars) == (WORDS.title, WORDS.body + " Bring a friend.", [[1, "Because."]])


def test_a_taken_proposal_enters_the_shared_text_as_its_proposers_words(cast: Cast) -> None:
    response = published(cast).response
    content = replace(WORDS, body=WORDS.body + "\n\nBring two friends.")
    proposal = propose_edit(response=response, onto_number=1, content=content, actor=cast.ada.actor)
    type_in(cast, response, "!", part="title", client=CLEO, who="cleo")
    gather_shared(response=response, actor=cast.cleo.actor)
    revision = copy_of(response).revision
    take_proposal(proposal=proposal, decided=[], revision=revision, actor=cast.cleo.actor)
    assert words_of(response) == {"title": WORDS.title + "!", "summary": WORDS.summary, "body": content.body}
    assert together(response.pk).shares()[cast.ada.member.pk] == 3


def test_the_same_text_before_and_after_many_rows_become_one(
    cast: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cowriting, "TOO_MANY_ROWS", 20)
    for number in range(30):
        type_in(cast, draft, f" {number}", client=BEN if number % 2 else CLEO, who="ben" if number % 2 else "cleo")
    before, shares = words_of(draft), together(draft.pk).shares()
    state = together(draft.pk).doc.get_state()
    stored = cowriting.open_shared(response=draft, actor=cast.cleo.actor)
    assert (len(stored.updates), stored.last, SharedUpdate.objects.filter(response=draft).count()) == (1, 31, 1)
    assert (words_of(draft), together(draft.pk).shares()) == (before, shares)
    assert shared_text.clocks(together(draft.pk).doc.get_state()) == shared_text.clocks(state)
    late = cowriting.updates_after(response=draft, number=7, actor=machine(cast.campaign.pk))
    assert shared_text.words(shared_text.document(late.updates)) == before and late.last == 31
    type_in(cast, draft, " and on")
    assert words_of(draft)["body"] == before["body"] + " and on"


def test_a_crash_between_the_steps_of_making_one_row_changes_nothing(
    cast: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cowriting, "TOO_MANY_ROWS", 5)
    for number in range(9):
        type_in(cast, draft, f" {number}")
    before = words_of(draft)

    def crash(*_given: object) -> dict[int, uuid.UUID]:
        raise RuntimeError("the power went")

    monkeypatch.setattr(cowriting, "_owners", crash)
    with pytest.raises(RuntimeError):
        cowriting.open_shared(response=draft, actor=cast.cleo.actor)
    assert SharedUpdate.objects.filter(response=draft).count() == 10 and words_of(draft) == before


def test_an_answer_from_before_there_was_shared_text_begins_with_its_draft(cast: Cast, draft: Response) -> None:
    SharedUpdate.objects.all().delete()
    SharedClient.objects.all().delete()
    cowriting.open_shared(response=draft, actor=cast.ben.actor)
    assert words_of(draft)["body"] == WORDS.body
    assert together(draft.pk).shares() == {cast.cleo.member.pk: 39}


def test_too_long_is_told_and_not_published_and_nothing_is_cut(cast: Cast, draft: Response, ask: Ask) -> None:
    type_in(cast, draft, " and on" * 20, part="title")
    gather_shared(response=draft, actor=cast.cleo.actor)
    more = len(WORDS.title) + 140 - 120
    assert f"Shorten the title by {more} characters." in ask(f"{draft.pk}/publish/", "cleo").content.decode()
    with pytest.raises(BadInput, match="Shorten the title"):
        publish_version(response=draft, revision=copy_of(draft).revision, actor=cast.cleo.actor)
    assert words_of(draft)["title"] == WORDS.title + " and on" * 20


def test_taking_a_proposal_takes_out_nothing_of_a_draft_that_is_too_long_for_now(cast: Cast, draft: Response, ask: Ask) -> None:
    open_draft(response=draft, actor=cast.cleo.actor)
    type_in(cast, draft, " And so on." * 800 + " The last words.")
    before = {part: getattr(WORDS, part) for part in shared_text.PARTS}
    proposal = propose_on_draft(response=draft, before=before, said={**before, "title": "Tonight"}, actor=cast.ada.actor)
    ask(f"proposals/{proposal.pk}/answer/", "cleo", {"do": "take"})
    assert words_of(draft)["title"] == "Tonight" and words_of(draft)["body"].endswith(" The last words.")


def test_saving_takes_out_nothing_of_a_draft_that_is_too_long_for_now(cast: Cast, draft: Response, ask: Ask) -> None:
    type_in(cast, draft, " And so on." * 800 + " The last words.")
    page = ask(f"{draft.pk}/edit/", "cleo").content.decode()
    around, revision = (page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("around", "revision"))
    sent = {"title": "", "body": "", "revision": revision, "around": around, "together": "1", "why_1": "Because."}
    assert ask(f"{draft.pk}/edit/", "cleo", sent).status_code == 302
    assert words_of(draft)["body"].endswith(" The last words.") and copy_of(draft).pillars == [[1, "Because."]]


def test_what_is_too_long_is_shortened_before_a_form_changes_it(cast: Cast, draft: Response) -> None:
    type_in(cast, draft, " And so on." * 800 + " The last words.")
    gather_shared(response=draft, actor=cast.cleo.actor)
    shorter = replace(WORDS, body="Short.")
    with pytest.raises(BadInput, match="Shorten the text") as refusal:
        save_working_copy(response=draft, content=shorter, revision=2, actor=cast.cleo.actor)
    assert refusal.value.field == "body"
    assert words_of(draft)["body"].endswith(" The last words.")


def test_a_version_names_how_many_of_its_words_are_whose(cast: Cast, draft: Response, ask: Ask) -> None:
    type_in(cast, draft, " Bring a friend. Come early!")
    gather_shared(response=draft, actor=cast.cleo.actor)
    version = publish_version(response=draft, revision=2, actor=cast.cleo.actor)
    assert {one.member_id: one.words for one in version.authors.all()} == {cast.cleo.member.pk: 39, cast.ben.member.pk: 5}
    type_in(cast, draft, " More.")
    text = ask(f"{draft.pk}/", "ada").content.decode()
    assert "39 words, 89 %" in text and "5 words, 11 %" in text
    assert "5 words, 11 %" not in ask(f"{draft.pk}/").content.decode()
