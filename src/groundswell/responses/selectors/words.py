"""Reads the words of working copies and versions as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.responses.claims import leans_on_nothing, unsourced
from groundswell.responses.content import Content, Serves, Source, marked
from groundswell.responses.models import SourcePage, Version, WorkingCopy
from groundswell.responses.source_models import UNREADABLE, key_of
from groundswell.strategy.models import Pillar
from groundswell.wire.feeds.refusals import in_words


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at a source's link, and in words why it could not be read."""

    page: SourcePage
    trouble: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of an answer as a page prints them."""

    title: str
    summary: str
    paragraphs: Sequence[Sequence[tuple[str, int]]]  # pieces: text, and the number of the source it ends with
    serves: Sequence[tuple[Pillar, str]]
    sources: Sequence[Source]
    unsourced: Sequence[str]  # its claims that point at no source
    pages: Mapping[str, Looked]  # what lies at its sources, by their links, where somebody looked
    leans_on_nothing: bool  # the one sentence makes a claim that nothing in the text backs


def shown(content: Content, pillars: Iterable[Pillar]) -> Shown:
    """Return ``content`` for a page; ``pillars`` are those it may name. One query where it names sources."""
    leans = leans_on_nothing(content.summary, content.body, len(content.sources))
    named = {one.number: one for one in pillars}
    return Shown(
        title=content.title,
        summary=content.summary,
        paragraphs=marked(content.body, len(content.sources)),
        serves=[(named[one.pillar], one.why) for one in content.pillars if one.pillar in named],
        sources=content.sources,
        unsourced=[*([content.summary] if leans else []), *unsourced(content.body, len(content.sources))],
        pages=pages_at(one.url for one in content.sources),
        leans_on_nothing=leans,
    )


def pages_at(urls: Iterable[str]) -> dict[str, Looked]:
    """Return what was found at these links: one query, none for none."""
    keys = [key_of(url) for url in urls]
    return {one.url: Looked(one, _trouble(one.problem)) for one in SourcePage.objects.filter(key__in=keys)} if keys else {}


def _trouble(problem: str) -> str:
    if problem in UNREADABLE:
        return _("It holds no text that a program can read: a PDF or a picture, perhaps.")
    if problem == "robots":
        return _("The site asks programs not to read this page.")
    return in_words(problem) if problem else ""


def words_of_copy(copy: WorkingCopy) -> Content:
    """Return what is being written."""
    return Content(
        title=copy.title,
        summary=copy.summary,
        body=copy.body,
        pillars=tuple(Serves(number, why) for number, why in copy.pillars),
        sources=tuple(Source(title, url) for title, url in copy.sources),
    )


def words_of_version(version: Version) -> Content:
    """Return what was published: two queries."""
    return _published(version)[0]


def version_shown(version: Version) -> Shown:
    """Return what was published, for a page: two queries."""
    return shown(*_published(version))


def _published(version: Version) -> tuple[Content, list[Pillar]]:
    served = list(version.pillars.select_related("pillar").order_by("pillar__number"))
    cited = version.citations.order_by("number")
    content = Content(
        title=version.title,
        summary=version.summary,
        body=version.body,
        pillars=tuple(Serves(one.pillar.number, one.why) for one in served),
        sources=tuple(Source(one.title, one.url) for one in cited),
    )
    return content, [one.pillar for one in served]
