"""Reads juries for their pages: where each is, what it said, and what this reader may do."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from groundswell.communities.selectors import hidden
from groundswell.juries.lots import label_of
from groundswell.juries.models import Jury, Seat
from groundswell.juries.policies import can_appeal, seats_visible_to, visible_to
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import Page, newest_first
from groundswell.responses.models import Challenge

_POOLS = ("pool", "appeal_of__pool")  # of up to 2,000 labels each: only a jury's own page needs them


@dataclass(frozen=True, slots=True)
class Said:
    """How many jurors chose one verdict, and why, by the alphabet: no other order, for none may say whose it is."""

    verdict: str | Promise
    count: int
    reasons: Sequence[Seat]  # of a seat only its reason is shown


@dataclass(frozen=True, slots=True)
class Told:
    """One jury as anybody may read it."""

    jury: Jury
    challenge: Challenge
    answered: int
    serving: int
    said: Sequence[Said]
    appeal: Jury | None
    is_covered: bool  # somebody hid the challenge's words or the version, so they are not repeated here
    title: str  # of the version, where it may be read
    shows_appeal: bool

    @property
    def is_final(self) -> bool:
        """Whether no appeal can follow."""
        until = self.jury.appeal_until
        return self.jury.closed_at is not None and self.appeal is None and (until is None or until <= now())


@dataclass(frozen=True, slots=True)
class JuryPage:
    """One jury with everything around it, for one reader."""

    told: Told
    seats: Sequence[Seat]  # their labels and how each was filled; never who
    seat: Seat | None  # the reader's own
    too: Sequence[Challenge]  # what was joined to its challenge
    label: str  # the reader's own in this draw, once it was drawn and until its jurors are forgotten
    in_pool: bool
    appeal_until: datetime | None  # until when this reader may appeal


def juries(actor: Actor, *, before: str | None = None) -> tuple[Sequence[Told], Page[Jury]]:
    """Return one page of the record, the newest first: five queries, however many juries."""
    page = newest_first(_rows(actor).defer(*_POOLS), before=before, size=20)
    return told_of(page.rows), page


def juries_of(challenge_id: uuid.UUID, actor: Actor) -> list[Told]:
    """Return the juries on one challenge, the first one first."""
    return told_of(_rows(actor).defer(*_POOLS).filter(challenge=challenge_id).order_by("pk"))


def juries_of_version(version_id: uuid.UUID, actor: Actor) -> list[Told]:
    """Return the juries on one version, the newest first."""
    return told_of(_rows(actor).defer(*_POOLS).filter(challenge__version=version_id).order_by("-pk")[:5])


def jury_at(jury_id: uuid.UUID, actor: Actor) -> JuryPage:
    """Return one jury for this reader."""
    told = next(iter(told_of(_rows(actor).filter(pk=jury_id))), None) or not_here()
    jury = told.jury
    seats = list(jury.seats.defer("verdict", "reason").order_by("stepped_in", "seated_at", "label"))
    knows = actor.is_member and jury.drawn_at is not None and jury.salt
    label = label_of(jury.salt, actor.member_id) if knows else ""
    return JuryPage(
        told=told,
        seats=seats,
        seat=own_seat(jury, actor),
        too=[] if told.is_covered else said_too([told.challenge.pk]),
        label=label,
        in_pool=any(one == label for one, _in in jury.pool) if label else False,
        appeal_until=_may_appeal_until(told, actor),
    )


def own_seat(jury: Jury, actor: Actor) -> Seat | None:
    """Return the seat on a jury that this reader has, or had and left."""
    return seats_visible_to(actor, Seat.objects.filter(jury=jury)).first()


def seat_at(jury_id: uuid.UUID, actor: Actor) -> Seat:
    """Return the reader's own seat with its jury and challenge; for anybody else it is not here."""
    found = seats_visible_to(actor, Seat.objects.filter(jury=jury_id))
    return found.select_related("jury__challenge__version__response__story").first() or not_here()


