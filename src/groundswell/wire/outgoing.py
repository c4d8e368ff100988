"""Writes what was found for programs: Atom and JSON Feed to follow, CSV and JSONL to take along."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from groundswell.wire.selectors.search import Hit
from groundswell.wire.selectors.telling import written

_ATOM = "http://www.w3.org/2005/Atom"
COLUMNS = ("published", "kind", "source", "title", "lead", "link", "story", "story_title", "place", "community", "id")
# A cell that begins like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    id: str
    url: str
    title: str
    summary: str
    published: datetime.datetime
    updated: datetime.datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, the page it tells of, its own address, and its entries, the newest first."""

    title: str
    page: str
    address: str
    language: str
    entries: Sequence[Entry]


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom (RFC 4287)."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    newest = max((one.updated for one in feed.entries), default=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC))
    _put(root, "id", feed.address)
    _put(root, "title", feed.title)
    _put(root, "updated", written(newest))
    _put(root, "author").append(_element("name", feed.title))
    _put(root, "link", rel="alternate", type="text/html", href=feed.page)
    _put(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    for one in feed.entries:
        entry = _put(root, "entry")
        _put(entry, "id", one.id)
        _put(entry, "title", one.title)
        _put(entry, "link", rel="alternate", href=one.url)
        _put(entry, "published", written(one.published))
        _put(entry, "updated", written(one.updated))
        if one.summary:
            _put(entry, "summary", one.summary)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _element(name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.Element(f"{{{_ATOM}}}{name}", attributes)
    made.text = text or None
    return made


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = _element(name, text, **attributes)
    parent.append(made)
    return made


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    items = [
        {
            "id": one.id,
            "url": one.url,
            "title": one.title,
            "content_text": one.summary or one.title,
            "date_published": written(one.published),
            "date_modified": written(one.updated),
        }
        for one in feed.entries
    ]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.page}
    whole = {**told, "feed_url": feed.address, "language": feed.language, "items": items}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def csv_of(hits: Iterable[Hit]) -> bytes:
    """Return what was found as CSV, with nothing in it that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for hit in hits:
        row = _row(hit)
        writer.writerow({key: f"'{value}" if str(value).startswith(_FORMULA) else value for key, value in row.items()})
    return out.getvalue().encode()


def jsonl_of(hits: Iterable[Hit]) -> bytes:
    """Return what was found as one JSON object a line."""
    return "".join(json.dumps(_row(hit), ensure_ascii=False) + "\n" for hit in hits).encode()


def _row(hit: Hit) -> dict[str, Any]:
    item, report = hit.item, hit.report
    return {
        "published": written(item.published),
        "kind": item.kind,
        "source": item.source.name,
        "title": item.title,
        "lead": "" if report else item.lead,
        "link": item.url,
        "story": str(item.story_id),
        "story_title": item.story.title,
        "place": report.place if report else "",
        "community": report.community.slug if report and report.community else "",
        "id": str(item.pk),
    }
