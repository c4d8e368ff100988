"""Writes down what people ask, so that an answer can begin without any news."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.communities.linking import refuse_links
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.responses.events import QuestionAsked
from groundswell.responses.models import Question
from groundswell.responses.policies import can_ask_question

TITLE, FOLDED = 200, 400
QUESTIONS = Limit("ask a question", times=12, seconds=DAY)


@transaction.atomic
def ask_question(*, title: str, actor: Actor) -> Question:
    """Write down a question; one that stands there already is found, not doubled."""
    allow(can_ask_question(actor))
    title = line(title, limit=TITLE, field="title", empty=_("Write the question down first."))
    folded = title.casefold()[:FOLDED]
    if standing := Question.objects.filter(folded=folded).first():
        return standing
    spend(QUESTIONS, str(actor.member_id))
    member = member_of(actor)
    refuse_links(member=member, title=title)
    question = Question(campaign_id=member.campaign_id, title=title, folded=folded, asked_by=member, asked_at=now())
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:  # two presses at the same moment
        return Question.objects.get(folded=folded)
    record(QuestionAsked(), actor=actor, subject=question)
    return question
