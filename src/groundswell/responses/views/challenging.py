"""Pages on which a version is challenged, answered for and settled, in public."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.forms import AnswerChallengeForm, ChallengeForm, TakeDownForm
from groundswell.responses.models import Challenge, Version
from groundswell.responses.selectors.challenging import Challenged, challenge_at, open_challenges
from groundswell.responses.selectors.finding import version_at, version_to_take_down


@same_for_visitors
def challenges(request: CampaignRequest) -> HttpResponse:
    """List what is open."""
    before = request.GET.get("before")
    found, page = open_challenges(request.actor, before=before)
    return render(request, "responses/challenges.html", {"challenges": found, "page": page, "first": not before})


@same_for_visitors
def challenge(request: CampaignRequest, challenge: UUID) -> HttpResponse:
    """Show a challenge and what became of it."""
    return _show(request, challenge_at(challenge, request.actor))


@members_only
def challenge_version(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Say in public what is wrong with a version."""
    version = version_at(response, number, request.actor)
    form = ChallengeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (raised := attempt(form, lambda: _raise(request, form, version))):
        messages.success(request, _("It is public now. Its authors can answer you."))
        return redirect(address(request.campaign, "responses:challenge", raised.pk))
    return render(request, "responses/challenge_version.html", {"form": form, "version": version}, status=status_of(form))


@members_only
def take_down_version(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Cover at once what is against the law, with a public reason."""
    version = version_to_take_down(response, number, request.actor)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (raised := attempt(form, lambda: _take_down(request, form, version))):
        messages.success(request, _("It is covered. A jury will be drawn to look at it."))
        return redirect(address(request.campaign, "responses:challenge", raised.pk))
    return render(request, "responses/take_down_version.html", {"form": form, "version": version}, status=status_of(form))


@require_POST
@members_only
def answer_challenge(request: CampaignRequest, challenge: UUID) -> HttpResponse:
    """Keep what the authors say to it."""
    found, form = challenge_at(challenge, request.actor), AnswerChallengeForm(request.POST)
    form.is_valid()
    if attempt(form, lambda: _answer(request, form, found.challenge)) is None:
        return _show(request, found, form)
    return redirect(address(request.campaign, "responses:challenge", challenge))


@require_POST
@members_only
def settle_challenge(request: CampaignRequest, challenge: UUID) -> HttpResponse:
    """Take it back, or settle it with a newer version."""
    found = challenge_at(challenge, request.actor)
    services.settle_challenge(challenge=found.challenge, actor=request.actor)
    messages.success(request, _("It is settled. It stays readable, with how it was settled."))
    return redirect(address(request.campaign, "responses:challenge", challenge))


def _show(request: CampaignRequest, found: Challenged, form: AnswerChallengeForm | None = None) -> HttpResponse:
    form = form or AnswerChallengeForm(initial={"answer": found.challenge.answer})
    return render(request, "responses/challenge.html", {"found": found, "form": form}, status=status_of(form))


def _raise(request: CampaignRequest, form: ChallengeForm, version: Version) -> Challenge:
    said = form.cleaned_data
    return services.challenge_version(
        version=version, kind=said["kind"], reason=said["reason"], url=said["url"], actor=request.actor
    )


def _take_down(request: CampaignRequest, form: TakeDownForm, version: Version) -> Challenge:
    said = form.cleaned_data
    return services.take_down_version(version=version, reason=said["reason"], url=said["url"], actor=request.actor)


def _answer(request: CampaignRequest, form: AnswerChallengeForm, challenge: Challenge) -> Challenge:
    return services.answer_challenge(challenge=challenge, answer=form.cleaned_data.get("answer", ""), actor=request.actor)
