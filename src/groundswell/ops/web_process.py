"""The web side: granian answers on one port; live endpoints and pages share its processes."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import structlog
from django.urls import resolve

from groundswell.ops.parent import leave_with_parent
from groundswell.ops.preparing import prepare_to_serve

APPLICATION = "groundswell.config.asgi"
_log = structlog.get_logger("groundswell.web")


def answer_requests(*, host: str, port: int, processes: int) -> int:
    """Serve until told to stop; crashed processes are started again."""
    prepare_to_serve()
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.server import Server

    _follow_supervisor()
    # Before the fork, so that the processes share it and start at once: the application and every view.
    import_module(APPLICATION)
    resolve("/healthz")
    server = Server(
        target=APPLICATION,
        address=_address(host),
        port=port,
        interface=Interfaces.ASGINL,
        workers=processes,
        loop=Loops.uvloop,
        http=HTTPModes.http1,
        backlog=2048,
        backpressure=10_000,  # live readers hold a connection each; pages are limited by their own threads
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_enabled=False,
        log_access=False,
    )
    server.serve(target_loader=_load, wrap_loader=False)
    return 0


def _load() -> Any:
    """Runs in each process, after the fork."""
    leave_with_parent()
    return _told(import_module(APPLICATION).application)


def _told(application: Any) -> Any:
    """Log what fails outside of Django (the bridge, a live answer); granian's own words would quote the message."""

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        try:
            await application(scope, receive, send)
        except Exception:
            _log.error("connection_failed", exc_info=True)
            raise

    return answer


def _address(host: str) -> str:
    return "127.0.0.1" if host == "localhost" else host


def _follow_supervisor() -> None:
    if os.environ.get("GROUNDSWELL_SUPERVISED"):
        leave_with_parent()
