"""One port for everything: live endpoints as raw ASGI, the rest through Django."""

from __future__ import annotations

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
_django = get_asgi_application()

from groundswell.web.live import is_live, live  # noqa: E402 (needs the apps)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send a connection to the live endpoint or to Django."""
    if scope["type"] == "http" and is_live(scope["path"]):
        await live(scope, receive, send)
    else:
        await _django(scope, receive, send)
