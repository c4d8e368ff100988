"""Keeps answers apart that read alike and are not the same."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.kit.limits import HOUR, Limit, spend
from groundswell.pulse.log import record
from groundswell.responses.models import KeptApart, Response
from groundswell.responses.policies import can_keep_apart
from groundswell.responses.set_apart_events import AnswersKeptApart

APART = Limit("say that answers differ", times=60, seconds=HOUR)


@transaction.atomic
def keep_apart(*, one: Response, other: Response, actor: Actor) -> KeptApart:
    """Say that two answers are not the same: it is remembered, and nobody is asked about these two again."""
    allow(can_keep_apart(actor, one) and can_keep_apart(actor, other))
    if one.pk == other.pk:
        raise Refused(_("That is one and the same answer."))
    first, second = sorted((one, other), key=lambda each: each.pk)
    spend(APART, str(actor.member_id))
    kept, fresh = KeptApart.objects.get_or_create(
        campaign_id=one.campaign_id,
        first=first,
        second=second,
        defaults={"said_by_id": actor.member_id, "said_at": now()},
    )
    if fresh:
        record(AnswersKeptApart(response=first.pk, story=one.story_id, other=second.pk), actor=actor, subject=kept)
    return kept
