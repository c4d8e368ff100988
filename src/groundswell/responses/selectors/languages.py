"""Reads in which other languages a version is said, and the words of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.languages import language_name
from groundswell.responses.content import marked
from groundswell.responses.models import Variant, Version
from groundswell.responses.policies import variants_visible_to
from groundswell.responses.selectors.saying import MOST, visible

WHOLE = Variant.Channel.WHOLE


@dataclass(frozen=True, slots=True)
class SaidIn:
    """A version in another language, as a member put it; perhaps as an earlier version was put."""

    variant: Variant
    asked: Version
    cited: int

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return language_name(self.variant.language)

    @property
    def moved_on(self) -> bool:
        """Whether these words were written for an earlier version than the one asked for."""
        return self.variant.version_id != self.asked.pk

    @property
    def paragraphs(self) -> list[list[tuple[str, int]]]:
        """The text, cut at the marks of its sources; they are those of the version it was put from."""
        return marked(self.variant.text, self.cited)


def said_in_others(version: Version, actor: Actor) -> Sequence[Variant]:
    """Return the words of a version in each other language, those for it before those for an earlier one: two queries."""
    upto = Variant.objects.filter(version__response=version.response_id, version__number__lte=version.number, channel=WHOLE)
    rows = variants_visible_to(actor, upto).select_related("version", "written_by__person")
    found = visible(rows.order_by("-version__number", "-changed_at")[:MOST])
    newest = {one.language: one for one in reversed(found)}
    return [newest[code] for code in sorted(newest, key=language_name)]


def said_in(version: Version, language: str, actor: Actor) -> SaidIn:
    """Return a version in another language; one that nobody put it into has no page."""
    found = next((one for one in said_in_others(version, actor) if one.language == language), None)
    return SaidIn(found, version, found.version.citations.count()) if found else not_here()
