"""Reads the questions people ask, and what is answered to them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Count, Q

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import Page, newest_first
from groundswell.responses.models import Question
from groundswell.responses.policies import questions_visible_to
from groundswell.responses.selectors.lists import Line, lines, published

MOST = 30


def questions(actor: Actor, *, before: str | None = None) -> tuple[Sequence[Question], Page[Question]]:
    """Return one page of questions, each with how many ``answers`` are published to it: two queries."""
    answered = Count("responses", filter=Q(responses__newest__isnull=False))
    page = newest_first(questions_visible_to(actor, Question.objects.annotate(answers=answered)), before=before, size=20)
    covered = hidden(one.pk for one in page.rows)
    return [one for one in page.rows if one.pk not in covered], page


def question_at(question_id: uuid.UUID, actor: Actor) -> Question:
    """Return a question that nobody hid."""
    found = questions_visible_to(actor, Question.objects.filter(pk=question_id)).select_related("campaign").first()
    return found if found and not hidden([found.pk]) else not_here()


def answers_to(question: Question, actor: Actor) -> list[Line]:
    """Return the answers to a question, those that are ready first: four queries."""
    found = lines(published(actor).filter(question=question).order_by("-id")[:MOST])
    return sorted(found, key=lambda one: one.ready is None)
