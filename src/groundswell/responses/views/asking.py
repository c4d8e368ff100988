"""Pages of the questions people ask."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.forms import QuestionForm
from groundswell.responses.models import Question
from groundswell.responses.selectors.asking import answers_to, question_at
from groundswell.responses.selectors.asking import questions as questions_of


@same_for_visitors
def questions(request: CampaignRequest) -> HttpResponse:
    """List what people ask."""
    return _list(request, QuestionForm())


@same_for_visitors
def question(request: CampaignRequest, question: UUID) -> HttpResponse:
    """Show a question with its answers."""
    found = question_at(question, request.actor)
    told = {"question": found, "lines": answers_to(found, request.actor)}
    return render(request, "responses/question.html", told)


@require_POST
@members_only
def ask_question(request: CampaignRequest) -> HttpResponse:
    """Write down what people ask."""
    form = QuestionForm(request.POST)
    if form.is_valid() and (asked := attempt(form, lambda: _ask(request, form))):
        return redirect(address(request.campaign, "responses:question", asked.pk))
    return _list(request, form)


def _list(request: CampaignRequest, form: QuestionForm) -> HttpResponse:
    before = request.GET.get("before")
    found, page = questions_of(request.actor, before=before)
    told = {"questions": found, "page": page, "first": not before, "form": form}
    return render(request, "responses/questions.html", told, status=status_of(form))


def _ask(request: CampaignRequest, form: QuestionForm) -> Question:
    return services.ask_question(title=form.cleaned_data["title"], actor=request.actor)
