"""The page that asks whether two answers are the same, and the press that says they are not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.selectors.alike import pair_at, words_of_pair


@members_only
def alike(request: CampaignRequest, one: UUID, other: UUID) -> HttpResponse:
    """Show two answers beside each other, to be joined or kept apart."""
    first, second = pair_at(one, other, request.actor)
    told = {"one": first, "other": second, "words": words_of_pair(first, second)}
    return render(request, "responses/alike.html", told)


@require_POST
@members_only
def keep_apart(request: CampaignRequest, one: UUID, other: UUID) -> HttpResponse:
    """Say that they are not the same."""
    first, second = pair_at(one, other, request.actor)
    services.keep_apart(one=first, other=second, actor=request.actor)
    messages.success(request, _("Remembered: nobody is asked about these two again."))
    return redirect(address(request.campaign, "responses:answer", first.pk))
