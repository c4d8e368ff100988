"""Writes one line for each request: which page, how it ended, how long it took; never who asked or for what exactly."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from groundswell.kit.ids import code

_log = structlog.get_logger("groundswell.web")
_UNLOGGED = frozenset({"healthz", "readyz"})


class RequestLog:
    """Gives each request an id, in every log line it causes and in the answer, so that a report can be traced."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and log the route's pattern: a path may hold someone's personal link."""
        identity = code(12)
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=identity):
            response = self.get_response(request)
            match = request.resolver_match
            if match is not None and match.url_name not in _UNLOGGED:
                _log.info(
                    "request",
                    method=request.method,
                    page=match.view_name or match.route,
                    status=response.status_code,
                    ms=round((time.perf_counter() - began) * 1000, 1),
                )
        response["X-Request-ID"] = identity
        return response
