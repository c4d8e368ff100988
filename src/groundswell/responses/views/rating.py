"""The one press that says what a reader thinks."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.forms import RatingForm
from groundswell.responses.models import Rating, Version
from groundswell.responses.selectors.answer import judged
from groundswell.responses.selectors.finding import response_at, version_to_rate
from groundswell.responses.selectors.own_ratings import my_ratings
from groundswell.responses.views.reading import rating_form, show_answer


@require_POST
@members_only
def rate_version(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Keep what a reader thinks; answer with that part of the page, or lead back to all of it."""
    version, form = version_to_rate(response, number, request.actor), RatingForm(request.POST)
    rated = attempt(form, lambda: _rate(request, form, version), savepoint=False) if form.is_valid() else None
    if getattr(request, "htmx", False):
        shown = {"judged": judged(version, request.actor), "rating": rating_form(rated) if rated else form}
        return render(request, "responses/_rate_version.html", shown, status=status_of(form))
    if rated and request.POST.get("back") == "mine":
        return redirect(address(request.campaign, "responses:own_ratings"))
    if rated:
        return redirect(address(request.campaign, "responses:version", response, number) + "#ratings")
    return show_answer(request, response_at(response, request.actor), version, rating=form, status=status_of(form))


@members_only
def own_ratings(request: CampaignRequest) -> HttpResponse:
    """Show a member what they rated and what became of it."""
    before = request.GET.get("before")
    told = {"mine": my_ratings(request.actor, before=before), "first": not before}
    return render(request, "responses/own_ratings.html", told)


def _rate(request: CampaignRequest, form: RatingForm, version: Version) -> Rating:
    said = form.cleaned_data
    return services.rate_version(version=version, value=said["value"], reason=said["reason"], actor=request.actor)
