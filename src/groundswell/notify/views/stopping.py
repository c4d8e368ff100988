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
from groundswell.notify.letters import preference_in
from groundswell.notify.limits import STOPPING
from groundswell.notify.selectors import wishes
from groundswell.notify.selectors.notices import preference_at
from groundswell.people.requests import CampaignRequest, members_only


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # mail programs press it for people (RFC 8058): the signature in the address is what lets one in
@never_cache
def stop(request: CampaignRequest, token: str) -> HttpResponse:
    """Ask once more, for machines open links that nobody pressed; a POST stops the mail."""
    preference = preference_at(request.campaign.pk, preference_in(token) or not_here())
    if request.method == "POST":
        spend_all(STOPPING, request=request, actor=request.actor)
        services.stop_mail(preference=preference, actor=request.actor)
    return render(request, "notify/stop.html", {"done": request.method == "POST"})


@require_POST
@members_only
def resume(request: CampaignRequest) -> HttpResponse:
    """Get mail again."""
    services.resume_mail(preference=wishes.of(request.campaign, request.actor), actor=request.actor)
    return redirect(address(request.campaign, "notify:settings"))
