"""Keeps what people write together: stored before it is acknowledged, one commit after the other, gathered into the draft."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, Max

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.kit.errors import BadInput, allow
from groundswell.people.models import Member, RoleGrant
from groundswell.pulse.log import record
from groundswell.responses import shared_text
from groundswell.responses.draft_events import WorkingCopySaved
from groundswell.responses.draft_policies import open_to_members
from groundswell.responses.models import Hand, Response, SharedClient, SharedUpdate, WorkingCopy
from groundswell.responses.policies import can_write
from groundswell.responses.selectors.together import how_much_too_long
from groundswell.responses.shared_bell import ring_after_commit

if TYPE_CHECKING:
    from pycrdt import Doc

TOO_MANY_ROWS = 400


@dataclass(frozen=True, slots=True)
class Stored:
    """The shared text as it is stored: its updates in order, the number of the last, and whose each client is."""

    updates: Sequence[bytes]
    last: int
    owners: Mapping[int, uuid.UUID] = field(default_factory=dict)


@transaction.atomic
def open_shared(*, response: Response, actor: Actor) -> Stored:
    """Return the shared text, begun from the draft if nobody wrote together yet; many small rows become one."""
    allow(actor.is_machine or can_write(actor, response))
    _take_turn(response.pk)
    rows = _rows(response.pk)
    if not rows:
        rows = _begin(WorkingCopy.objects.select_related("response").get(response=response), by=None)
    last, updates = rows[-1][0], [update for _number, update in rows]
    if len(rows) > TOO_MANY_ROWS:
        # In one transaction: whoever reads sees the many rows or the one, never a part of either.
        updates = [shared_text.whole(updates)]
        SharedUpdate.objects.filter(response=response, number__lt=last).delete()
        SharedUpdate.objects.filter(response=response, number=last).update(update=updates[0])
    return Stored(updates, last, _owners(response.pk))


@transaction.atomic
def begin_shared(*, copy: WorkingCopy, actor: Actor) -> None:
    """Begin the shared text of a new answer; its words are the starter's, those of a fork are credited where they come from."""
    allow(actor.is_member)
    _begin(copy, by=None if copy.response.forked_from_id else actor.member_id)


@transaction.atomic
def store_updates(*, response: Response, updates: Sequence[bytes], clients: Mapping[int, uuid.UUID], actor: Actor) -> int:
    """Write updates down behind all that are there, with whose they are; return the number of the last."""
    allow(actor.is_machine)
    _take_turn(response.pk)
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
    rows = _rows(response.pk, after=number)
    if not rows:
        return Stored([], number)
    return Stored([update for _number, update in rows], rows[-1][0], _owners(response.pk))


def writers_among(*, response: Response, members: Collection[uuid.UUID], actor: Actor) -> set[uuid.UUID]:
    """Return which of ``members`` may write on the answer now."""
    allow(actor.is_machine)
    held = RoleGrant.objects.filter(role="author", thing="response", thing_id=response.pk, ended_at=None)
    return set(held.filter(member_id__in=members, member__left_at=None).values_list("member_id", flat=True))


def followers_among(*, response: Response, members: Collection[uuid.UUID], actor: Actor) -> set[uuid.UUID]:
    """Return which of ``members`` may read along now: all who are here while the draft is open and not hidden."""
    allow(actor.is_machine)
    open_now = open_to_members(WorkingCopy.objects.filter(response=response))
    here = Member.objects.filter(Exists(open_now), pk__in=members, left_at=None)
    return set(here.values_list("pk", flat=True))


