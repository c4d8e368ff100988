"""Reads letters: one's own to the authors of an answer, and those that came to its authors."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import Page, newest_first
from groundswell.responses.models import Correspondence, Letter, Response
from groundswell.responses.policies import can_answer_letter, correspondences_visible_to

MOST = 200


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as somebody of the correspondence reads it; a hidden one has no words."""

    letter: Letter
    is_own: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """A correspondence on its page; ``correspondence`` is none before the first letter."""

    response: Response
    correspondence: Correspondence | None
    letters: Sequence[Written]
    is_author: bool


def correspondence_at(correspondence_id: uuid.UUID, actor: Actor) -> Exchange:
    """Return one correspondence to those it is between: three queries."""
    rows = correspondences_visible_to(actor, Correspondence.objects.filter(pk=correspondence_id))
    found = rows.select_related("response__newest", "member__person").first() or not_here()
    return Exchange(found.response, found, _letters(found, actor), can_answer_letter(actor, found))


def own_exchange(response: Response, actor: Actor) -> Exchange:
    """Return what this member and the authors of an answer wrote to each other, if anything."""
    assert actor.member_id is not None
    rows = Correspondence.objects.filter(response=response, member_id=actor.member_id)
    found = rows.select_related("response__newest", "member__person").first()
    return Exchange(response, found, _letters(found, actor) if found else [], is_author=False)


def correspondences(response: Response, actor: Actor, *, before: str | None = None) -> Page[Correspondence]:
    """Return one page of what came to the authors of an answer: one query."""
    rows = correspondences_visible_to(actor, Correspondence.objects.filter(response=response))
    return newest_first(rows.select_related("member__person"), before=before)


def _letters(correspondence: Correspondence, actor: Actor) -> list[Written]:
    found = list(correspondence.letters.select_related("member__person").order_by("-pk")[:MOST])[::-1]
    covered = hidden([one.pk for one in found])
    return [Written(one, one.member_id == actor.member_id, one.pk in covered) for one in found]
