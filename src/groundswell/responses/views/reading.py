"""Pages that show answers, and the parts of them that follow the pulse."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses.forms import RatingForm
from groundswell.responses.models import Response, Version
from groundswell.responses.paper import is_made_here
from groundswell.responses.selectors import lists
from groundswell.responses.selectors.along import open_drafts
from groundswell.responses.selectors.answer import answer_page, judged
from groundswell.responses.selectors.difference import difference
from groundswell.responses.selectors.finding import newest_of, ready_before, response_at, version_at
from groundswell.responses.selectors.history import history_of
from groundswell.responses.selectors.judging import explained, readiness_of
from groundswell.responses.selectors.lineage import family_of
from groundswell.responses.selectors.slots import answers_of_story
from groundswell.wire.selectors import story_at


@same_for_visitors
def answers(request: CampaignRequest, show: str = "needs") -> HttpResponse:
    """List answers: those that need readers, that are ready, that were adopted, or all."""
    before = request.GET.get("before")
    lines, page = lists.answers(show, request.actor, before=before)
    told = {"show": show, "lines": lines, "page": page, "first": not before, "open_drafts": open_drafts(request.actor)}
    return render(request, "responses/answers.html", told)


@members_only
def drafts(request: CampaignRequest) -> HttpResponse:
    """List what one is writing."""
    return render(request, "responses/drafts.html", {"drafts": lists.drafts(request.actor)})


@same_for_visitors
def answer(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Show the newest version; a draft leads its authors to where it is written."""
    found = response_at(response, request.actor)
    if found.newest is None:
        return redirect(address(request.campaign, "responses:edit", found.pk))
    return show_answer(request, found, found.newest)


@same_for_visitors
def version(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Show one version as it was published."""
    found = response_at(response, request.actor)
    return show_answer(request, found, found.versions.filter(number=number).first() or not_here())


@same_for_visitors
def changed(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Return whether a version is still the newest, for a page that is open."""
    found = version_at(response, number, request.actor)
    told = {"version": found, "newest": newest_of(found), "ready_before": ready_before(found)}
    return render(request, "responses/_changed.html", told)


@same_for_visitors
def compare(request: CampaignRequest, before: UUID, after: UUID) -> HttpResponse:
    """Show what changed from one version to another."""
    return render(request, "responses/compare.html", {"difference": difference(before, after, request.actor)})


@same_for_visitors
def lineage(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Show where an answer's words came from and what grew from them."""
    found = response_at(response, request.actor)
    return render(request, "responses/lineage.html", {"family": family_of(found, request.actor), "response": found})


@same_for_visitors
def ratings(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Return what readers think of a version, for a page that is open."""
    found = judged(version_at(response, number, request.actor), request.actor)
    return render(request, "responses/_rate_version.html", {"judged": found, "rating": rating_form(found.own)})


@same_for_visitors
def readiness(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Return how far a version is, for a page that is open."""
    found = version_at(response, number, request.actor)
    told = explained(readiness_of(found), request.campaign.line)
    return render(request, "responses/_readiness.html", {"version": found, "readiness": told})


@same_for_visitors
def history(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Show how far a version was, moment by moment."""
    found = version_at(response, number, request.actor)
    told = {"version": found, "history": history_of(found), "line": request.campaign.line}
    return render(request, "responses/history.html", told)


@same_for_visitors
def of_story(request: CampaignRequest, story: UUID) -> HttpResponse:
    """Return the answers to a story, for a story's page that is open."""
    found = story_at(request.actor, story)
    return render(request, "responses/_of_story.html", {"story": found, **answers_of_story(request, story=found)})


@same_for_visitors
def method(request: CampaignRequest) -> HttpResponse:
    """Say how readiness is worked out."""
    return render(request, "responses/method.html")


@same_for_visitors
def words_method(request: CampaignRequest) -> HttpResponse:
    """Say how claims without a source are found, how sources are looked at, and how answers that are alike are noticed."""
    return render(request, "responses/words_method.html")


def show_answer(
    request: CampaignRequest, response: Response, version: Version, *, rating: RatingForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of one version, with a rating that could not be kept if there is one."""
    page = answer_page(response, version, request.campaign.line, request.actor)
    told = {"page": page, "rating": rating or rating_form(page.judged.own), "makes_paper": is_made_here()}
    return render(request, "responses/answer.html", told, status=status)


def rating_form(own: object) -> RatingForm:
    """Return the rating form with what the reader said before."""
    said = {"value": getattr(own, "value", ""), "reason": getattr(own, "reason", "")}
    return RatingForm(initial=said)