@transaction.atomic
def gather_shared(*, response: Response, actor: Actor) -> None:
    """Let the draft say what the shared text says now; whoever wrote any of it has a hand in it.

    What is longer than an answer can be stays whole in the shared text; ``selectors.together.too_long`` tells it.
    """
    allow(can_write(actor, response))
    copy = WorkingCopy.objects.select_for_update().get(response=response)  # before the turn, as everybody who saves does
    _take_turn(response.pk)
    rows = _rows(response.pk)
    if not rows:
        return
    said = shared_text.tidy(shared_text.words(shared_text.document(update for _number, update in rows)))
    said = shared_text.fitting(said)
    if all(getattr(copy, part) == said[part] for part in shared_text.PARTS):
        return
    for part, words in said.items():
        setattr(copy, part, words)
    copy.revision += 1
    copy.changed_by_id, copy.changed_at = actor.member_id, now()
    copy.save(update_fields=[*shared_text.PARTS, "revision", "changed_by", "changed_at"])
    wrote = set(SharedClient.objects.filter(response=response).values_list("member_id", flat=True))
    row = {"campaign_id": response.campaign_id, "response_id": response.pk, "since": copy.changed_at}
    Hand.objects.bulk_create([Hand(**row, member_id=one) for one in sorted(wrote)], ignore_conflicts=True)
    record(WorkingCopySaved(revision=copy.revision), actor=actor, subject=response)


@transaction.atomic
def share_saved(*, copy: WorkingCopy, by: uuid.UUID | None, actor: Actor) -> None:
    """Bring what was saved by a form, or taken from elsewhere, into the shared text, where people may be writing now.

    ``by`` is whose words they are; None when they come from another answer, whose credit is kept in another way.
    What is too long for an answer stands in the draft only as far as it fits: nobody who saves that takes out the rest.
    """
    allow(can_write(actor, copy.response))
    _take_turn(copy.response_id)
    rows = _rows(copy.response_id)
    if not rows:
        _begin(copy, by=None)  # an answer older than writing together: who wrote what of it was not noted
        return
    client = shared_text.new_client()
    doc = shared_text.document((update for _number, update in rows), client=client)
    if update := shared_text.brought(doc, _uncut(doc, _said(copy))):
        _add(copy, rows[-1][0] + 1, update, client, by)
        ring_after_commit(copy.response_id)


def _begin(copy: WorkingCopy, *, by: uuid.UUID | None) -> list[tuple[int, bytes]]:
    """Begin the shared text with what the draft says; where one person alone wrote it, it is theirs."""
    if by is None and copy.response.forked_from_id is None:
        hands = list(Hand.objects.filter(response=copy.response_id).values_list("member_id", flat=True)[:2])
        by = hands[0] if len(hands) == 1 else None
    client = shared_text.new_client()
    update = shared_text.brought(shared_text.document([], client=client), _said(copy)) or shared_text.NOTHING
    _add(copy, 1, update, client, by)
    return [(1, update)]


def _uncut(doc: Doc[Any], said: Mapping[str, str]) -> dict[str, str]:
    """Return the parts that may be written: one that the draft holds only the beginning of stays, or is shortened first."""
    whole = shared_text.tidy(shared_text.words(doc))
    fits, over = shared_text.fitting(whole), shared_text.over(whole)
    for part, more in over.items():
        if said[part] != fits[part]:
            raise BadInput(how_much_too_long(part, more), field=part)
    return {part: words for part, words in said.items() if part not in over}


def _add(copy: WorkingCopy, number: int, update: bytes, client: int, by: uuid.UUID | None) -> None:
    row = {"campaign_id": copy.campaign_id, "response_id": copy.response_id}
    SharedUpdate.objects.create(**row, number=number, update=update)
    if by is not None:
        SharedClient.objects.create(**row, client=client, member_id=by)


def _rows(response_id: uuid.UUID, *, after: int = 0) -> list[tuple[int, bytes]]:
    rows = SharedUpdate.objects.filter(response=response_id, number__gt=after).order_by("number")
    return [(number, bytes(update)) for number, update in rows.values_list("number", "update")]


def _owners(response_id: uuid.UUID) -> dict[int, uuid.UUID]:
    return dict(SharedClient.objects.filter(response=response_id).values_list("client", "member_id"))


def _said(copy: WorkingCopy) -> dict[str, str]:
    return {part: getattr(copy, part) for part in shared_text.PARTS}


def _take_turn(response_id: uuid.UUID) -> None:
    """One commit after the other, in all processes: a reader that asks for what is behind a number misses nothing."""
    take_turn(f"shared {response_id}")
