"""What other rooms' pages show of answers: a story's answers and marks, what a community adopted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.stages import WORDS, adopted, published, started, story

from groundswell.kit import slots
from groundswell.kit.actor import Actor
from groundswell.people.requests import CampaignRequest
from groundswell.responses.selectors.slots import Answered, marks_of_story
from groundswell.responses.services import end_adoption, publish_version, start_response

Ask = Callable[..., HttpResponse]


@pytest.fixture
def asking(cast: Cast) -> Callable[[Actor], CampaignRequest]:
    """Return a request as a page makes it, by an actor."""

    def asking(actor: Actor) -> CampaignRequest:
        request = RequestFactory().get("/ellery/")
        request.campaign, request.actor = cast.campaign, actor  # type: ignore[attr-defined]
        return request  # type: ignore[return-value]

    return asking


def test_a_story_shows_its_answers_and_drafts_to_their_authors_alone(cast: Cast, asking: Callable[..., object]) -> None:
    response = started(cast)
    for actor in (cast.visitor, cast.ada.actor, cast.ben.actor):
        shown = slots.fill("wire.story.answers", asking(actor), story=response.story)
        assert WORDS.title not in shown and "Write the first answer" in shown
    assert WORDS.title in slots.fill("wire.story.answers", asking(cast.cleo.actor), story=response.story)


def test_a_story_shows_how_far_its_answers_have_come(cast: Cast, asking: Callable[..., object]) -> None:
    version = published(cast)
    shown = slots.fill("wire.story.answers", asking(cast.visitor), story=version.response.story)
    assert "Needs readers" in shown and "Nobody has rated it yet." in shown


def test_a_ready_and_adopted_answer_says_so_on_the_story(cast: Cast, asking: Callable[..., object]) -> None:
    version = adopted(cast).version
    story = version.response.story
    with CaptureQueriesContext(connection) as asked:
        shown = slots.fill("wire.story.answers", asking(cast.visitor), story=story)
    assert "Adopted by Ferry Street." in shown and f'data-live="story:{story.pk}"' in shown and len(asked) <= 5
    marks = marks_of_story(asking(cast.visitor), story=story)
    assert marks == {"first": version.published_at, "ready": version.readiness.get().ready_since}


def test_a_list_of_stories_knows_how_far_their_answers_have_come(cast: Cast, asking: Callable[..., object]) -> None:
    answered = adopted(cast).version.response.story
    waiting = start_response(story=answered, content=replace(WORDS, title="Read them out"), actor=cast.ben.actor)
    publish_version(response=waiting, revision=1, actor=cast.ben.actor)
    quiet = story(cast, "Orchard road reopens")
    with CaptureQueriesContext(connection) as asked:
        known = slots.facts("wire.stories.answers", asking(cast.visitor), stories=[answered, quiet])
    assert known == {"answered": {answered.pk: Answered(ready=1, waiting=1, communities=1)}} and len(asked) == 2


def test_a_story_without_answers_has_no_marks(cast: Cast, asking: Callable[..., object]) -> None:
    assert marks_of_story(asking(cast.visitor), story=started(cast).story) is None


def test_the_part_of_the_story_comes_alone(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    page = ask(f"of-story/{version.response.story_id}/").content.decode()
    assert page.lstrip().startswith("<section") and WORDS.title in page


def test_a_community_shows_what_it_speaks_with(cast: Cast, asking: Callable[..., object]) -> None:
    adoption = adopted(cast)
    shown = slots.fill("communities.community.adopted", asking(cast.visitor), community=cast.ferry)
    assert WORDS.title in shown and "Let it go" not in shown
    assert "Let it go" in slots.fill("communities.community.adopted", asking(cast.ben.actor), community=cast.ferry)
    end_adoption(adoption=adoption, actor=cast.ben.actor)
    shown = slots.fill("communities.community.adopted", asking(cast.visitor), community=cast.ferry)
    assert WORDS.title not in shown and "has not adopted an answer yet" in shown
