"""Reads which juries wait for the program."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from groundswell.juries.models import Jury
from groundswell.juries.terms import APPEAL_WITHIN, GONE_EVERY
from groundswell.kit.clock import now


def open_juries() -> list[Jury]:
    """Return the juries that are not closed: one query."""
    return list(Jury.objects.filter(closed_at=None).defer("pool").order_by("pk"))


def last_look(jury: Jury) -> datetime | None:
    """Return the last moment at which others step in for jurors who left: whole days after the draw; None on the first."""
    days = (now() - jury.drawn_at) // GONE_EVERY if jury.drawn_at else 0
    return jury.drawn_at + days * GONE_EVERY if jury.drawn_at and days > 0 else None


def to_be_forgotten() -> list[Jury]:
    """Return closed juries whose jurors may have to be forgotten: one query."""
    second = Exists(Jury.objects.filter(appeal_of=OuterRef("pk"), closed_at__isnull=False))
    final = Q(appeal_of__isnull=False) | Q(outcome=Jury.Outcome.WITHDRAWN) | Q(closed_at__lte=now() - APPEAL_WITHIN) | second
    found = Jury.objects.filter(final, forgotten_at=None, closed_at__isnull=False)
    return list(found.defer("pool").order_by("pk"))
