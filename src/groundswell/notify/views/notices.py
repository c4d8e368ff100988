"""What came for one: the list, and each thing in it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.notify import services
from groundswell.notify.selectors.notices import came_for, notice_at
from groundswell.notify.selectors.shown import lines
from groundswell.people.requests import CampaignRequest, members_only


@members_only
@never_cache
def notices(request: CampaignRequest) -> HttpResponse:
    """Show what came, the newest first, each with its reason."""
    before = request.GET.get("before", "")
    came = came_for(request.campaign, request.actor, before=before)
    return render(request, "notify/notices.html", {"came": came, "first": not before})


@require_GET
@members_only
def open_notice(request: CampaignRequest, notice: uuid.UUID) -> HttpResponse:
    """Lead to the thing, and note that it was read."""
    found = notice_at(request.actor, notice)
    shown = lines(request.campaign, request.actor, [found]) or not_here()
    services.mark_read(notice=found, actor=request.actor)
    return redirect(shown[0].href)


@require_POST
@members_only
def read(request: CampaignRequest) -> HttpResponse:
    """Mark all of it read."""
    services.mark_all_read(actor=request.actor)
    return redirect(address(request.campaign, "notify:notices"))
