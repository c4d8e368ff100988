"""Reads what became of what a member wrote and rated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from groundswell.kit.actor import Actor
from groundswell.responses.models import Hand, Rating, Readiness
from groundswell.responses.selectors.lists import Line, lines, published

FEW = 3


@dataclass(frozen=True, slots=True)
class Became:
    """Answers a member has a part in: those they wrote on, and those they read that became ready since."""

    wrote: Sequence[Line]
    read: Sequence[Line]


def became_of(actor: Actor) -> Became:
    """Return the newest of each: five queries at most, however much somebody did."""
    if actor.member_id is None:
        return Became([], [])
    wrote = Exists(Hand.objects.filter(response=OuterRef("pk"), member_id=actor.member_id))
    mine = list(published(actor).filter(wrote).order_by("-newest__published_at", "-pk")[:FEW])
    rated = Exists(Rating.objects.filter(version__response=OuterRef("pk"), member_id=actor.member_id))
    ready = Exists(Readiness.objects.filter(version__response=OuterRef("pk"), ready=True))
    read = list(published(actor).filter(rated, ready).exclude(pk__in=[one.pk for one in mine]).order_by("-pk")[:FEW])
    told = {line.response.pk: line for line in lines([*mine, *read])} if mine or read else {}
    seen = [told[one.pk] for one in mine if not told[one.pk].hidden], [told[one.pk] for one in read if not told[one.pk].hidden]
    return Became(*seen)
