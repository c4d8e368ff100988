"""Writes the pulse: the only writer, inside the deed's own transaction; the bell rings after the commit."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models, transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.inserts import insert_many
from groundswell.pulse import kinds
from groundswell.pulse.models import PulseEvent
from groundswell.pulse.ringing import ringer


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with its subject, for ``record_many``."""

    event: kinds.Event
    subject: models.Model
    cause: int | None = None


def record(event: kinds.Event, *, actor: Actor, subject: models.Model, cause: int | None = None) -> None:
    """Write one event about ``subject`` (a tenant row or the campaign itself) with the deed that caused it."""
    record_many([Happening(event, subject, cause)], actor=actor)


def record_many(happenings: Sequence[Happening], *, actor: Actor) -> None:
    """Write several events at once; raises outside a transaction, for then deed and event could part."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() outside a transaction: the deed and its event must commit together")
    if not happenings:
        return
    at = now()
    insert_many([_row(one, actor, at) for one in happenings])
    _ring_after_commit()


def _row(one: Happening, actor: Actor, at: datetime) -> PulseEvent:
    kind = kinds.of(one.event)
    subject = one.subject
    campaign_id: uuid.UUID = getattr(subject, "campaign_id", None) or subject.pk
    return PulseEvent(
        at=at,
        campaign_id=campaign_id,
        kind=kind.name,
        version=kind.version,
        actor_id=actor.member_id,
        via=actor.via,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        data=kinds.scalars(one.event),
        cause=one.cause,
    )


def _ring_after_commit() -> None:
    # Once a transaction: NOTIFY inside the writing transaction takes a lock on the whole cluster until the commit.
    if not any(getattr(entry[1], "is_pulse_bell", False) for entry in connection.run_on_commit):
        transaction.on_commit(_ring)


def _ring() -> None:
    ringer.ring()


_ring.is_pulse_bell = True  # type: ignore[attr-defined]
