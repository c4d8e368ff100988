"""Reads what the pages of writing show: the draft, what it still needs, who writes, who could be asked to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.kit.actor import Actor
from groundswell.people.models import Member, RoleGrant
from groundswell.people.selectors import holders, members_named
from groundswell.responses.content import lacking
from groundswell.responses.models import WorkingCopy
from groundswell.responses.selectors.together import Together, together
from groundswell.responses.selectors.words import Shown, shown, words_of_copy
from groundswell.strategy.models import Pillar

if TYPE_CHECKING:
    from groundswell.responses.selectors.along import Beside


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft on its author's desk."""

    copy: WorkingCopy
    words: Shown
    lacks: Sequence[str]  # what is missing or too long
    unchanged: bool  # says exactly what its newest version says, or the version it was forked from
    next_number: int
    authors: Sequence[tuple[Member, int]]  # with how many of its words are theirs
    waiting: Sequence[Beside]  # what is proposed to those who write it


def desk(copy: WorkingCopy, pillars: Iterable[Pillar], waiting: Sequence[Beside] = ()) -> Desk:
    """Return a draft as it is saved now."""
    ratified, content, shared = list(pillars), words_of_copy(copy), together(copy.response_id)
    before = copy.response.newest or copy.response.forked_from
    return Desk(
        copy=copy,
        words=shown(content, ratified),
        lacks=[words for _, words in [*shared.too_long(), *lacking(content, [one.number for one in ratified])]],
        unchanged=before is not None and before.content_hash == content.hash,
        next_number=copy.response.newest.number + 1 if copy.response.newest else 1,
        authors=_with_words(authors_of(copy.response_id), shared),
        waiting=waiting,
    )


def _with_words(authors: Iterable[Member], shared: Together) -> list[tuple[Member, int]]:
    shares = shared.shares()
    return [(one, shares[one.pk]) for one in authors]


def authors_of(response_id: uuid.UUID) -> list[Member]:
    """Return who may write on an answer now, the first author first."""
    return [grant.member for grant in holders("response", response_id)]


def possible_authors(name: str, response_id: uuid.UUID, actor: Actor, *, most: int = 20) -> list[Member]:
    """Return members whose name holds ``name`` and who do not write on the answer yet."""
    if not name:
        return []
    held = RoleGrant.objects.filter(role="author", thing="response", thing_id=response_id, ended_at=None)
    return list(members_named(actor, name).exclude(pk__in=held.values("member_id"))[:most])
