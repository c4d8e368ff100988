"""Reads which juries wait for the program."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from groundswell.juries.models import Jury
from groundswell.juries.terms import APPEAL_WITHIN, GONE_EVERY, GONE_FOR
from groundswell.kit.clock import now


def open_juries() -> list[Jury]:
    """Return the juries that are not closed: one query."""
    return list(Jury.objects.filter(closed_at=None).defer("pool").order_by("pk"))


def is_time_for_the_gone(jury: Jury) -> bool:
    """Whether others step in now for jurors who left: once a day from the draw on.

    Done as soon as somebody left, which the campaign reads in its log, it would say that they sat.
    """
    passed = now() - jury.drawn_at if jury.drawn_at else timedelta()
    return passed >= GONE_EVERY and passed % GONE_EVERY < GONE_FOR


def to_be_forgotten() -> list[Jury]:
    """Return closed juries whose jurors may have to be forgotten: one query."""
    second = Exists(Jury.objects.filter(appeal_of=OuterRef("pk"), closed_at__isnull=False))
    final = Q(appeal_of__isnull=False) | Q(outcome=Jury.Outcome.WITHDRAWN) | Q(closed_at__lte=now() - APPEAL_WITHIN) | second
    found = Jury.objects.filter(final, forgotten_at=None, closed_at__isnull=False)
    return list(found.defer("pool").order_by("pk"))
