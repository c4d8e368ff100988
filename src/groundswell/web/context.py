"""What every page of the shell knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return campaign, actor and language for the shell's templates; no query."""
    return {
        "campaign": getattr(request, "campaign", None),
        "actor": getattr(request, "actor", None),
        "language": translation.get_language() or "en",
        "languages": settings.LANGUAGES,
        "demo": settings.DEMO,
    }
