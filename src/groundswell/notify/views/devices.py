"""The browsers that show what is for one, and the small program that does so in them."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.addresses import address
from groundswell.kit.limits import spend_all
from groundswell.notify import services
from groundswell.notify.limits import CHOOSING
from groundswell.notify.selectors.wishes import device_at
from groundswell.people.browsers import browser_name
from groundswell.people.requests import CampaignRequest, members_only

_ROOMS = Path(__file__).resolve().parents[2]
_PROGRAMS = [_ROOMS / "notify" / "worker.js", _ROOMS / "wire" / "offline.js"]  # one address has one program


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Give a browser what runs with no page open; from the site's root, so that it may open any page of the site."""
    return HttpResponse("\n".join(one.read_text("utf-8") for one in _PROGRAMS), content_type="text/javascript; charset=utf-8")


@require_POST
@members_only
def add(request: CampaignRequest) -> HttpResponse:
    """Let this browser show what is for one."""
    spend_all(CHOOSING, request=request, actor=request.actor)
    said = {name: request.POST.get(name, "").strip() for name in ("endpoint", "key", "secret")}
    name = browser_name(request.headers.get("User-Agent", ""))
    services.add_device(campaign=request.campaign, **said, name=name, actor=request.actor)
    return redirect(address(request.campaign, "notify:settings") + "#devices")


@require_POST
@members_only
def remove(request: CampaignRequest, device: uuid.UUID) -> HttpResponse:
    """Show nothing there any more."""
    services.remove_device(device=device_at(request.actor, device), actor=request.actor)
    return redirect(address(request.campaign, "notify:settings") + "#devices")
