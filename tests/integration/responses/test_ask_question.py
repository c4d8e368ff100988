"""A standing question: any member writes it down once, and an answer begins from it without any news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.stages import WORDS, asked, ratified

from groundswell.communities.services.reports import hide_thing
from groundswell.kit.errors import BadInput, NotHere
from groundswell.responses.models import Question, Response
from groundswell.responses.services import ask_question, fork_version, publish_version, start_response

Ask = Callable[..., HttpResponse]


def test_it_is_written_down_once(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    question = asked(cast)
    assert question.asked_by == cast.ben.member and recorded() == ["responses.question_asked"]
    assert ask_question(title="  who pays for\nthe new PIPES? ", actor=cast.ada.actor) == question
    for title in ("", "x" * 201):
        with pytest.raises(BadInput):
            ask_question(title=title, actor=cast.ben.actor)
    for actor in (cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            ask_question(title="Why?", actor=actor)
    assert Question.objects.count() == 1


def test_an_answer_begins_from_it(cast: Cast, ask: Ask) -> None:
    ratified(cast)
    question = asked(cast)
    path = f"questions/{question.pk}/"
    assert "No answer yet." in ask(path).content.decode()
    assert question.title in ask(f"{path}start/", "cleo").content.decode()
    assert ask(f"{path}start/", "cleo", {"title": "The water company"}).status_code == 302
    response = Response.objects.get()
    assert (response.question, response.story) == (question, None)
    assert question.title in ask(f"{response.pk}/edit/", "cleo").content.decode()


def test_its_answers_and_their_forks_stand_under_it(cast: Cast, ask: Ask, recorded: Callable[[], list[str]]) -> None:
    ratified(cast)
    question = asked(cast)
    response = start_response(question=question, content=WORDS, actor=cast.cleo.actor)
    version = publish_version(response=response, revision=1, actor=cast.cleo.actor)
    assert fork_version(version=version, actor=cast.ben.actor).question == question
    assert WORDS.title in ask(f"questions/{question.pk}/").content.decode()
    assert question.title in ask(f"{response.pk}/").content.decode() and question.title in ask("all/").content.decode()
    assert "One answer" in ask("questions/").content.decode()
    assert "responses.version_published" in recorded()


def test_the_form_keeps_what_was_typed(cast: Cast, ask: Ask) -> None:
    refused = ask("questions/ask/", "ben", {"title": "why " * 60})
    assert refused.status_code == 422 and "why why" in refused.content.decode()
    assert ask("questions/ask/", "ben", {"title": "Why?"}).status_code == 302


def test_a_hidden_one_is_not_here(cast: Cast, ask: Ask) -> None:
    question = asked(cast)
    hide_thing(subject_type="responses.Question", subject_id=question.pk, reason="It names her.", actor=cast.ada.actor)
    assert ask(f"questions/{question.pk}/").status_code == 404 and question.title not in ask("questions/").content.decode()


def test_the_list_costs_the_same_however_many_there_are(cast: Cast, ask: Ask) -> None:
    ratified(cast)
    start_response(question=asked(cast), content=WORDS, actor=cast.cleo.actor)
    ask("questions/", "ada")
    with CaptureQueriesContext(connection) as few:
        ask("questions/", "ada")
    for number in range(3):
        content = replace(WORDS, title=f"Number {number}")
        start_response(question=asked(cast, f"Why {number}?"), content=content, actor=cast.cleo.actor)
    with CaptureQueriesContext(connection) as many:
        ask("questions/", "ada")
    assert len(many) == len(few) <= 12
