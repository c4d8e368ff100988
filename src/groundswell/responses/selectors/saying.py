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

MOST = 60


@dataclass(frozen=True, slots=True)
class Said:
    """Words for one channel, as a page shows them."""

    variant: Variant
    facts: Mapping[str, int | str]
    newest: Version  # of the answer, which may say something else by now
    can_change: bool

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
    """Return the words for a channel (none given: the first that has some), those of this version first: two queries."""
    rows = _shown(response, actor, upto=version.number)
    many = Counter(one.channel for one in rows)
    chosen = channel or next((name for name in Variant.Channel.values if many[name]), Variant.Channel.values[0])
    assert response.newest is not None
    return Saying(
        version=version,
        channel=chosen,
        channels=[(name, str(words), many[name]) for name, words in Variant.Channel.choices],
        found=[_said(one, response, actor) for one in rows if one.channel == chosen],
        has_own=any((one.channel, one.version_id) == (chosen, version.pk) and can_change_variant(actor, one) for one in rows),
        can_write=can_write_variant(actor, version),
    )


def ready_made(version: Version, actor: Actor) -> list[Variant]:
    """Return the newest words for each channel that hang on a version, for whoever passes it on: two queries."""
    found = _visible(variants_visible_to(actor, Variant.objects.filter(version=version)).order_by("changed_at")[:MOST])
    newest = {one.channel: one for one in found}
    return [newest[name] for name in Variant.Channel.values if name in newest]


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
    return _visible(rows[:MOST])


def _visible(rows: Iterable[Variant]) -> list[Variant]:
    found = list(rows)
    covered = hidden([key for one in found for key in (one.pk, one.version_id)]) if found else {}
    return [one for one in found if one.pk not in covered and one.version_id not in covered]


def _said(variant: Variant, response: Response, actor: Actor) -> Said:
    assert response.newest is not None
    facts = measured(variant.channel, variant.text, response.language)
    return Said(variant, facts, response.newest, can_change_variant(actor, variant))
