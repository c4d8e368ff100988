"""Who opens a draft, who reads along in an open one, and who proposes other words for it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.communities.models import Hiding
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.responses.models import Response, WorkingCopy
from groundswell.responses.policies import can_see_working_copy, can_write, working_copies_visible_to


def can_open_draft(actor: Actor, response: Response) -> bool:
    """Its authors let members read along while they write, and close it again."""
    return can_write(actor, response)


def is_covered(copy: WorkingCopy) -> bool:
    """Whether a draft, its answer, or what was published of it last is hidden: it comes back by no other door."""
    return bool(hidden(_hideable(copy)))


def open_to_members(copies: QuerySet[WorkingCopy]) -> QuerySet[WorkingCopy]:
    """The open ones of which ``is_covered`` is not true."""
    here = Q(subject_id=OuterRef("pk")) | Q(subject_id=OuterRef("response")) | Q(subject_id=OuterRef("response__newest"))
    return copies.filter(~Exists(Hiding.objects.filter(here, lifted_at=None)), opened_at__isnull=False)


def can_read_along(actor: Actor, copy: WorkingCopy) -> bool:
    """Members read a draft that its authors opened, unless it is hidden; they write nothing in it."""
    may = can_see_working_copy(actor, copy)
    return may or (actor.is_member and copy.opened_at is not None and not is_covered(copy))


def read_along_by(actor: Actor, copies: QuerySet[WorkingCopy]) -> QuerySet[WorkingCopy]:
    """The working copies of which ``can_read_along`` is true."""
    own = working_copies_visible_to(actor, copies)
    return (
        copies.filter(Q(pk__in=own.values("pk")) | Q(pk__in=open_to_members(copies).values("pk"))) if actor.is_member else own
    )


def looked_after_by(actor: Actor, copies: QuerySet[WorkingCopy]) -> QuerySet[WorkingCopy]:
    """The open ones that the actor reads, or looks after, hidden or not, as host of their community or steward."""
    opened = copies.filter(opened_at__isnull=False)
    if actor.is_steward:
        return opened
    hosts = [role.thing_id for role in actor.roles if (role.name, role.thing) == ("host", "community")]
    return opened.filter(Q(pk__in=read_along_by(actor, opened).values("pk")) | Q(response__community__in=hosts))


def can_propose_on_draft(actor: Actor, copy: WorkingCopy) -> bool:
    """Who reads along proposes other words; its authors write them themselves."""
    return can_read_along(actor, copy) and not can_see_working_copy(actor, copy)


def _hideable(copy: WorkingCopy) -> list[UUID]:
    return [one for one in (copy.pk, copy.response_id, copy.response.newest_id) if one]
