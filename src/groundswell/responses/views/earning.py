"""The press by which a member shows beside their name what their work came to, or no longer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services


@require_POST
@members_only
def show_earned(request: CampaignRequest) -> HttpResponse:
    """Choose whether others see it."""
    shown = request.POST.get("shown") == "yes"
    services.show_earned(shown=shown, actor=request.actor)
    messages.success(request, _("Members see it beside your name now.") if shown else _("Nobody else sees it any more."))
    return redirect(address(request.campaign, "people:me") + "#earned")
