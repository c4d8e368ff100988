"""Who opens a draft, who reads along in an open one, and who proposes other words for it."""

from __future__ import annotations

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.responses.models import Response, WorkingCopy
from groundswell.responses.policies import can_see_working_copy, can_write, working_copies_visible_to


def can_open_draft(actor: Actor, response: Response) -> bool:
    """Its authors let members read along while they write, and close it again."""
    return can_write(actor, response)


def can_read_along(actor: Actor, copy: WorkingCopy) -> bool:
    """Members read a draft that its authors opened; they write nothing in it."""
    return can_see_working_copy(actor, copy) or (actor.is_member and copy.opened_at is not None)


def read_along_by(actor: Actor, copies: QuerySet[WorkingCopy]) -> QuerySet[WorkingCopy]:
    """The working copies of which ``can_read_along`` is true."""
    own = working_copies_visible_to(actor, copies)
    return own | copies.filter(opened_at__isnull=False) if actor.is_member else own


def can_propose_on_draft(actor: Actor, copy: WorkingCopy) -> bool:
    """Who reads along proposes other words; its authors write them themselves."""
    return can_read_along(actor, copy) and not can_see_working_copy(actor, copy)
