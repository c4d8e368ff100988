"""The strategy page, a pillar's page, and what founders do with drafts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.strategy import selectors, shown
from groundswell.strategy.forms import AmendForm, PillarForm
from groundswell.strategy.policies import can_ask_for_change, can_draft_pillar
from groundswell.strategy.services import pillars as services
from groundswell.strategy.words import WHY_IT_HOLDS


@same_for_visitors
def strategy(request: CampaignRequest) -> HttpResponse:
    """Show the pillars, the tactics a member may read, and the newest moves."""
    template = "strategy/_strategy.html" if request.headers.get("HX-Request") else "strategy/strategy.html"
    return render(request, template, shown.strategy(request.campaign, request.actor))


@same_for_visitors
def pillar(request: CampaignRequest, number: int) -> HttpResponse:
    """Show one pillar."""
    return render(request, "strategy/pillar.html", shown.pillar(request.campaign, number, request.actor))


@members_only
def draft_pillar(request: CampaignRequest) -> HttpResponse:
    """Write a pillar's draft."""
    allow(can_draft_pillar(request.actor))
    form = PillarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        campaign, actor = request.campaign, request.actor
        draft = attempt(form, lambda: services.draft_pillar(campaign=campaign, words=form.words(), actor=actor))
        if draft:
            return redirect(address(request.campaign, "strategy:strategy"))
    return render(request, "strategy/draft_pillar.html", {"form": form}, status=status_of(form))


@members_only
def edit_pillar(request: CampaignRequest, number: int) -> HttpResponse:
    """Change a pillar's draft."""
    allow(can_draft_pillar(request.actor))
    found = selectors.pillar_for(request.campaign, number, request.actor)
    form = PillarForm(request.POST if request.method == "POST" else None, initial=PillarForm.of(found))
    if form.is_valid():
        done = attempt(form, lambda: services.edit_pillar(pillar=found, words=form.words(), actor=request.actor))
        if done:
            return redirect(address(request.campaign, "strategy:strategy"))
    return render(request, "strategy/draft_pillar.html", {"form": form, "pillar": found}, status=status_of(form))


@require_POST
@members_only
def discard_pillar(request: CampaignRequest, number: int) -> HttpResponse:
    """Give a draft up."""
    found = selectors.pillar_for(request.campaign, number, request.actor)
    services.discard_pillar(pillar=found, actor=request.actor)
    messages.success(request, _("The draft is discarded. The ledger says so."))
    return redirect(address(request.campaign, "strategy:strategy"))


@require_POST
@members_only
def ratify_pillars(request: CampaignRequest) -> HttpResponse:
    """Ratify all drafts together."""
    services.ratify_pillars(campaign=request.campaign, actor=request.actor)
    messages.success(request, _("The pillars are ratified. From here on they hold."))
    return redirect(address(request.campaign, "strategy:strategy"))


@members_only
def amend_pillar(request: CampaignRequest, number: int) -> HttpResponse:
    """Take down who would change a ratified pillar, and why; change nothing and say so."""
    found = selectors.pillar_for(request.campaign, number, request.actor)
    allow(can_ask_for_change(request.actor, found))
    form = AmendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if entry := attempt(form, lambda: services.amend_pillar(pillar=found, reason=reason, actor=request.actor)):
            messages.warning(request, WHY_IT_HOLDS)
            return redirect(address(request.campaign, "strategy:ledger_entry", entry.pk))
    return render(request, "strategy/amend_pillar.html", {"form": form, "pillar": found}, status=status_of(form))
