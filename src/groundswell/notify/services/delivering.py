"""Moves deliveries from hand to hand so that a worker killed anywhere loses none and sends none twice.

A worker claims some, commits, notes for each that it is about to hand it over, commits, hands it over, notes that it is
gone. Killed before the second note, the claim runs out and another worker takes it. Killed after it, nobody can know
whether the mail server has it: it is not sent again, and stays on the member's page as unread (docs/decisions/0044).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.notify.models import Delivery
from groundswell.notify.policies import can_tell_members

A_BATCH = 50
DIGESTS = 10  # handed over between two notes: a killed worker leaves so many unsure, and a day's mail costs a tenth
AT_ONCE = 20  # messages for devices: handed over side by side, so that a slow push service costs one deadline for all
LEASE = timedelta(minutes=5)
PAUSES = (1, 5, 30, 120, 480)  # minutes between attempts; after the last it is given up
# Materialised, for a plan that looked for the rows again and again would take more than it was asked for.
_CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id FROM notify_delivery
    WHERE campaign_id = %(campaign)s AND state IN ('waiting', 'claimed', 'handing') AND due_at <= %(at)s
        AND channel = %(channel)s {which}AND (state = 'waiting' OR (state = 'claimed' AND claimed_at < %(stale)s))
    ORDER BY due_at, id LIMIT %(size)s FOR UPDATE SKIP LOCKED
)
UPDATE notify_delivery SET state = 'claimed', claimed_at = %(at)s FROM due WHERE notify_delivery.id = due.id
RETURNING notify_delivery.id
"""


# Which of them; an index of its own leads to the few that are no digest, past thousands that are.
_WHICH = {None: "", False: "AND NOT is_digest ", True: "AND is_digest "}


def claim(
    *,
    campaign_id: uuid.UUID,
    channel: str = Delivery.Channel.MAIL,
    digests: bool | None = None,
    size: int = A_BATCH,
    actor: Actor,
) -> list[uuid.UUID]:
    """Take some that are due, or that a dead worker had taken; commit before anything is sent.

    ``digests``: only those, or only the others.
    """
    allow(can_tell_members(actor))
    at = now()
    stale = at - LEASE
    lost = Delivery.objects.filter(campaign_id=campaign_id, state=Delivery.State.HANDING, claimed_at__lt=stale)
    lost.update(state=Delivery.State.DROPPED, why="unsure", settled_at=at)
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"at": at, "campaign": campaign_id, "channel": channel, "stale": stale, "size": size}
        cursor.execute(_CLAIM.format(which=_WHICH[digests]), asked)
        return [row[0] for row in cursor.fetchall()]


def begin_handing(*, delivery_id: uuid.UUID, actor: Actor) -> bool:
    """Note that it is about to be handed over; False when somebody else has it or it was muted meanwhile."""
    allow(can_tell_members(actor))
    held = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.CLAIMED)
    return bool(held.update(state=Delivery.State.HANDING, claimed_at=now()))


def begin_handing_some(*, delivery_ids: Sequence[uuid.UUID], actor: Actor) -> set[uuid.UUID]:
    """Note it of several at once; returns those that nobody else has."""
    allow(can_tell_members(actor))
    said = "UPDATE notify_delivery SET state = 'handing', claimed_at = %s WHERE id = ANY(%s) AND state = 'claimed' RETURNING id"
    with connection.cursor() as cursor:
        cursor.execute(said, [now(), list(delivery_ids)])
        return {row[0] for row in cursor.fetchall()}


def settle(*, delivery_ids: Sequence[uuid.UUID], sent: bool, why: str = "", actor: Actor) -> None:
    """Note that they are gone, or that they never will be, and why."""
    allow(can_tell_members(actor))
    state = Delivery.State.SENT if sent else Delivery.State.DROPPED
    Delivery.objects.filter(pk__in=delivery_ids).update(state=state, why=why[:40], settled_at=now())


def put_back(*, delivery_ids: Sequence[uuid.UUID], actor: Actor) -> None:
    """Try again later what certainly was not taken; give up after the last pause."""
    allow(can_tell_members(actor))
    at = now()
    ours = Q(pk__in=delivery_ids, state__in=[Delivery.State.CLAIMED, Delivery.State.HANDING])
    for delivery in Delivery.objects.filter(ours):
        if delivery.attempts >= len(PAUSES):
            settle(delivery_ids=[delivery.pk], sent=False, why="given up", actor=actor)
            continue
        delivery.due_at = at + timedelta(minutes=PAUSES[delivery.attempts])
        delivery.attempts, delivery.state = delivery.attempts + 1, Delivery.State.WAITING
        delivery.save(update_fields=["due_at", "attempts", "state"])
