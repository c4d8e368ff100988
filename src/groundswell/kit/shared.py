"""Marks the pages that read the same for every visitor without an account, so that they may be made once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

# What is done each time a page is shown, made for this reader or not: it may leave a trace, and returns the body to send.
Showing = Callable[[HttpRequest, bytes], bytes]
View = TypeVar("View", bound=Callable[..., HttpResponse])


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
    response.content = showing(request, body)
    response.same_for_visitors = True  # type: ignore[attr-defined]
    response.showing = showing  # type: ignore[attr-defined]
    response.unshown = body  # type: ignore[attr-defined]
    return response
