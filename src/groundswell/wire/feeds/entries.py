"""Makes clean entries of what a feed says: plain words, links of the web only, a moment that can be, a key to know it by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from groundswell.kit.text import paragraphs, plain, web_link
from groundswell.wire.feeds.sandbox import Feed, Said
from groundswell.wire.reading.dates import moment
from groundswell.wire.reading.entries import TITLE_LIMIT, Entry, fold, hashed, language_of, same_address

EXCERPT = 1_000  # characters: what a story needs; the rest is read where it was written
_READ = 8_000
_TITLE_OF_LEAD = 120
_LINES = re.compile(r"\s*\n\s*")


def entries_of(feed: Feed, *, source_id: object, name: str, key: str, language: str, at: datetime) -> list[Entry]:
    """Return the entries of a source's feed, the oldest first; what says nothing is passed over.

    ``language`` is what members said of the source: it counts where the feed says nothing.
    """
    usual = language_of(feed.language) or language
    found = [clean(one, source_id=source_id, name=name, key=key, language=usual, at=at) for one in feed.entries]
    # Of one entry doubled within a feed the first counts, which is the newest.
    unique = {one.key: one for one in reversed([one for one in found if one])}
    return sorted(unique.values(), key=lambda one: one.published)


def clean(said: Said, *, source_id: object, name: str, key: str, language: str, at: datetime) -> Entry | None:
    """Return one entry; None when it has no words."""
    lead = excerpt(said.lead)
    title = plain(said.title, limit=TITLE_LIMIT)
    folded = fold(title)
    if not folded:
        title, lead = _shortened(lead.replace("\n", " "), _TITLE_OF_LEAD), ""
        folded = fold(title)
    if not folded:
        return None
    url = web_link(said.link)
    own = plain(said.id, limit=2000)
    if url:
        known_by: tuple[str, ...] = ("link", same_address(url))
    else:
        known_by = ("own", str(source_id), own) if own else ("words", key, folded)
    return Entry(
        key=hashed(*known_by),
        title=title,
        lead="" if len(lead) <= 2 * len(title) and fold(lead) == folded else lead,
        url=url,
        source=name,
        source_key=key,
        published=_published(said.published, at),
        file="",
        line=0,
        dropped_link=bool(said.link) and not url,
        language=language_of(said.language) or language,
        known_as=known_as(source_id, own) if own else "",
    )


def known_as(source_id: object, own: str) -> str:
    """Return how an entry is found again by the name its feed has for it."""
    return hashed("own", str(source_id), plain(own, limit=2000))


def taken_back(names: Iterable[str], *, source_id: object) -> set[str]:
    """Return what the entries that a feed took back are known as."""
    return {known_as(source_id, name) for name in names}


def excerpt(text: str) -> str:
    """Return the first words of a text, cleaned and cut between two words."""
    return _shortened(_LINES.sub("\n", paragraphs(text, limit=_READ)), EXCERPT)


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(" ", 1)[0] if " " in text[:limit] else text[:limit]
    return cut.rstrip(" ,;:.-\n") + "…"


def _published(said: str, at: datetime) -> datetime:
    """Return when it was published; now, where that is missing, no date, or still to come."""
    try:
        return min(moment(said, now=at), at)
    except ValueError:
        return at