def told_of(rows: QuerySet[Jury] | Sequence[Jury]) -> list[Told]:
    """Return juries as anybody may read them: three more queries for all of them."""
    found = list(rows)
    things = [(one.pk, one.challenge_id, one.challenge.version_id, one.challenge.version.response_id) for one in found]
    written = [key for keys in things for key in keys] + [seat.pk for one in found for seat in one.spoken]  # type: ignore[attr-defined]
    covered = hidden(written).keys() if found else set()
    return [_told(one, covered) for one in found]


def _rows(actor: Actor) -> QuerySet[Jury]:
    active = Q(seats__left_at=None)
    found = visible_to(actor, Jury.objects.all()).annotate(
        answered=Count("seats", filter=active & ~Q(seats__verdict="")), serving=Count("seats", filter=active)
    )
    spoken = Seat.objects.filter(jury__outcome=Jury.Outcome.VERDICT, left_at=None).exclude(verdict="").order_by("reason")
    return found.select_related("challenge__version__response", "appeal_of").prefetch_related(
        Prefetch("seats", queryset=spoken, to_attr="spoken"), Prefetch("appeals", queryset=Jury.objects.defer("pool"))
    )


def jury_before(challenge: Challenge, actor: Actor) -> Jury | None:
    """Return the jury at work on what says the same of the same version: this challenge is joined to it, or comes after it."""
    same = Q(challenge__version=challenge.version_id, challenge__kind=challenge.kind)
    return visible_to(actor, Jury.objects.filter(same, appeal_of=None, closed_at=None)).defer("pool").first()


def said_too(challenges: Collection[uuid.UUID]) -> list[Challenge]:
    """Return the challenges that were joined to these, but for those whose words were hidden: two queries."""
    found = list(Challenge.objects.filter(joined_to__in=challenges).order_by("pk"))
    covered = hidden([one.pk for one in found]) if found else {}
    return [one for one in found if one.pk not in covered]


def title_of(challenge: Challenge, covered: Collection[uuid.UUID]) -> str:
    """Return what its version is called, unless the version is hidden for whatever reason."""
    is_hidden = challenge.version_id in covered or challenge.version.response_id in covered
    return str(_("A hidden answer")) if is_hidden and not challenge.keeps_down else challenge.title


def titles_of(challenges: Collection[Challenge]) -> dict[uuid.UUID, str]:
    """Return the same for many, by challenge: one query."""
    covered = hidden([key for one in challenges for key in (one.version_id, one.version.response_id)])
    return {one.pk: title_of(one, covered) for one in challenges}


def _told(jury: Jury, covered: Collection[uuid.UUID]) -> Told:
    challenge = jury.challenge
    of_hidden = challenge.kind != Challenge.Kind.LAW and title_of(challenge, covered) != challenge.title
    return Told(
        jury=jury,
        challenge=jury.challenge,
        answered=jury.answered,  # type: ignore[attr-defined]  # by `_rows`, as the next
        serving=jury.serving,  # type: ignore[attr-defined]
        said=_said(jury, covered),
        appeal=next(iter(jury.appeals.all()), None),
        is_covered=jury.challenge_id in covered or of_hidden,
        title=title_of(challenge, covered),
        shows_appeal=bool(jury.appeal_reason) and jury.pk not in covered,
    )


def _said(jury: Jury, covered: Collection[uuid.UUID]) -> list[Said]:
    """Nothing before it closed with a verdict: what jurors say is secret until then. What a steward hid still counts."""
    if jury.outcome != Jury.Outcome.VERDICT:
        return []
    spoken: list[Seat] = jury.spoken  # type: ignore[attr-defined]
    return [
        Said(words, jury.counts.get(value, 0), [one for one in spoken if one.verdict == value and one.pk not in covered])
        for value, words in Challenge.Verdict.choices
    ]


def _may_appeal_until(told: Told, actor: Actor) -> datetime | None:
    until = told.jury.appeal_until
    if until is None or until <= now() or told.appeal is not None or not can_appeal(actor, told.jury):
        return None
    return until
