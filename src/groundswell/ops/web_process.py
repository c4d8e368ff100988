"""The web side: granian answers on one port; live endpoints and pages share its processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import structlog

from groundswell.kit.postgres import Server as Database
from groundswell.ops.installation import held, open_up, say
from groundswell.ops.parent import leave_with_parent
from groundswell.ops.supervisor import REFUSED

APPLICATION = "groundswell.config.asgi"
_log = structlog.get_logger("groundswell.web")


def answer_requests(*, demo: bool, host: str, port: int, processes: int) -> int:
    """Serve until told to stop; crashed processes are started again.

    Several processes share what is loaded before they part. A single one loads it itself: who only watches over it
    would else hold the whole application in memory as well.
    """
    with held(demo=demo) as database:
        refused = multiprocessing.Event()
        if processes > 1:
            _make_ready(database)
        server = _server(host, port, processes)
        _follow_supervisor()
        try:
            server.serve(target_loader=_loader(database, refused), wrap_loader=False)
        except SystemExit:
            if not refused.is_set():
                raise
        return REFUSED if refused.is_set() else 0


def _server(host: str, port: int, processes: int) -> Any:
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.server import Server

    return Server(
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


def _loader(database: Database, refused: Any) -> Callable[[], Any]:
    """What runs in each process, after the fork."""
    parent = os.getpid()

    def load() -> Any:
        from groundswell.kit.errors import Refused

        leave_with_parent()
        try:
            _make_ready(database)
        except Refused as refusal:
            say(str(refusal))
            refused.set()
            if os.getppid() == parent:  # trying again would only say the same
                os.kill(parent, signal.SIGTERM)
            sys.exit(REFUSED)
        return _told(import_module(APPLICATION).application)

    return load


def _make_ready(database: Database) -> None:
    """Bring up tables and content, the application and every view; where that is done it costs nothing."""
    if APPLICATION in sys.modules:
        return
    open_up(database)
    from django.urls import resolve

    from groundswell.ops.preparing import prepare_to_serve

    prepare_to_serve()
    import_module(APPLICATION)
    resolve("/healthz")


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
