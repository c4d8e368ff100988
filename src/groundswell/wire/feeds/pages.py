"""Reads the head of a page: its title, its first words and the feeds that it names."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "application/rdf+xml"}
)
_READ = 400_000  # characters
_MOST = 20


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.feeds: list[dict[str, str]] = []
        self.base = ""
        self._title: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.said.setdefault("language", given.get("lang", ""))
        elif tag == "base":
            self.base = self.base or given.get("href", "")
        elif tag == "title" and "title" not in self.said:
            self._title = []
        elif tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            if name and given.get("content"):
                self.said.setdefault(name, given["content"])
        elif tag == "link":
            self._link(given)

    def _link(self, given: dict[str, str]) -> None:
        kind = given.get("type", "").split(";")[0].strip().lower()
        related = given.get("rel", "").lower().split()
        address = given.get("href", "")
        # Some name their programming interface by the type of JSON: of those only what says feed is one.
        is_feed = kind in _FEED_TYPES and (kind != "application/json" or "feed" in address)
        if "alternate" in related and is_feed and address and len(self.feeds) < _MOST:
            self.feeds.append({"address": address[:2000], "title": given.get("title", "")[:200]})

    def handle_data(self, data: str) -> None:
        if self._title is not None and sum(map(len, self._title)) < 2000:
            self._title.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self._title is not None:
            self.said["title"] = "".join(self._title)
            self._title = None


def page(text: str) -> dict[str, Any]:
    """Return what a page says of itself; plain values, nothing of it cleaned yet."""
    head = _Head()
    head.feed(text[:_READ])
    said = head.said
    return {
        "title": (said.get("og:title") or said.get("title") or "")[:2000],
        "lead": (said.get("og:description") or said.get("description") or "")[:4000],
        "site": said.get("og:site_name", "")[:400],
        "published": (said.get("article:published_time") or "")[:60],
        "language": said.get("language", "")[:20],
        "base": head.base[:2000],
        "feeds": head.feeds,
    }
