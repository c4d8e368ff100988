"""Makes a page that all visitors see alike once, and shows it until something happens in the campaign.

A page of a story that breaks is asked for by thousands who have no account. What it shows can only change by a deed, and
every deed leaves its row in the pulse: the page is good as long as the newest rows are the same. Figures that leave no
row (who opened a link) may be a few seconds behind.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from groundswell.kit.shared import Showing

SECONDS = 5.0  # the longest a page is shown without being made again
MOST = 300  # pages kept in one process
LARGEST = 200_000
_OWN_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
_ASKED_BY = ("HX-Request", "HX-Target", "HX-Boosted")


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page, what the campaign's history ended with when it was made, and until when it may be shown."""

    stamp: str
    until: float
    body: bytes
    headers: tuple[tuple[str, str], ...]
    match: Any
    showing: Showing | None

    def shown(self, request: HttpRequest) -> HttpResponse:
        """Return it as an answer of its own: other middleware adds to its headers."""
        request.resolver_match = self.match
        body = self.showing(request, self.body) if self.showing else self.body
        return HttpResponse(body, headers=dict(self.headers))


class PublicPages:
    """Stands right inside the campaign's scope; what it answers, no session, language or view is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Show the page that is there, or make it and keep it."""
        campaign = getattr(request, "campaign", None)
        if campaign is None or request.method != "GET" or any(name in request.COOKIES for name in _OWN_COOKIES):
            return self.get_response(request)
        key = _key(request, campaign.pk)
        page = self._pages.get(key)
        if page is not None and page.stamp == campaign.stamp and time.monotonic() < page.until:
            return page.shown(request)
        response = self.get_response(request)
        if _may_be_kept(response, request):
            self._keep(key, _page(request, response, campaign.stamp))
        return response

    def _keep(self, key: tuple[Any, ...], page: Page) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MOST:
                self._pages.popitem(last=False)


def _key(request: HttpRequest, campaign_id: object) -> tuple[Any, ...]:
    asked = tuple(request.headers.get(name, "") for name in _ASKED_BY)
    return campaign_id, request.get_host(), request.get_full_path(), translation.get_language_from_request(request), asked


def _may_be_kept(response: HttpResponseBase, request: HttpRequest) -> TypeGuard[HttpResponse]:
    """Return whether a page is one for all: marked so by its view, and with nothing in it that was made for this visitor."""
    return (
        isinstance(response, HttpResponse)
        and getattr(response, "same_for_visitors", False)
        and response.status_code == 200
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META  # a form's token is one person's
        and not getattr(request, "csp_nonce", None)
        and len(response.content) <= LARGEST
    )


def _page(request: HttpRequest, response: HttpResponse, stamp: str) -> Page:
    headers = tuple(response.headers.items())
    body, showing = getattr(response, "unshown", response.content), getattr(response, "showing", None)
    return Page(stamp, time.monotonic() + SECONDS, body, headers, request.resolver_match, showing)
