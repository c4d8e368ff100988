"""The request as views see it, with its campaign and its actor, and who is asked in before a page is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor

Given = ParamSpec("Given")
Answer = TypeVar("Answer", bound=HttpResponseBase)


class CampaignRequest(HttpRequest):
    """A request to a page of a campaign; the middleware has set both before any view runs."""

    campaign: Campaign
    actor: Actor


def members_only(
    view: Callable[Concatenate[CampaignRequest, Given], Answer],
) -> Callable[Concatenate[CampaignRequest, Given], Answer | HttpResponse]:
    """Let members in; ask a visitor to sign in and someone signed in to join, and bring both back afterwards."""

    @wraps(view)
    def guarded(request: CampaignRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer | HttpResponse:
        if request.actor.is_member:
            return view(request, *args, **kwargs)
        door = address(request.campaign, "people:join") if request.actor.account_id else reverse("account_login")
        return _sent_to(request, f"{door}?{urlencode({'next': _way_back(request)})}")

    return guarded


def same_site(request: HttpRequest, target: str) -> str:
    """Return ``target`` when it is a path of this site, else an empty string: nobody is led elsewhere by a link of ours."""
    inside = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if inside and not set(target) & {"\r", "\n", "\\"} else ""


def _way_back(request: CampaignRequest) -> str:
    """Return the page one was on: this one, or, after a deed, the one whose button was pressed."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came = urlsplit(request.headers.get("Referer", ""))
    here = came.netloc == request.get_host() and same_site(request, came.path)
    return here or address(request.campaign, "home")


def _sent_to(request: CampaignRequest, target: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = target
        return response
    return redirect(target)
