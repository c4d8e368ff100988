"""What an answer says, as a value: its words, the pillars it serves, its sources, and the hash that names exactly these."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from groundswell.kit.errors import BadInput
from groundswell.kit.text import paragraphs, plain, web_link

TITLE, SUMMARY, BODY, WHY, SOURCE = 120, 240, 8000, 240, 200  # characters, as the columns hold them
MOST_SOURCES = 20


@dataclass(frozen=True, slots=True)
class Serves:
    """A pillar, by the number it has in the campaign, and why the answer serves it."""

    pillar: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim of fact can be checked."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of an answer that readers judge. Two contents that are equal have the same hash, and only those."""

    title: str = ""
    summary: str = ""
    body: str = ""
    pillars: tuple[Serves, ...] = ()
    sources: tuple[Source, ...] = ()

    def canonical(self) -> bytes:
        """Return the one form that is hashed: JSON, keys sorted, no spaces, UTF-8; pillars by number, sources in order."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    @property
    def hash(self) -> str:
        """The SHA-256 of the canonical form, as 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything yet."""
        return self == Content()


def clean(content: Content) -> Content:
    """Return ``content`` as it may be kept: plain text within its limits, links over http and https only.

    Too long is said and never cut: what someone wrote is not lost.
    """
    served = {one.pillar: Serves(one.pillar, _line(one.why, WHY, f"why_{one.pillar}")) for one in content.pillars}
    return Content(
        title=_line(content.title, TITLE, "title"),
        summary=_line(content.summary, SUMMARY, "summary"),
        body=_within(paragraphs(content.body, limit=BODY + 1), BODY, "body"),
        pillars=tuple(served[number] for number in sorted(served)),
        sources=tuple(_sources(content.sources)),
    )


def _sources(given: Sequence[Source]) -> Iterable[Source]:
    if len(given) > MOST_SOURCES:
        raise BadInput(_("Twenty sources are the most an answer can have. Keep the strongest."), field="source_url_0")
    for row, one in enumerate(given):
        title, url = _line(one.title, SOURCE, f"source_title_{row}"), web_link(one.url)
        if not title and not one.url.strip():
            continue
        if not url:
            words = _("Give the whole link of this source, beginning with https:// or http://.")
            raise BadInput(words, field=f"source_url_{row}")
        yield Source(title or url[:SOURCE], url)


def _line(text: str, most: int, field: str) -> str:
    return _within(plain(text, limit=most + 1), most, field)


def _within(text: str, most: int, field: str) -> str:
    if len(text) > most:
        raise BadInput(_("This is too long: %(most)d characters at most.") % {"most": most}, field=field)
    return text
