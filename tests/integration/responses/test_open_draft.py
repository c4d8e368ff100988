"""Opening a draft: its authors let members read along while they write, and take it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published, started

from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.people.services import leave_campaign
from groundswell.responses.draft_policies import can_read_along, read_along_by
from groundswell.responses.models import Response
from groundswell.responses.services import close_draft, cowriting, open_draft

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
