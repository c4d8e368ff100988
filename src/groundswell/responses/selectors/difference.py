"""Reads what changed from one version to another, of one answer or from an answer to what grew from it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.communities.models import Hiding
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.models import Version
from groundswell.responses.policies import versions_visible_to
from groundswell.responses.selectors.words import Shown, version_shown
from groundswell.responses.wording import Piece, compared


@dataclass(frozen=True, slots=True)
class Change:
    """One part of an answer, and what became of its words."""

    part: str
    pieces: Sequence[Piece]

    @property
    def is_change(self) -> bool:
        """Whether anything went or came."""
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions side by side; no words of either while a host hides one of them."""

    before: Version
    after: Version
    changes: Sequence[Change]
    hiding: Hiding | None


def difference(before_id: uuid.UUID, after_id: uuid.UUID, actor: Actor) -> Difference:
    """Return what changed between two published versions: six queries."""
    versions = versions_visible_to(actor, Version.objects.filter(pk__in=[before_id, after_id]))
    found = {one.pk: one for one in versions.select_related("response")}
    if len(found) < 2:
        not_here()
    before, after = found[before_id], found[after_id]
    covered = hidden(found)
    changes = [] if covered else [Change(part, compared(old, new)) for part, old, new in _parts(before, after)]
    return Difference(before, after, changes, next(iter(covered.values()), None))


def _parts(before: Version, after: Version) -> Sequence[tuple[str, str, str]]:
    old, new = version_shown(before), version_shown(after)
    return [
        (_("Title"), before.title, after.title),
        (_("The answer in one sentence"), before.summary, after.summary),
        (_("More"), before.body, after.body),
        (_("Pillars"), _pillars(old), _pillars(new)),
        (_("Sources"), _sources(old), _sources(new)),
    ]


def _pillars(words: Shown) -> str:
    return "\n".join(f"{pillar.title}: {why}" if why else pillar.title for pillar, why in words.serves)


def _sources(words: Shown) -> str:
    return "\n".join(f"{one.title} ({one.url})" for one in words.sources)
