"""The first page, a campaign's home, and the pages that say what went wrong."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import i18n
from django.views.decorators.csrf import csrf_exempt

from groundswell.campaigns.addresses import address
from groundswell.campaigns.selectors import campaigns
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest
from groundswell.web import loop, own, said, specimens


def start(request: HttpRequest) -> HttpResponse:
    """Lead to the only campaign, or list them."""
    found = list(campaigns()[:50])
    if len(found) == 1:
        return redirect(address(found[0], "home"))
    return render(request, "web/start.html", {"found": found})


@csrf_exempt  # the choice harms nobody, and without a token the foot of a page is the same for all its readers
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language somebody chose, and lead back to their page."""
    return i18n.set_language(request)


@same_for_visitors
def home(request: CampaignRequest) -> HttpResponse:
    """Show a campaign's home; members see their own part, stewards first how the loop runs, which everybody can see."""
    told: dict[str, object] = {}
    if request.actor.is_member:
        told["own"] = own.own_of(request.actor)
    if request.actor.is_steward:
        told |= {"whole": loop.loop_of(request), "in_words": loop.in_words, "reports": loop.reports_waiting(request)}
    return render(request, "web/home.html", told)


@same_for_visitors
def how_the_loop_runs(request: CampaignRequest) -> HttpResponse:
    """Show how the loop of a campaign runs: the same for everybody."""
    told = {"whole": loop.loop_of(request), "in_words": loop.in_words, "minutes": loop.minutes}
    return render(request, "web/loop.html", told)


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part pages are made of, in each of its states."""
    return render(request, "web/styleguide.html", specimens.everything())


def refuse(request: HttpRequest, code: int) -> HttpResponse:
    """Say what went wrong; needs no query, for there may be nothing left to ask."""
    return render(request, "web/error.html", {"code": code, "said": said.error(code)}, status=code)


def error_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    return refuse(request, 400)


def error_403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what any missing page says: a forbidden thing and a missing one answer alike."""
    return refuse(request, 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere."""
    return refuse(request, 403)


def error_404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here for this reader."""
    return refuse(request, 404)


def error_500(request: HttpRequest) -> HttpResponse:
    """Say that the program failed, or that its database is away."""
    return refuse(request, 503 if isinstance(sys.exc_info()[1], InterfaceError | OperationalError) else 500)
