"""Starting an answer: any member, without asking; the starter is its first author."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast, assemble
from tests.stages import WORDS, ratified, story

from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput, NotHere, TooMany
from groundswell.kit.ids import keyed, uuid7
from groundswell.responses.content import Content, Source
from groundswell.responses.models import Response
from groundswell.responses.services import start_response
from groundswell.responses.services.writing import STARTS

Ask = Callable[..., HttpResponse]
FIRST = Content(title="Ask for the samples")


def test_a_member_starts_an_answer_and_may_write_on(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response = start_response(story=story(cast), content=FIRST, community=cast.ferry, actor=cast.cleo.actor)
    copy = response.working_copies.get()
    assert (copy.title, copy.revision, copy.changed_by) == (FIRST.title, 1, cast.cleo.member)
    assert (response.newest, response.community, response.started_by) == (None, cast.ferry, cast.cleo.member)
    assert cast.cleo.actor.has("author", "response", response.pk)
    assert recorded()[-2:] == ["responses.response_started", "people.role_granted"]


def test_a_form_sent_twice_starts_one_answer(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    key, about = uuid7(), story(cast)
    first, second = (start_response(story=about, content=FIRST, key=key, actor=cast.cleo.actor) for _ in range(2))
    assert first == second and Response.objects.count() == 1
    assert recorded().count("responses.response_started") == 1


def test_the_key_of_a_form_is_never_the_id_of_what_it_starts(cast: Cast) -> None:
    mine = start_response(story=story(cast), content=FIRST, actor=cast.cleo.actor)
    theirs = start_response(story=story(cast), content=FIRST, key=mine.pk, actor=cast.ben.actor)
    assert theirs != mine and theirs.started_by == cast.ben.member


def test_a_key_of_another_campaigns_answer_opens_nothing(cast: Cast) -> None:
    other = assemble("harbour")
    with scope(other.campaign.pk):
        theirs = start_response(story=story(other), content=FIRST, actor=other.cleo.actor)
    assert start_response(story=story(cast), content=FIRST, key=theirs.pk, actor=cast.ben.actor).pk != theirs.pk


def test_who_is_outside_starts_nothing(cast: Cast) -> None:
    for actor in (cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            start_response(story=story(cast), content=FIRST, actor=actor)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Content(), "title"),
        (Content(title="<b></b>\u200b"), "title"),
        (Content(title="x" * 121), "title"),
        (Content(body="x" * 8001), "body"),
        (Content(title="x", sources=(Source("a", "https://a.example"), Source("b", "javascript:alert(1)"))), "source_url_1"),
        (Content(title="x", sources=(Source("a", "https://a.example"),) * 21), "source_url_0"),
    ],
    ids=["nothing", "nothing to be seen", "long title", "long body", "a link that runs", "too many sources"],
)
def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast, words: Content, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        start_response(story=story(cast), content=words, actor=cast.cleo.actor)
    assert refusal.value.field == field
    assert not Response.objects.exists()


def test_tags_are_taken_out_and_words_stay(cast: Cast) -> None:
    words = Content(title="5 < 6 <script>alert(1)</script>& so on", body="One\r\n\r\nTwo\x00")
    copy = start_response(story=story(cast), content=words, actor=cast.cleo.actor).working_copies.get()
    assert (copy.title, copy.body) == ("5 < 6 & so on", "One\n\nTwo")


def test_starting_without_end_is_slowed_in_words(cast: Cast) -> None:
    about = story(cast)
    for _ in range(STARTS.times):
        start_response(story=about, content=WORDS, key=uuid.uuid4(), actor=cast.cleo.actor)
    with pytest.raises(TooMany, match="try again"):
        start_response(story=about, content=WORDS, actor=cast.cleo.actor)


def test_the_page_keeps_what_was_typed_when_it_cannot_be_kept(cast: Cast, ask: Ask) -> None:
    about = story(cast)
    said = {"title": "Mine", "source_url_0": "javascript:alert(1)", "source_title_0": "Here"}
    page = ask(f"start/{about.pk}/", "cleo", said)
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="Mine"' in text and "javascript:alert(1)" in text
    assert "Give the whole link of this source" in text and 'aria-invalid="true"' in text
    assert not Response.objects.exists()


def test_the_page_starts_it_and_leads_on(cast: Cast, ask: Ask) -> None:
    about, pillars = story(cast), ratified(cast)
    blank = ask(f"start/{about.pk}/", "cleo").content.decode()
    key = blank.split('name="key" value="')[1].split('"')[0]
    made = keyed(uuid.UUID(key), cast.cleo.member.pk)
    said = {
        "key": key,
        "title": "Mine",
        "why_1": "It asks for the measurement.",
        "source_url_0": "water.example/agenda",
        "source_title_0": "",
        "community": str(cast.ferry.pk),
        "then": "publish",
    }
    for _ in range(2):
        assert ask(f"start/{about.pk}/", "cleo", said).headers["Location"] == f"/ellery/answers/{made}/publish/"
    response = Response.objects.get()
    copy = response.working_copies.get()
    assert (response.pk, response.community) == (made, cast.ferry)
    assert copy.sources == [["https://water.example/agenda", "https://water.example/agenda"]]
    assert copy.pillars == [[1, "It asks for the measurement."]] and len(pillars) == 2


def test_who_is_not_a_member_is_asked_in(cast: Cast, ask: Ask) -> None:
    about = story(cast)
    assert ask(f"start/{about.pk}/").headers["Location"].startswith("/accounts/login/?next=")
    assert ask(f"start/{about.pk}/", "dan").headers["Location"].startswith("/ellery/join?next=")
    assert ask(f"start/{uuid.uuid4()}/", "cleo").status_code == 404


def test_a_community_one_is_not_in_cannot_be_written_for(cast: Cast, ask: Ask) -> None:
    page = ask(f"start/{story(cast).pk}/", "ben", {"title": "Mine", "community": str(cast.orchard.pk)})
    assert page.status_code == 422 and not Response.objects.exists()
