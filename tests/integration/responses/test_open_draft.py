"""Opening a draft: its authors let members read along while they write, and take it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, next_version, published, started

from groundswell.communities.services import hide_thing, lift_hiding, report_thing
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere, Refused
from groundswell.people.services import leave_campaign
from groundswell.responses.draft_policies import can_read_along, read_along_by
from groundswell.responses.models import Response
from groundswell.responses.selectors.together import together
from groundswell.responses.services import close_draft, cowriting, open_draft, take_down_version
from groundswell.responses.shared_text import PARTS, part_of

Ask = Callable[..., HttpResponse]


def read_by(cast: Cast, response: Response, who: str) -> bool:
    copy = response.working_copies.get()
    actor = cast.visitor if who == "visitor" else getattr(cast, who).actor
    may = can_read_along(actor, copy)
    assert read_along_by(actor, type(copy).objects.filter(pk=copy.pk)).exists() == may
    return may


def test_members_read_along_while_it_is_open_and_nobody_does_before_or_after(
    cast: Cast, recorded: Callable[[], list[str]]
) -> None:
    response = started(cast)
    everyone = ("visitor", "dan", "ada", "ben", "cleo")
    assert [read_by(cast, response, who) for who in everyone] == [False, False, False, False, True]
    for _ in range(2):
        open_draft(response=response, actor=cast.cleo.actor)
    assert [read_by(cast, response, who) for who in everyone] == [False, False, True, True, True]
    for _ in range(2):
        close_draft(response=response, actor=cast.cleo.actor)
    assert [read_by(cast, response, who) for who in everyone] == [False, False, False, False, True]
    assert recorded()[-2:] == ["responses.draft_opened", "responses.draft_closed"]


@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_nobody_else_opens_it_or_closes_it(cast: Cast, who: str) -> None:
    response = started(cast)
    for change in (open_draft, close_draft):
        with pytest.raises(NotHere):
            change(response=response, actor=getattr(cast, who).actor)
    assert response.working_copies.get().opened_at is None


def test_who_may_follow_is_asked_of_those_present(cast: Cast) -> None:
    response, asked = started(cast), machine(cast.campaign.pk)
    assert cast.ben.member and cast.ada.member
    both = {cast.ben.member.pk, cast.ada.member.pk}
    assert cowriting.followers_among(response=response, members=both, actor=asked) == set()
    open_draft(response=response, actor=cast.cleo.actor)
    assert cowriting.followers_among(response=response, members=both, actor=asked) == both
    leave_campaign(member=cast.ben.member, actor=cast.ben.actor)
    assert cowriting.followers_among(response=response, members=both, actor=asked) == {cast.ada.member.pk}
    with pytest.raises(NotHere):
        cowriting.followers_among(response=response, members=both, actor=cast.cleo.actor)


def test_the_switch_is_on_the_page_of_those_who_write(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    page = ask(f"{response.pk}/edit/", "cleo").content.decode()
    assert 'role="switch" aria-checked="false"' in page and "Let members read along while we write" in page
    assert ask(f"{response.pk}/along/let/", "cleo", {"open": "1"}).headers["Location"].endswith("/edit/")
    assert 'aria-checked="true"' in ask(f"{response.pk}/edit/", "cleo").content.decode()
    part = ask(f"{response.pk}/along/let/", "cleo", {"open": ""}, **{"HX-Request": "true"}).content.decode()
    assert 'aria-checked="false"' in part and "<html" not in part
    assert ask(f"{response.pk}/along/let/", "ben", {"open": "1"}).status_code == 404


def test_members_find_it_on_the_story_and_among_the_answers_and_read_it(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    assert response.story_id
    places = (f"of-story/{response.story_id}/", "", f"{response.pk}/along/")
    assert [WORDS.title in ask(one, "ben").content.decode() for one in places] == [False, False, False]
    open_draft(response=response, actor=cast.cleo.actor)
    for one in places:
        assert WORDS.title in ask(one, "ben").content.decode(), one
    assert WORDS.summary in ask(places[2], "ben").content.decode()
    assert [WORDS.title in ask(one, "").content.decode() for one in places[:2]] == [False, False]
    assert ask(places[2], "").status_code == 302
    assert ask(places[2], "cleo").headers["Location"].endswith("/edit/")
    assert ask(f"{response.pk}/edit/", "ben").status_code == ask(f"{response.pk}/", "ben").status_code == 404


def test_the_next_draft_of_a_published_answer_opens_as_well(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    open_draft(response=version.response, actor=cast.cleo.actor)
    assert "Read along:" in ask(f"of-story/{version.response.story_id}/", "ben").content.decode()
    assert "Read along:" not in ask(f"of-story/{version.response.story_id}/", "cleo").content.decode()


def test_what_was_taken_down_is_not_shown_again_as_a_draft(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    take_down_version(version=version, reason="It names a minor: article 3.", actor=cast.ada.actor)
    with pytest.raises(Refused, match="hidden"):
        open_draft(response=version.response, actor=cast.cleo.actor)
    newer = next_version(cast, version)
    open_draft(response=newer.response, actor=cast.cleo.actor)
    assert ask(f"{newer.response_id}/along/", "ben").status_code == 200


def test_an_open_draft_closes_to_its_readers_when_what_it_grew_from_is_taken_down(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    response, asked = version.response, machine(cast.campaign.pk)
    assert cast.ben.member
    ben = {cast.ben.member.pk}
    open_draft(response=response, actor=cast.cleo.actor)
    assert cowriting.followers_among(response=response, members=ben, actor=asked) == ben
    take_down_version(version=version, reason="It names a minor: article 3.", actor=cast.ada.actor)
    assert [read_by(cast, response, who) for who in ("ada", "ben", "cleo")] == [False, False, True]
    assert cowriting.followers_among(response=response, members=ben, actor=asked) == set()
    assert ask(f"{response.pk}/along/", "ben").status_code == 404
    assert WORDS.title not in ask("", "ben").content.decode()
    assert "Read along:" not in ask(f"of-story/{response.story_id}/", "ben").content.decode()


def test_a_draft_that_breaks_the_rules_is_reported_hidden_and_shown_again(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    copy = open_draft(response=response, actor=cast.cleo.actor)
    kind, reason = "responses.WorkingCopy", "It mocks a neighbour."
    assert f"/report/{kind}/{copy.pk}/" in ask(f"{response.pk}/along/", "ben").content.decode()
    with pytest.raises(NotHere):
        report_thing(subject_type=kind, subject_id=copy.pk, reason=reason, actor=cast.visitor)
    report_thing(subject_type=kind, subject_id=copy.pk, reason=reason, actor=cast.ben.actor)
    hiding = hide_thing(subject_type=kind, subject_id=copy.pk, reason=reason, actor=cast.ada.actor)
    assert [read_by(cast, response, who) for who in ("ada", "ben", "cleo")] == [False, False, True]
    lift_hiding(hiding=hiding, reason="It was mended.", actor=cast.ada.actor)
    assert [read_by(cast, response, who) for who in ("ada", "ben", "cleo")] == [True, True, True]


def test_what_its_authors_took_out_is_not_read_any_more(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    open_draft(response=response, actor=cast.cleo.actor)
    doc = together(response.pk).doc
    before = doc.get_state()
    for part in PARTS:
        part_of(doc, part).clear()
    taken_out = [bytes(doc.get_update(before))]
    cowriting.store_updates(response=response, updates=taken_out, clients={}, actor=machine(cast.campaign.pk))
    assert WORDS.summary not in ask(f"{response.pk}/along/", "ben").content.decode()


def test_no_browser_keeps_what_was_read_along(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    open_draft(response=response, actor=cast.cleo.actor)
    assert "no-store" in ask(f"{response.pk}/along/", "ben").headers["Cache-Control"]
