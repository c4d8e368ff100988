"""Finds links, adoptions and the links a member already has."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.models import Adoption, Response
from groundswell.responses.policies import visible_to as answers_visible_to
from groundswell.sharing.models import PassOn
from groundswell.sharing.policies import visible_to


def pass_on_at(code: str, actor: Actor) -> PassOn:
    """Return the link with this code, with what it carries."""
    found = visible_to(actor, PassOn.objects.filter(code=code))
    return found.select_related("adoption__community", "adoption__version__response").first() or not_here()


def adoption_at(adoption_id: uuid.UUID) -> Adoption:
    """Return an adoption (public, ended or not)."""
    found = Adoption.objects.filter(pk=adoption_id).select_related("community", "version__response")
    return found.first() or not_here()


def answer_at(response_id: uuid.UUID, actor: Actor) -> Response:
    """Return an answer that this actor may see."""
    return answers_visible_to(actor, Response.objects.filter(pk=response_id)).first() or not_here()


def own_links(actor: Actor, adoptions: Sequence[Adoption]) -> dict[uuid.UUID, PassOn]:
    """Return the member's own links by adoption."""
    if actor.member_id is None:
        return {}
    return {one.adoption_id: one for one in PassOn.objects.filter(member_id=actor.member_id, adoption__in=adoptions)}
