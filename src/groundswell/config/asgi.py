"""One port for everything: live endpoints as raw ASGI, pages through Django's WSGI application in threads."""

from __future__ import annotations

from typing import Any

from groundswell.config.wsgi import application as pages
from groundswell.ops.bridge import FOR_PAGES, PagesOverThreads
from groundswell.web.crowds import Crowds
from groundswell.web.live import is_live, live
from groundswell.web.together import is_together, together

_pages = Crowds(PagesOverThreads(pages), environ=FOR_PAGES)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send a connection to the live endpoint or to the pages."""
    if scope["type"] == "websocket":
        if is_together(scope["path"]):
            await together(scope, receive, send)
        return
    if scope["type"] != "http":
        return
    if is_live(scope["path"]):
        await live(scope, receive, send)
    else:
        await _pages(scope, receive, send)
