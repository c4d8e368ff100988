"""Reads the words written for one channel: what a text message, a post or a talk at a door says of an answer."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.measures import measured
from groundswell.responses.models import Response, Variant, Version
from groundswell.responses.policies import can_change_variant, can_write_variant, variants_visible_to, visible_to
from groundswell.responses.selectors.marks import Mark, marks_of

MOST = 60


@dataclass(frozen=True, slots=True)
class Said:
    """Words for one channel, as a page shows them."""

    variant: Variant
    facts: Mapping[str, int | str]
    newest: Version  # of the answer, which may say something else by now
    can_change: bool
    mark: Mark | None  # what stands against the version whose words they are

    @property
    def moved_on(self) -> bool:
        """Whether the text moved on since these words were written."""
        return bool(self.variant.version.number < self.newest.number)


@dataclass(frozen=True, slots=True)
class Saying:
    """What there is for one channel, and how much for each of the others."""

    version: Version
    channel: str
    channels: Sequence[tuple[str, str, int]]  # its name in addresses, in words, and how many texts there are
    found: Sequence[Said]
    has_own: bool
    can_write: bool


def saying(response: Response, version: Version, channel: str, actor: Actor) -> Saying:
    """Return the words for a channel (none given: the first that has some), those of this version first: three queries."""
    rows = _shown(response, actor, upto=version.number)
    many = Counter(one.channel for one in rows)
    chosen = channel or next((name for name in Variant.Channel.values if many[name]), Variant.Channel.values[0])
    shown = [one for one in rows if one.channel == chosen]
    marks = marks_of(one.version_id for one in shown)
    return Saying(
        version=version,
        channel=chosen,
        channels=[(name, str(words), many[name]) for name, words in Variant.Channel.choices],
        found=[_said(one, response, actor, marks.get(one.version_id)) for one in shown],
        has_own=any(_is_own(one, chosen, version, actor) for one in rows),
        can_write=can_write_variant(actor, version),
    )


def _is_own(one: Variant, channel: str, version: Version, actor: Actor) -> bool:
    """Whether somebody has said it there in the answer's own language; in others they may say it as often as they know any."""
    return (one.channel, one.version_id, one.language) == (channel, version.pk, "") and can_change_variant(actor, one)


def ready_made(version: Version, actor: Actor) -> list[Variant]:
    """Return the newest words for each channel and language, for whoever passes a version on: two queries.

    Words written for this version come before those for an earlier one; the page says which are of an earlier one.
    """
    upto = Variant.objects.filter(version__response=version.response_id, version__number__lte=version.number)
    rows = variants_visible_to(actor, upto.exclude(channel=Variant.Channel.WHOLE)).select_related("version")
    found = visible(rows.order_by("-version__number", "-changed_at")[:MOST])
    newest = {(one.channel, one.language): one for one in reversed(found)}
    order = list(Variant.Channel.values)
    return sorted(newest.values(), key=lambda one: (order.index(one.channel), one.language))


def variant_at(variant_id: uuid.UUID, actor: Actor) -> Variant:
    """Return words for a channel with their version and answer, to the one who may change them."""
    answers = visible_to(actor, Response.objects.all())
    rows = variants_visible_to(actor, Variant.objects.filter(pk=variant_id, version__response__in=answers))
    found = rows.select_related("version__response__newest").first()
    return found if found and can_change_variant(actor, found) else not_here()


def channel_words(channel: str) -> str:
    """Return a channel's name; one that is none has no page."""
    return str(Variant.Channel(channel).label) if channel in Variant.Channel.values else not_here()


def _shown(response: Response, actor: Actor, *, upto: int) -> list[Variant]:
    rows = variants_visible_to(actor, Variant.objects.filter(version__response=response, version__number__lte=upto))
    rows = rows.select_related("version", "written_by__person").order_by("-version__number", "-changed_at")
    return visible(rows[:MOST])


def visible(rows: Iterable[Variant]) -> list[Variant]:
    """Return what nobody hid: one query."""
    found = list(rows)
    covered = hidden([key for one in found for key in (one.pk, one.version_id)]) if found else {}
    return [one for one in found if one.pk not in covered and one.version_id not in covered]


def _said(variant: Variant, response: Response, actor: Actor, mark: Mark | None) -> Said:
    assert response.newest is not None
    facts = measured(variant.channel, variant.text, variant.language or response.language)
    return Said(variant, facts, response.newest, can_change_variant(actor, variant), mark)
