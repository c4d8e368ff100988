"""Keeps answers apart that read alike and are not the same, and takes that back."""

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
from groundswell.responses.set_apart_events import AnswersKeptApart, AnswersNotApart

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
        lifted_at=None,
        defaults={"said_by_id": actor.member_id, "said_at": now()},
    )
    if fresh:
        record(AnswersKeptApart(response=first.pk, story=one.story_id, other=second.pk), actor=actor, subject=kept)
    return kept


@transaction.atomic
def lift_apart(*, kept: KeptApart, actor: Actor) -> KeptApart:
    """Take back that two answers are not the same: the row stays with both names, and those who write may be asked again."""
    allow(can_keep_apart(actor, kept.first) and can_keep_apart(actor, kept.second))
    kept = KeptApart.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=kept.pk)
    if kept.lifted_at is not None:
        return kept
    spend(APART, str(actor.member_id))
    kept.lifted_by_id, kept.lifted_at = actor.member_id, now()
    kept.save(update_fields=["lifted_by", "lifted_at"])
    event = AnswersNotApart(response=kept.first_id, story=kept.first.story_id, other=kept.second_id)
    record(event, actor=actor, subject=kept)
    return kept
