"""The pages of tactics: reading, proposing, adjusting, moving them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.strategy import selectors, shown
from groundswell.strategy.forms import AdjustForm, MoveForm, TacticForm
from groundswell.strategy.moves import WITH_REASON, Move
from groundswell.strategy.services import tactics as services
from groundswell.strategy.words import ASKED, BUTTONS, DONE


@members_only
def tactics(request: CampaignRequest) -> HttpResponse:
    """Show all tactics, or those in one state, the newest first."""
    template = "strategy/_tactics.html" if request.headers.get("HX-Request") else "strategy/tactics.html"
    return render(request, template, shown.tactics(request.campaign, request.actor, request.GET))


@members_only
def tactic(request: CampaignRequest, tactic: uuid.UUID) -> HttpResponse:
    """Show one tactic with its revisions."""
    template = "strategy/_tactic.html" if request.headers.get("HX-Request") else "strategy/tactic.html"
    return render(request, template, shown.tactic(selectors.tactic_for(tactic, request.actor), request.actor))


@members_only
def propose_tactic(request: CampaignRequest) -> HttpResponse:
    """Write down a guess and how one would see whether it is right."""
    asked = {"pillar": request.GET.get("pillar"), "community": request.GET.get("community")}
    given = request.POST if request.method == "POST" else None
    form = TacticForm(given, initial=asked, campaign=request.campaign, actor=request.actor)
    if form.is_valid():
        said = {"pillar": form.cleaned_data["pillar"], "community": form.cleaned_data["community"], "words": form.words()}
        if found := attempt(form, lambda: services.propose_tactic(**said, actor=request.actor)):
            messages.success(request, _("It is proposed. Start it when you begin."))
            return redirect(address(request.campaign, "strategy:tactic", found.pk))
    return render(request, "strategy/propose_tactic.html", {"form": form}, status=status_of(form))


@members_only
def adjust_tactic(request: CampaignRequest, tactic: uuid.UUID) -> HttpResponse:
    """Give a tactic new words, with the reason."""
    found = selectors.tactic_for(tactic, request.actor)
    allow(selectors.may_move(request.actor, found, Move.ADJUSTED))
    form = AdjustForm(request.POST if request.method == "POST" else None, initial=AdjustForm.of(selectors.newest_words(found)))
    if form.is_valid():
        said = {"words": form.words(), "reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}
        if attempt(form, lambda: services.adjust_tactic(tactic=found, **said, actor=request.actor)):
            messages.success(request, _("It is adjusted. What it said before stays on its page."))
            return redirect(address(request.campaign, "strategy:tactic", found.pk))
    return render(request, "strategy/adjust_tactic.html", {"form": form, "tactic": found}, status=status_of(form))


@members_only
def move_tactic(request: CampaignRequest, tactic: uuid.UUID, move: str) -> HttpResponse:
    """Start, keep, drop, withdraw a tactic or take it up again."""
    found, way = selectors.tactic_for(tactic, request.actor), shown.plain_move(move)
    allow(selectors.may_move(request.actor, found, way))
    form = MoveForm(request.POST if request.method == "POST" else None, needed=way in WITH_REASON)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.move_tactic(tactic=found, move=way, reason=reason, actor=request.actor)):
            messages.success(request, str(DONE[way]))
            return redirect(address(request.campaign, "strategy:tactic", found.pk))
    said = {"form": form, "tactic": found, "button_words": BUTTONS[way], "asked": ASKED[way]}
    return render(request, "strategy/move_tactic.html", said, status=status_of(form))
