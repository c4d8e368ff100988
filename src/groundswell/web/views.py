"""The first page, a campaign's home, and the pages that say what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.addresses import address
from groundswell.campaigns.selectors import campaigns


def start(request: HttpRequest) -> HttpResponse:
    """Lead to the only campaign, or list them."""
    found = list(campaigns()[:50])
    if len(found) == 1:
        return redirect(address(found[0], "home"))
    return render(request, "web/start.html", {"found": found})


def home(request: HttpRequest) -> HttpResponse:
    """Show a campaign's home."""
    return render(request, "web/home.html")


def error_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    return render(request, "web/error.html", {"code": 400}, status=400)


def error_403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a form was too old or came from elsewhere."""
    return render(request, "web/error.html", {"code": 403}, status=403)


def error_404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here for this reader."""
    return render(request, "web/error.html", {"code": 404}, status=404)


def error_500(request: HttpRequest) -> HttpResponse:
    """Say that the program failed; the page needs no query."""
    return render(request, "web/error.html", {"code": 500}, status=500)
