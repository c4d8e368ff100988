"""Reads the words of working copies and versions as values."""

from __future__ import annotations

from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.models import Version, WorkingCopy


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
    """Return what was published: three queries at most, none that was prefetched."""
    served = sorted(version.pillars.select_related("pillar"), key=lambda one: one.pillar.number)
    cited = sorted(version.citations.all(), key=lambda one: one.number)
    return Content(
        title=version.title,
        summary=version.summary,
        body=version.body,
        pillars=tuple(Serves(one.pillar.number, one.why) for one in served),
        sources=tuple(Source(one.title, one.url) for one in cited),
    )
