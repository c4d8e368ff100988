"""Makes a page that all visitors see alike once, and shows it until something happens in the campaign; so with parts.

A page of a story that breaks is asked for by thousands who have no account. What it shows can only change by a deed, and
every deed leaves its row in the pulse: the page is good as long as the newest rows are the same. Figures that leave no
row (who opened a link) may be a few seconds behind. Members get pages of their own, with the parts that are the same for
everybody (``kit.shared.made_once``) made once.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeGuard, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from groundswell.kit.shared import Showing, show

SECONDS = 5.0  # the longest a page is shown without being made again
MOST = 300  # pages kept in one process
LARGEST = 200_000
TELL = "groundswell.page"  # in a request's environment: whom to tell which page it was answered with
OWN_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
ASKED_BY = ("HX-Request", "HX-Target", "HX-Boosted")


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page, what the campaign's history ended with when it was made, and until when it may be shown."""

    stamp: str
    until: float
    body: bytes
    headers: tuple[tuple[str, str], ...]
    match: Any
    showing: Showing | None
    made: float

    def shown(self, request: HttpRequest) -> HttpResponse:
        """Return it as an answer of its own: other middleware adds to its headers."""
        request.resolver_match = self.match
        body = show(self.showing, request, self.body) if self.showing else self.body
        return HttpResponse(body, headers=dict(self.headers))


Kept = TypeVar("Kept")


class Newest(Generic[Kept]):
    """The newest ``most`` things kept, by key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> Kept | None:
        """Return what is kept under ``key``."""
        return self._kept.get(key)

    def keep(self, key: tuple[Any, ...], thing: Kept) -> None:
        """Keep it, and let the oldest go."""
        with self._lock:
            self._kept[key] = thing
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class SharedParts:
    """Parts of pages that are the same for all members, under the history they were made for."""

    def __init__(self) -> None:
        self._made: Newest[tuple[str, float, str]] = Newest(MOST)

    def made(self, key: tuple[Any, ...], stamp: str, make: Callable[[], str]) -> str:
        """Return the part that is kept, or make it and keep it."""
        found = self._made.get(key)
        if found is not None and found[0] == stamp and time.monotonic() < found[1]:
            return found[2]
        part = make()
        if len(part) <= LARGEST:
            self._made.keep(key, (stamp, time.monotonic() + SECONDS, part))
        return part


class PublicPages:
    """Stands right inside the campaign's scope; what it answers, no session, language or view is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._pages: Newest[Page] = Newest(MOST)
        self._parts = SharedParts()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Show the page that is there, or make it and keep it."""
        request.parts = self._parts  # type: ignore[attr-defined]
        campaign = getattr(request, "campaign", None)
        if campaign is None or request.method != "GET" or any(name in request.COOKIES for name in OWN_COOKIES):
            return self.get_response(request)
        key = _key(request, campaign.pk)
        page = self._pages.get(key)
        if page is not None and page.stamp == campaign.stamp and time.monotonic() < page.until:
            _tell(request, page)
            return page.shown(request)
        response = self.get_response(request)
        if _may_be_kept(response, request):
            page = _page(request, response, campaign.stamp)
            self._pages.keep(key, page)
            _tell(request, page)
        return response


def _tell(request: HttpRequest, page: Page) -> None:
    """Let whoever carried the request here keep the page too (``web.crowds``)."""
    if tell := request.META.get(TELL):
        tell(page)


def _key(request: HttpRequest, campaign_id: object) -> tuple[Any, ...]:
    asked = tuple(request.headers.get(name, "") for name in ASKED_BY)
    return (
        campaign_id,
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        translation.get_language_from_request(request),
        asked,
    )


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
    made = time.monotonic()
    return Page(stamp, made + SECONDS, body, headers, request.resolver_match, showing, made)
