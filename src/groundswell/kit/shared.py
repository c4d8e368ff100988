"""Marks what reads the same for everybody, so that it is made once: pages for visitors, parts of pages for members too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from markupsafe import Markup

_TOKEN_USED = "CSRF_COOKIE_NEEDS_UPDATE"  # Django notes here that a page holds a form's token
View = TypeVar("View", bound=Callable[..., HttpResponse])


class Showing(Protocol):
    """What is done each time a page is shown, made for this reader or not."""

    def trace(self, method: str, headers: Mapping[str, str]) -> object | None:
        """Return what this showing leaves behind, to be written; None for nothing."""

    @staticmethod
    def write(traces: Sequence[Any]) -> None:
        """Write what showings in one campaign left behind."""

    def body(self, body: bytes) -> bytes:
        """Return the body to send: with what is to be new each time."""


class Parts(Protocol):
    """Where made parts are kept; the shell gives each request one (``web.public_pages``)."""

    def made(self, key: tuple[Any, ...], stamp: str, make: Callable[[], str]) -> str:
        """Return what is kept under ``key`` for this ``stamp`` of the campaign's history, or make it."""


def same_for_visitors(view: View) -> View:
    """Say of a view: it shows visitors what the campaign's history holds, nothing of themselves, and keeps no trace of them."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.same_for_visitors = True  # type: ignore[attr-defined]
        return response

    return marked  # type: ignore[return-value]


def shown_alike(response: HttpResponse, request: HttpRequest, *, showing: Showing) -> HttpResponse:
    """Do what is due at this showing, and say that visitors may get the same page while ``showing`` is done for each."""
    body = response.content
    response.content = show(showing, request, body)
    response.same_for_visitors = True  # type: ignore[attr-defined]
    response.showing = showing  # type: ignore[attr-defined]
    response.unshown = body  # type: ignore[attr-defined]
    return response


def show(showing: Showing, request: HttpRequest, body: bytes) -> bytes:
    """Do what is due at one showing, and return the body to send."""
    trace = showing.trace(request.method or "", request.headers)
    if trace is not None:
        showing.write([trace])
    return showing.body(body)


def made_once(request: HttpRequest, name: str, make: Callable[[], str]) -> Markup:
    """Return a part of a page that shows everybody the same, made once until something happens in the campaign.

    ``name`` says which part of what; the language and the time zone of the reader are added. It may only show what leaves a
    row in the pulse when it changes. A deed sees what it has just written: only pages that are merely looked at share parts.
    """
    parts: Parts | None = getattr(request, "parts", None)
    stamp = getattr(getattr(request, "campaign", None), "stamp", None)
    if parts is None or stamp is None or request.method not in {"GET", "HEAD"}:
        return Markup(make())  # noqa: S704 (our own rendered fragment)
    zone = str(timezone.get_current_timezone())
    key = (request.campaign.pk, name, translation.get_language(), zone)  # type: ignore[attr-defined]
    try:
        return Markup(parts.made(key, stamp, lambda: _without_token(request, make)))  # noqa: S704 (our own rendered fragment)
    except _HoldsToken as own:
        return Markup(own.part)  # noqa: S704 (our own rendered fragment)


class _HoldsToken(Exception):
    """A part in which a form's token was written is one person's, whoever called it everybody's."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part


def _without_token(request: HttpRequest, make: Callable[[], str]) -> str:
    before = request.META.pop(_TOKEN_USED, None)
    part = make()
    if _TOKEN_USED in request.META:
        raise _HoldsToken(part)
    if before is not None:
        request.META[_TOKEN_USED] = before
    return part
