"""A member writes to the authors and they write back: no address on either side, few letters, nobody else reads along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from tests import stages
from tests.cast import Cast

from groundswell.communities.services import hide_thing, report_thing
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere, Refused, TooMany
from groundswell.responses.models import Correspondence, Letter
from groundswell.responses.selectors.corresponding import correspondence_at, correspondences
from groundswell.responses.services import answer_letter, corresponding, forget_letters, write_letter

Ask = Callable[..., HttpResponse]


def test_they_write_to_each_other(cast: Cast, ask: Ask, recorded: Callable[[], list[str]]) -> None:
    response = stages.published(cast).response
    path = f"{response.pk}/letters/"
    assert ask(f"{path}write/", "ben", {"text": "Who opened the drawer?"}).status_code == 302
    begun = Correspondence.objects.get()
    assert "Who opened the drawer?" in ask(f"letters/{begun.pk}/", "cleo").content.decode()
    assert "Ben" in ask(path, "cleo").content.decode()
    assert ask(f"letters/{begun.pk}/answer/", "cleo", {"text": "The board's clerk did."}).status_code == 302
    page = ask(path, "ben").content.decode()
    assert "The board&#39;s clerk did." in page and "one of its authors" in page
    assert cast.cleo.account.email not in page and "@" not in page
    assert recorded()[-2:] == ["responses.letter_written"] * 2


def test_nobody_else_reads_along(cast: Cast, ask: Ask) -> None:
    letter = stages.written(cast)
    for who in ("ada", "dan", ""):
        shown = ask(f"letters/{letter.correspondence_id}/", who)
        assert letter.text not in shown.content.decode() and shown.status_code in (302, 404)
    assert letter.text not in ask(f"{letter.correspondence.response_id}/letters/", "ada").content.decode()
    assert not correspondences(letter.correspondence.response, cast.ada.actor).rows
    for actor in (cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            correspondence_at(letter.correspondence_id, actor)
        with pytest.raises(NotHere):
            answer_letter(correspondence=letter.correspondence, text="I read along.", actor=actor)


def test_who_is_outside_is_asked_in_and_authors_do_not_write_to_themselves(cast: Cast, ask: Ask) -> None:
    response = stages.published(cast).response
    assert "/accounts/login/" in ask(f"{response.pk}/letters/", "")["Location"]
    for actor in (cast.cleo.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            write_letter(response=response, text="Hello.", actor=actor)
    with pytest.raises(NotHere):
        write_letter(response=stages.started(cast), text="A draft is nobody's business.", actor=cast.ben.actor)


def test_sent_twice_is_sent_once_and_bad_input_says_what_is_wrong(cast: Cast, ask: Ask) -> None:
    response = stages.published(cast).response
    for _ in range(2):
        write_letter(response=response, text="Who opened the drawer?", actor=cast.ben.actor)
    assert Letter.objects.count() == 1
    for text in ("", " \n ", "x" * 2001):
        with pytest.raises(BadInput) as refused:
            write_letter(response=response, text=text, actor=cast.ben.actor)
        assert refused.value.field == "text"
    shown = ask(f"{response.pk}/letters/write/", "ben", {"text": "y" * 2001})
    assert shown.status_code == 422 and "y" * 2001 in shown.content.decode(), "what was typed stays"
    write_letter(response=response, text="<b>Loud</b> \u202egnirts", actor=cast.ben.actor)
    assert "<b>Loud</b>" not in ask(f"{response.pk}/letters/", "ben").content.decode()


def test_three_in_a_row_are_enough(cast: Cast) -> None:
    response = stages.published(cast).response
    for number in range(3):
        letter = write_letter(response=response, text=f"Letter {number}", actor=cast.ben.actor)
    with pytest.raises(Refused, match="three times"):
        write_letter(response=response, text="And another thing.", actor=cast.ben.actor)
    answer_letter(correspondence=letter.correspondence, text="One at a time.", actor=cast.cleo.actor)
    assert write_letter(response=response, text="Very well.", actor=cast.ben.actor)


def test_a_flood_is_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corresponding, "LETTERS", corresponding.Limit("write to authors", times=1, seconds=86400))
    response = stages.published(cast).response
    write_letter(response=response, text="One.", actor=cast.ben.actor)
    with pytest.raises(TooMany):
        write_letter(response=response, text="Two.", actor=cast.ben.actor)


def test_what_is_reported_is_read_by_a_steward_and_can_be_hidden(cast: Cast, ask: Ask, client: Any) -> None:
    letter = stages.written(cast, text="You liars. " * 20)
    about: Any = {"subject_type": "responses.Letter", "subject_id": letter.pk}
    with pytest.raises(NotHere):
        hide_thing(**about, reason="Nobody reported it.", actor=cast.ada.actor)
    with pytest.raises(NotHere):
        report_thing(**about, reason="I guessed its address.", actor=cast.dan.actor)
    report_thing(**about, reason="He insults us.", actor=cast.cleo.actor)
    client.force_login(cast.ada.account)
    looked = client.get(f"/ellery/communities/look-after/responses.Letter/{letter.pk}/")
    assert "You liars." in looked.content.decode()
    hide_thing(**about, reason="An insult is no letter.", actor=cast.ada.actor)
    page = ask(f"letters/{letter.correspondence_id}/", "cleo").content.decode()
    assert "This letter is hidden." in page and "You liars." not in page


def test_whoever_is_erased_leaves_no_letter(cast: Cast) -> None:
    letter = stages.written(cast)
    answer_letter(correspondence=letter.correspondence, text="The clerk did.", actor=cast.cleo.actor)
    assert cast.ben.member is not None
    assert forget_letters(member_id=cast.ben.member.pk, actor=machine(cast.campaign.pk)) == 2
    assert not Letter.objects.exists() and not Correspondence.objects.exists()
    with pytest.raises(NotHere):
        forget_letters(member_id=cast.ben.member.pk, actor=cast.ada.actor)


def test_a_list_of_letters_costs_the_same_however_many(cast: Cast, ask: Ask, django_assert_max_num_queries: Any) -> None:
    version = stages.published(cast)
    for reader in stages.neighbours(cast, cast.ferry, "Fay Finn Flo Fred"):
        write_letter(response=version.response, text="Who opened it?", actor=reader.actor)
    ask(f"{version.response_id}/letters/", "cleo")
    with django_assert_max_num_queries(14):
        ask(f"{version.response_id}/letters/", "cleo")
