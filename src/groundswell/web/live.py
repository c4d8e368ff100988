"""Live pages: sends each reader what changed, over one long answer."""

from __future__ import annotations

from typing import Any


def is_live(path: str) -> bool:
    """Whether a path is a campaign's live endpoint."""
    return path.endswith("/live") and path.count("/") == 2


async def live(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer a live connection."""
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})
