"""What an answer says, as a value: its words, the pillars it serves, its sources, and the hash that names exactly these."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _

from groundswell.kit.errors import BadInput
from groundswell.kit.text import line, passage, web_link
from groundswell.responses.claims import unsourced_ends

TITLE, SUMMARY, BODY, WHY, SOURCE = 120, 240, 8000, 240, 200  # characters, as the columns hold them
MOST_SOURCES = 20
UNSOURCED = -1  # in place of a source's number: here ends a claim that has none


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
    served = {one.pillar: Serves(one.pillar, line(one.why, limit=WHY, field=f"why_{one.pillar}")) for one in content.pillars}
    return Content(
        title=line(content.title, limit=TITLE, field="title"),
        summary=line(content.summary, limit=SUMMARY, field="summary"),
        body=passage(content.body, limit=BODY, field="body"),
        pillars=tuple(served[number] for number in sorted(served)),
        sources=tuple(_sources(content.sources)),
    )


def with_words(content: Content, said: Mapping[str, str]) -> Content:
    """Return ``content`` with other words, its pillars and sources as they are."""
    return replace(content, title=said["title"], summary=said["summary"], body=said["body"])


def around(content: Content) -> str:
    """Return the mark of all that is not written together: pillars and sources."""
    return Content(pillars=content.pillars, sources=content.sources).hash[:16]


def lacking(content: Content, ratified: Collection[int]) -> list[tuple[str, str]]:
    """Return what ``content`` still needs before it can be published: the field, and words for it."""
    needs = []
    if not content.title:
        needs.append(("title", _("Give the answer a title.")))
    if not content.summary:
        needs.append(("summary", _("Say the answer in one sentence.")))
    if not any(one.pillar in ratified for one in content.pillars):
        needs.append(("pillars", _("Say which pillar it serves, and why.")))
    if not content.sources:
        needs.append(("sources", _("Name at least one source, so that people can check it.")))
    return needs


def marked(body: str, sources: int) -> list[list[tuple[str, int]]]:
    """Return the paragraphs of ``body``, each cut at the marks [1], [2] that point at one of its ``sources``.

    A piece is its text and the number of the source it ends with, 0 for none; UNSOURCED where a claim ends that has none.
    """
    return [list(_pieces(paragraph, sources)) for paragraph in re.split(r"\n\s*\n", body) if paragraph.strip()]


def _pieces(paragraph: str, sources: int) -> Iterable[tuple[str, int]]:
    marks = [(mark.start(), mark.end(), int(mark[1])) for mark in re.finditer(r"\s?\[(\d{1,2})\]", paragraph)]
    stops = [(start, end, number) for start, end, number in marks if 1 <= number <= sources]
    stops += [(end, end, UNSOURCED) for end in unsourced_ends(paragraph, sources)]
    begin = 0
    for start, end, number in sorted(stops):
        yield paragraph[begin:start], number
        begin = end
    if paragraph[begin:]:
        yield paragraph[begin:], 0


def _sources(given: Sequence[Source]) -> Iterable[Source]:
    if len(given) > MOST_SOURCES:
        raise BadInput(_("Twenty sources are the most an answer can have. Keep the strongest."), field="source_url_0")
    for row, one in enumerate(given):
        title, url = line(one.title, limit=SOURCE, field=f"source_title_{row}"), web_link(one.url)
        if not title and not one.url.strip():
            continue
        if not url:
            words = _("Give the whole link of this source, beginning with https:// or http://.")
            raise BadInput(words, field=f"source_url_{row}")
        yield Source(title or url[:SOURCE], url)
