"""Knows under which names the browser bundle was built: each name carries a hash of its content, so it may be kept for ever."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

BUILD = Path(__file__).parent / "static" / "web" / "build"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((BUILD / "names.json").read_text())
    except FileNotFoundError:
        return {}  # no bundle was built: pages are plain, and work
    return found


def bundled(name: str) -> str:
    """Return the address of ``app.js``, ``app.css`` or a font of the bundle."""
    return static(f"web/build/{_names().get(name, name)}")
