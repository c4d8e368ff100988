"""The ledger's pages: every move, the newest first, and one move by itself."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest
from groundswell.strategy import shown


@same_for_visitors
def ledger(request: CampaignRequest) -> HttpResponse:
    """Show the moves of pillars and tactics."""
    template = "strategy/_ledger.html" if request.headers.get("HX-Request") else "strategy/ledger.html"
    return render(request, template, shown.ledger(request.campaign, request.actor, before=request.GET.get("before", "")))


@same_for_visitors
def ledger_entry(request: CampaignRequest, entry: uuid.UUID) -> HttpResponse:
    """Show one move by itself."""
    return render(request, "strategy/ledger_entry.html", shown.ledger_entry(entry, request.campaign, request.actor))
