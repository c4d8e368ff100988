"""Reads a JSON Feed (versions 1 and 1.1)."""

from __future__ import annotations

import json
from typing import Any


def json_feed(text: str) -> dict[str, Any] | None:
    """Return what a JSON Feed says, its entries in order; None when the text is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "jsonfeed.org" not in _word(found.get("version")):
        return None
    items = found.get("items")
    return {
        "title": _word(found.get("title")),
        "site": _word(found.get("home_page_url")),
        "language": _word(found.get("language")),
        "entries": [_entry(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else [],
    }


def _entry(item: dict[str, Any]) -> dict[str, str]:
    said = {name: _word(item.get(name)) for name in item}

    def first(*names: str) -> str:
        return next((said[name] for name in names if said.get(name)), "")

    return {
        "id": first("id", "url"),
        "title": first("title"),
        "lead": first("summary", "content_text", "content_html"),
        "link": first("url", "external_url"),
        "published": first("date_published", "date_modified"),
        "language": first("language"),
    }


def _word(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
