"""Makes plain values of a feed: the fast parser first, the patient one where that fails. Runs in a process of its own.

Nothing here is safe to show: whoever asks for it cleans every word and link (``wire.feeds.entries``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

import fastfeedparser
import feedparser

from groundswell.wire.feeds.encodings import text_of
from groundswell.wire.feeds.json_feed import json_feed
from groundswell.wire.feeds.pages import page

MOST_ENTRIES = 1000
_PATIENT_READS = 250_000  # characters: the patient parser is two hundred times slower
_TITLE, _LEAD, _LINK, _ID = 2_000, 8_000, 2_000, 2_000
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
# A section to the end of the text where it is never closed: looking for its end again and again would take for ever.
# No tag of a feed is as long; parsers compare each attribute with all before it.
_ENDLESS_TAG = re.compile(r"<(?!!)[^<>]{50000}")
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)?", re.DOTALL
)
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_ENTRY_TAG = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LANGUAGE = re.compile(r"<(?:dc:)?language>\s*([A-Za-z-]{2,20})\s*</|\bxml:lang=[\"']([A-Za-z-]{2,20})[\"']")
_TOMBSTONES = "purl.org/atompub/tombstones"
_TOMBSTONE = re.compile(r"""<(?:\w{1,20}:)?deleted-entry\s[^>]{0,2000}?\bref\s*=\s*["']([^"'<>]{1,2000})["']""")
_BLOCK_ENDS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|/blockquote)\b[^<>]{0,100}>", re.IGNORECASE)
_SIGNATURES = ("<rss", "<feed", "<rdf:rdf", "<channel")


class NotReadable(Exception):
    """The content is neither a feed nor a page."""


class OutOfTime(Exception):
    """The patient parser was stopped: what the fast one found has to do."""


Hurry = Callable[[], AbstractContextManager[None]]


def parse(content: bytes, *, content_type: str, address: str, hurry: Hurry = nullcontext) -> dict[str, Any]:
    """Return ``{"feed": …}`` or, where the content is a page of a site, ``{"page": …}``. Raises NotReadable.

    ``hurry`` is put around the patient parser, and may raise OutOfTime there.
    """
    if not content.strip() or b"\0\0\0\0\0" in content[:1000]:
        raise NotReadable
    text = text_of(content, content_type)
    start = text[:4000].lstrip().lower()
    if start.startswith("{"):
        if found := json_feed(text):
            return {"feed": {**_finished(found, address), "gone": []}}
        raise NotReadable
    if not any(sign in start for sign in _SIGNATURES):
        if "<html" in start or "<!doctype html" in start or "<head" in start or "<title" in start:
            return {"page": _page(text, address)}
        raise NotReadable
    return {"feed": _xml(text, address, hurry)}


def _page(text: str, address: str) -> dict[str, Any]:
    found = page(text)
    base = urljoin(address, found.pop("base"))
    for feed in found["feeds"]:
        feed["address"] = _joined(base, feed["address"])
    return found


def _xml(text: str, address: str, hurry: Hurry) -> dict[str, Any]:
    # Without its document type a feed has no entities of its own: no bomb, and no file of ours in anybody's title.
    text = _DOCTYPE.sub("", text, count=1) if "<!doctype" in text[:4000].lower() else text
    if "<!ENTITY" in text[:100_000] or _ENDLESS_TAG.search(text):
        raise NotReadable
    text = _AMPERSAND.sub(_said, text)
    expected = min(MOST_ENTRIES, len(_ENTRY_TAG.findall(text)))
    found = _fast(text)
    if found is None or len(found["entries"]) < expected:
        patient = _patient(text[:_PATIENT_READS], hurry)
        if patient and (found is None or len(patient["entries"]) > len(found["entries"])):
            found = patient
    if found is None or not (found["entries"] or found["title"].strip()):
        raise NotReadable  # an empty feed says at least whose it is
    if not found["language"] and (said := _LANGUAGE.search(text[:20_000])):
        found["language"] = said.group(1) or said.group(2)
    gone = [html.unescape(one) for one in _TOMBSTONE.findall(text)[:MOST_ENTRIES]] if _TOMBSTONES in text else []
    return {**_finished(found, address), "gone": gone}


def _said(found: re.Match[str]) -> str:
    """Return an ampersand as XML knows it: many feeds use the names of HTML, or none at all."""
    name = found.group(1)
    if name is None:
        return "&amp;" if found.group() == "&" else found.group()
    if name.startswith("#") or name in _OF_XML:
        return found.group()
    return html5.get(name) or f"&amp;{name}"


def _fast(text: str) -> dict[str, Any] | None:
    try:
        said = fastfeedparser.parse(b'<?xml version="1.0" encoding="utf-8"?>\n' + text.lstrip().encode("utf-8", "replace"))
    except MemoryError:
        raise
    except Exception:  # whatever it raises means: not by this parser
        return None
    feed = said.get("feed") or {}
    return {
        "title": feed.get("title") or "",
        "site": _link(feed),
        "language": feed.get("language") or "",
        "entries": [_entry(one) for one in said.get("entries", [])[:MOST_ENTRIES]],
    }


def _patient(text: str, hurry: Hurry) -> dict[str, Any] | None:
    try:
        with hurry():
            said = feedparser.parse(text.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False)
    except MemoryError:
        raise
    except Exception:  # it is meant to read anything, and stumbles now and then
        return None
    if not said.get("version") and not said.get("entries"):
        return None
    feed = said.get("feed") or {}
    return {
        "title": feed.get("title") or "",
        "site": _link(feed),
        "language": feed.get("language") or "",
        "entries": [_entry(one) for one in said["entries"][:MOST_ENTRIES]],
    }


def _entry(one: Any) -> dict[str, str]:
    content = one.get("content") or [{}]
    written = content[0].get("value") if isinstance(content[0], dict) else ""
    return {
        "id": _word(one.get("id")),
        "title": _word(one.get("title")),
        "lead": _word(one.get("summary") or one.get("description") or written),
        "link": _link(one),
        "published": _moment(one, "published") or _moment(one, "updated"),
        "language": _word(one.get("language")),
    }


def _moment(one: Any, name: str) -> str:
    if parsed := one.get(f"{name}_parsed"):  # the patient parser: UTC, as a tuple
        year, month, day, hour, minute, second = parsed[:6]
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}+00:00"
    return _word(one.get(name))


def _link(said: Any) -> str:
    if link := _word(said.get("link")):
        return link
    links = [one for one in said.get("links") or [] if isinstance(one, dict) and one.get("href")]
    return next((_word(one["href"]) for one in links if one.get("rel") in {None, "", "alternate"}), "")


def _word(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _finished(found: dict[str, Any], address: str) -> dict[str, Any]:
    """Cut everything to a size and make links whole."""
    base = _joined(address, found["site"])
    entries = []
    for one in found["entries"][:MOST_ENTRIES]:
        link = one["link"] or (one["id"] if one["id"].startswith(("http://", "https://")) else "")
        entries.append(
            {
                "id": one["id"][:_ID],
                "title": one["title"][:_TITLE],
                "lead": _BLOCK_ENDS.sub("\n", one["lead"][:_LEAD]),
                "link": _joined(base, link.strip()) if link else "",
                "published": one["published"][:60],
                "language": one["language"][:20],
            }
        )
    return {"title": found["title"][:_TITLE], "site": base[:_LINK], "language": found["language"][:20], "entries": entries}


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())[:_LINK]
    except ValueError:
        return ""
