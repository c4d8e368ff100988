"""No more mail: by one press on a signed link, without signing in; and mail again, for oneself alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.kit.limits import spend_all
from groundswell.notify import services
from groundswell.notify.letters import named_in
from groundswell.notify.limits import STOPPING
from groundswell.notify.selectors import wishes
from groundswell.notify.selectors.parts import link_at
from groundswell.people.requests import CampaignRequest, members_only


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # mail programs press it for people (RFC 8058): the signature in the address is what lets one in
@never_cache
def stop(request: CampaignRequest, token: str) -> HttpResponse:
    """Ask once more, for machines open links that nobody pressed; a POST stops all mail, or the part it names."""
    link = link_at(request.campaign, named_in(token) or not_here())
    part = link.part(request.POST.get("only", ""))
    if request.method == "POST":
        spend_all(STOPPING, request=request, actor=request.actor)
        if part:
            services.stop_part(campaign=request.campaign, part=part, actor=link.owner)
        elif "only" not in request.POST:
            services.stop_mail(preference=link.preference, actor=request.actor)
    done = request.method == "POST" and ("part" if part else "all" if "only" not in request.POST else "")
    return render(request, "notify/stop.html", {"done": done, "part": part, "parts": link.parts})


@require_POST
@members_only
def resume(request: CampaignRequest) -> HttpResponse:
    """Get mail again."""
    services.resume_mail(preference=wishes.of(request.campaign, request.actor), actor=request.actor)
    return redirect(address(request.campaign, "notify:settings"))
