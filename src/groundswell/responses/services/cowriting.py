"""Keeps what people write together: stored before it is acknowledged, one commit after the other, gathered into the draft."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.people.models import RoleGrant
from groundswell.pulse.log import record
from groundswell.responses import shared_text
from groundswell.responses.content import BODY, SUMMARY, TITLE
from groundswell.responses.events import WorkingCopySaved
from groundswell.responses.models import Hand, Response, SharedClient, SharedUpdate, WorkingCopy
from groundswell.responses.policies import can_write

TOO_MANY_ROWS = 400
LIMITS = {"title": TITLE, "summary": SUMMARY, "body": BODY}


@dataclass(frozen=True, slots=True)
class Stored:
    """The shared text as it is stored: its updates in order, and the number of the last."""

    updates: Sequence[bytes]
    last: int


@transaction.atomic
def open_shared(*, response: Response, actor: Actor) -> Stored:
    """Return the shared text, begun from the draft if nobody wrote together yet; many small rows become one."""
    allow(can_write(actor, response))
    _lock(response.pk)
    rows = list(SharedUpdate.objects.filter(response=response).order_by("number").values_list("number", "update"))
    if not rows:
        copy = WorkingCopy.objects.get(response=response)
        said = {part: getattr(copy, part) for part in shared_text.PARTS}
        first = shared_text.brought(shared_text.document([]), said) or bytes(shared_text.document([]).get_update())
        SharedUpdate.objects.create(campaign_id=response.campaign_id, response=response, number=1, update=first)
        return Stored([first], 1)
    last, updates = rows[-1][0], [bytes(update) for _number, update in rows]
    if len(rows) > TOO_MANY_ROWS:
        whole = shared_text.merged(updates)
        SharedUpdate.objects.filter(response=response, number__lt=last).delete()
        SharedUpdate.objects.filter(response=response, number=last).update(update=whole)
        updates = [whole]
    return Stored(updates, last)


@transaction.atomic
def store_updates(*, response: Response, updates: Sequence[bytes], clients: Mapping[int, uuid.UUID], actor: Actor) -> int:
    """Write updates down behind all that are there, with whose they are; return the number of the last."""
    allow(actor.is_machine)
    _lock(response.pk)
    last = SharedUpdate.objects.filter(response=response).aggregate(last=Max("number"))["last"] or 0
    row = {"campaign_id": response.campaign_id, "response": response}
    SharedUpdate.objects.create(**row, number=last + 1, update=shared_text.merged(updates))
    SharedClient.objects.bulk_create(
        [SharedClient(**row, client=client, member_id=member) for client, member in clients.items()], ignore_conflicts=True
    )
    return last + 1


def updates_after(*, response: Response, number: int, actor: Actor) -> Stored:
    """Return what was stored behind ``number``, by this process or another."""
    allow(actor.is_machine)
    rows = SharedUpdate.objects.filter(response=response, number__gt=number).order_by("number")
    found = list(rows.values_list("number", "update"))
    return Stored([bytes(update) for _number, update in found], found[-1][0] if found else number)


def writers_among(*, response: Response, members: Collection[uuid.UUID], actor: Actor) -> set[uuid.UUID]:
    """Return which of ``members`` may write on the answer now."""
    allow(actor.is_machine)
    held = RoleGrant.objects.filter(role="author", thing="response", thing_id=response.pk, ended_at=None)
    return set(held.filter(member_id__in=members).values_list("member_id", flat=True))


@transaction.atomic
def gather_shared(*, response: Response, actor: Actor) -> None:
    """Let the draft say what the shared text says now; whoever wrote any of it has a hand in it."""
    allow(can_write(actor, response))
    if not SharedUpdate.objects.filter(response=response).exists():
        return
    _lock(response.pk)
    copy = WorkingCopy.objects.select_for_update().get(response=response)
    stored = SharedUpdate.objects.filter(response=response).order_by("number").values_list("update", flat=True)
    said = shared_text.words(shared_text.document(bytes(one) for one in stored))
    if all(getattr(copy, part) == said[part] for part in shared_text.PARTS):
        return
    for part, words in said.items():
        setattr(copy, part, words[: LIMITS[part]])
    copy.revision += 1
    copy.changed_by_id, copy.changed_at = actor.member_id, now()
    copy.save(update_fields=[*shared_text.PARTS, "revision", "changed_by", "changed_at"])
    wrote = set(SharedClient.objects.filter(response=response).values_list("member_id", flat=True))
    row = {"campaign_id": response.campaign_id, "response_id": response.pk, "since": copy.changed_at}
    Hand.objects.bulk_create([Hand(**row, member_id=one) for one in sorted(wrote)], ignore_conflicts=True)
    record(WorkingCopySaved(revision=copy.revision), actor=actor, subject=response)


@transaction.atomic
def share_saved(*, copy: WorkingCopy, actor: Actor) -> None:
    """Bring what was saved by a form, or taken from elsewhere, into the shared text, where people may be writing now."""
    allow(can_write(actor, copy.response))
    _lock(copy.response_id)
    rows = list(SharedUpdate.objects.filter(response=copy.response_id).order_by("number").values_list("number", "update"))
    if not rows:
        return
    doc = shared_text.document(bytes(update) for _number, update in rows)
    said = {part: getattr(copy, part) for part in shared_text.PARTS}
    if update := shared_text.brought(doc, said):
        SharedUpdate.objects.create(
            campaign_id=copy.campaign_id, response_id=copy.response_id, number=rows[-1][0] + 1, update=update
        )


def _lock(response_id: uuid.UUID) -> None:
    """One commit after the other, in all processes: a reader that asks for what is behind a number misses nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"shared {response_id}"])
