"""Takes away the drafts of people who were erased: what they never published is theirs and goes with them."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef

from groundswell.kit.actor import Actor
from groundswell.kit.errors import allow
from groundswell.people.models import RoleGrant
from groundswell.responses.models import Hand, Proposal, Response, SharedClient, SharedUpdate, WorkingCopy


@transaction.atomic
def forget_drafts(*, member_id: uuid.UUID, actor: Actor) -> int:
    """Delete what nobody but this member wrote, or may write on, and nobody published; return how many drafts that was.

    Not on the pulse: that a draft was there was nobody else's business.
    """
    allow(actor.is_machine)
    others = Hand.objects.filter(response=OuterRef("pk")).exclude(member_id=member_id)
    writing = RoleGrant.objects.filter(role="author", thing="response", thing_id=OuterRef("pk"), ended_at=None)
    drafts = Response.objects.filter(~Exists(others), ~Exists(writing.exclude(member_id=member_id)), newest=None)
    ids = list(drafts.filter(started_by_id=member_id).select_for_update(of=("self",)).values_list("pk", flat=True))
    WorkingCopy.objects.filter(response__in=ids).delete()
    Proposal.objects.filter(response__in=ids).delete()
    SharedUpdate.objects.filter(response__in=ids).delete()
    SharedClient.objects.filter(response__in=ids).delete()
    Hand.objects.filter(response__in=ids).delete()
    Response.objects.filter(pk__in=ids).delete()
    return len(ids)
