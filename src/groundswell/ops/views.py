"""Says whether the process lives, and whether it can serve: numbers of an installation, nothing of a campaign."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

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
