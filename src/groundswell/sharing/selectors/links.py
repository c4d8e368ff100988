"""Finds links, adoptions and the links a member already has."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.models import Adoption, Response
from groundswell.responses.policies import visible_to as answers_visible_to
from groundswell.responses.selectors.marks import Mark, marks_of
from groundswell.sharing.models import PassOn, Talk, Visit
from groundswell.sharing.policies import can_note_talk, talks_visible_to, visible_to


def pass_on_at(code: str, actor: Actor) -> PassOn:
    """Return the link with this code, with what it carries."""
    found = visible_to(actor, PassOn.objects.filter(code=code))
    return found.select_related("adoption__community", "adoption__version__response__newest").first() or not_here()


def mark_on(pass_on: PassOn) -> Mark | None:
    """Return what stands against the words of a link, for whoever is about to give it away: one query."""
    return marks_of([pass_on.adoption.version_id]).get(pass_on.adoption.version_id)


def adoption_at(adoption_id: uuid.UUID) -> Adoption:
    """Return an adoption (public, ended or not)."""
    found = Adoption.objects.filter(pk=adoption_id).select_related("community", "version__response")
    return found.first() or not_here()


def answer_at(response_id: uuid.UUID, actor: Actor) -> Response:
    """Return an answer that this actor may see."""
    return answers_visible_to(actor, Response.objects.filter(pk=response_id)).first() or not_here()


def talked_about(pass_on: PassOn, actor: Actor) -> int | None:
    """Return with how many the owner of a link said they talked; None for anybody else: it is not theirs to say."""
    if not can_note_talk(actor, pass_on):
        return None
    said = talks_visible_to(actor, Talk.objects.filter(pass_on=pass_on))
    return int(said.aggregate(many=Coalesce(Sum("many"), 0))["many"])


@dataclass(frozen=True, slots=True)
class Travelled:
    """What became of a member's own link."""

    code: str
    title: str
    opened: int
    further: int  # people who took a link of their own from it


def links_travelled(actor: Actor, *, most: int = 3) -> list[Travelled]:
    """Return how far a member's own newest links went: one query."""
    if actor.member_id is None:
        return []
    opened = Visit.objects.filter(pass_on=OuterRef("pk"), kind=Visit.Kind.PERSON).order_by().values("pass_on")
    given = PassOn.objects.filter(parent=OuterRef("pk")).order_by().values("parent")
    own = PassOn.objects.filter(member_id=actor.member_id).annotate(opened=_counted(opened), further=_counted(given))
    rows = own.order_by("-made_at").values_list("code", "adoption__version__title", "opened", "further")
    return [Travelled(*row) for row in rows[:most]]


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def own_links(actor: Actor, adoptions: Sequence[Adoption]) -> dict[uuid.UUID, PassOn]:
    """Return the member's own links by adoption."""
    if actor.member_id is None:
        return {}
    return {one.adoption_id: one for one in PassOn.objects.filter(member_id=actor.member_id, adoption__in=adoptions)}
