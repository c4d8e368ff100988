"""Reads challenges: those of an answer, the open ones of a campaign, one with what may be done about it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.communities.models import Hiding
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import Page, newest_first
from groundswell.responses.models import Challenge, Readiness, Response
from groundswell.responses.policies import (
    can_answer_challenge,
    can_settle_challenge,
    challenges_visible_to,
    is_challenger,
)

MOST = 20


@dataclass(frozen=True, slots=True)
class Challenged:
    """One challenge as its page shows it to this reader."""

    challenge: Challenge
    can_answer: bool
    is_own: bool
    can_settle: bool  # now: its authors only once a newer version is out
    hiding: Hiding | None  # why a host hid what it says
    waits_for_jury: bool = False  # so its authors cannot settle it with a newer version


def challenges_of(response: Response, actor: Actor) -> list[Challenge]:
    """Return the challenges to an answer, open ones first: two queries at most."""
    rows = _rows(actor).filter(version__response=response).order_by("-pk")[:MOST]
    return sorted(_shown(rows), key=lambda one: one.settled_at is not None)


def open_challenges(actor: Actor, *, before: str | None = None, size: int = 20) -> tuple[Sequence[Challenge], Page[Challenge]]:
    """Return one page of what is open, the newest first: two queries."""
    page = newest_first(_rows(actor).filter(settled_at=None), before=before, size=size)
    return _shown(page.rows), page


def challenge_at(challenge_id: uuid.UUID, actor: Actor) -> Challenged:
    """Return one challenge with what this actor may do about it; its page stays, where a host hid what it says."""
    found = _rows(actor).filter(pk=challenge_id).first() or not_here()
    covered = hidden([found.pk, found.version_id])
    if found.version_id in covered and found.kind != Challenge.Kind.LAW:
        not_here()
    answer, own = can_answer_challenge(actor, found), is_challenger(actor, found)
    newest = found.version.response.newest
    newer = newest is not None and newest.number > found.version.number
    judged = found.jury_since is not None or found.kind == Challenge.Kind.LAW
    opened = found.settled_at is None and not judged
    waits = opened and answer and not own and is_for_a_jury(found)
    settles = opened and can_settle_challenge(actor, found) and (own or (newer and not waits))
    why = covered.get(found.pk)
    return Challenged(found, can_answer=answer, is_own=own, can_settle=settles, waits_for_jury=waits, hiding=why)


def is_for_a_jury(challenge: Challenge) -> bool:
    """Whether a jury decides, not its authors: the challenged version is ready, and their newest one is not. One query.

    Else they would publish a comma more, call the challenge met, and the version that was challenged stayed ready.
    """
    versions = [challenge.version_id, challenge.version.response.newest_id]
    ready = set(Readiness.objects.filter(version__in=versions, ready=True).values_list("version_id", flat=True))
    return ready == {challenge.version_id}


def _rows(actor: Actor) -> QuerySet[Challenge]:
    found = challenges_visible_to(actor, Challenge.objects.all())
    return found.select_related("version__response__newest", "settled_with", "raised_by__person", "answered_by__person")


def _shown(rows: QuerySet[Challenge] | Sequence[Challenge]) -> list[Challenge]:
    """Leave out what a host hid for what it says, and what hangs on a hidden version, but for why that was taken down."""
    found = list(rows)
    covered = hidden([key for one in found for key in (one.pk, one.version_id)]) if found else {}
    shown = (one for one in found if one.pk not in covered)
    return [one for one in shown if one.kind == Challenge.Kind.LAW or one.version_id not in covered]
