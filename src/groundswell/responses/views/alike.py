"""The page that asks whether two answers are the same, and the press that says they are not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.selectors.alike import pair_at, said_of_pair, words_of_pair


@members_only
def alike(request: CampaignRequest, one: UUID, other: UUID) -> HttpResponse:
    """Show two answers beside each other, to be joined or kept apart."""
    first, second = pair_at(one, other, request.actor)
    said = said_of_pair(first, second, request.actor)
    told = {"one": first, "other": second, "words": words_of_pair(first, second, request.actor), "said": said}
    told["apart"] = next((one for one in said if one.lifted_at is None), None)
    return render(request, "responses/alike.html", told)


@require_POST
@members_only
def keep_apart(request: CampaignRequest, one: UUID, other: UUID) -> HttpResponse:
    """Say that they are not the same."""
    first, second = pair_at(one, other, request.actor)
    services.keep_apart(one=first, other=second, actor=request.actor)
    messages.success(request, _("Remembered: nobody is asked about these two again, unless somebody takes it back."))
    return redirect(address(request.campaign, "responses:answer", first.pk))


@require_POST
@members_only
def lift_apart(request: CampaignRequest, one: UUID, other: UUID) -> HttpResponse:
    """Take back that they are not the same."""
    first, second = pair_at(one, other, request.actor)
    kept = next((said for said in said_of_pair(first, second, request.actor) if said.lifted_at is None), None)
    services.lift_apart(kept=kept or not_here(), actor=request.actor)
    messages.success(request, _("Taken back: who writes them may be asked again."))
    return redirect(address(request.campaign, "responses:alike", first.pk, second.pk))
