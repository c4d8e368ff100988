"""Makes a row into an entry: cleaned words, a moment in UTC, and the key by which it is known when seen again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from groundswell.kit.text import paragraphs, plain, web_link
from groundswell.wire.reading.dates import moment
from groundswell.wire.reading.rows import Row

TITLE_LIMIT = 500
LEAD_LIMIT = 10_000
_SOURCE_LIMIT = 200
_WORDS = re.compile(r"\w+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9-]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One news entry as a file says it, made safe."""

    key: str
    title: str
    lead: str
    url: str
    source: str
    source_key: str
    published: datetime
    file: str
    line: int
    dropped_link: bool = False
    cut: bool = False  # title or lead was longer than what is kept
    language: str = ""  # what its feed says; empty when nobody said
    known_as: str = ""  # the name its feed has for it, hashed


def entry(row: Row, *, file: str, now: datetime) -> Entry:
    """Return the entry that ``row`` makes. Raises ValueError, with words for people, when it makes none."""
    if row.problem:
        raise ValueError(row.problem)
    said = row.said
    title = plain(said.get("title", ""), limit=TITLE_LIMIT)
    folded = fold(title)
    if not folded:
        raise ValueError(_("no title") if not said.get("title", "").strip() else _("the title has no words"))
    published = moment(said.get("published", ""), now=now)
    source = plain(said.get("source", ""), limit=_SOURCE_LIMIT)
    source_key = fold(source)[:_SOURCE_LIMIT]
    link = said.get("link", "")
    url = web_link(link)
    known_by = ("link", same_address(url)) if url else ("words", source_key, folded, published.isoformat())
    lead = paragraphs(said.get("lead", ""), limit=LEAD_LIMIT)
    return Entry(
        key=hashed(*known_by),
        title=title,
        lead=lead,
        url=url,
        source=source,
        source_key=source_key,
        published=published,
        file=file,
        line=row.line,
        dropped_link=bool(link.strip()) and not url,
        cut=len(title) == TITLE_LIMIT or len(lead) == LEAD_LIMIT,
        language=language_of(said.get("language", "")),
    )


def fold(text: str) -> str:
    """Return ``text`` as words alone, so that capitals, accents' encodings and signs make no difference."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def language_of(code: str) -> str:
    """Return a language without its country; empty for what is no code."""
    found = _LANGUAGE.fullmatch(code.strip())
    return found.group(1).lower() if found else ""


def hashed(*known_by: str) -> str:
    """Return the key of what is known by these words."""
    return hashlib.sha256("\n".join(known_by).encode()).hexdigest()


def same_address(url: str) -> str:
    """Return an address with scheme and host in small letters, as the web reads them."""
    parts = urlsplit(url)
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()
