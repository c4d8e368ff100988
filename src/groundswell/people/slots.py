"""What the people room puts on other rooms' pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from groundswell.people.selectors import demo_cast


def cast_of_the_demo(request: HttpRequest) -> dict[str, Any] | None:
    """Return those one can be in the demo with one press; nothing elsewhere."""
    if not settings.DEMO:
        return None
    return {"casts": demo_cast()}


def cast_for_visitors(request: HttpRequest) -> dict[str, Any] | None:
    """Return the demo's cast on its first page, as long as one is nobody yet."""
    return None if request.actor.is_member else cast_of_the_demo(request)  # type: ignore[attr-defined]
