"""Says whether the process lives, and whether it can serve; in the demo also what its outlets tell."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from groundswell.kit.errors import allow
from groundswell.ops.demo import replay
from groundswell.ops.readiness import readiness


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive; asks nobody."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, tables and worker are there, else 503 and which is not."""
    found = readiness()
    return JsonResponse(found, status=200 if all(found.values()) else 503)


@never_cache
def demo_feed(request: HttpRequest, outlet: str) -> HttpResponse:
    """Serve what one of the demo's outlets has told since the demo was started."""
    allow(settings.DEMO and outlet in replay.outlets())
    context = {"name": replay.outlets()[outlet], "outlet": outlet, "items": replay.feed_of(outlet)}
    return render(request, "ops/feed.xml", context, content_type="application/rss+xml; charset=utf-8")
