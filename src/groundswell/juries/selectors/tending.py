"""Reads which juries wait for the program."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from groundswell.juries.models import Jury
from groundswell.juries.terms import APPEAL_WITHIN
from groundswell.kit.clock import now


def open_juries() -> list[Jury]:
    """Return the juries that are not closed: one query."""
    return list(Jury.objects.filter(closed_at=None).defer("pool").order_by("pk"))


def to_be_forgotten() -> list[Jury]:
    """Return closed juries whose jurors may have to be forgotten: one query."""
    second = Exists(Jury.objects.filter(appeal_of=OuterRef("pk"), closed_at__isnull=False))
    final = Q(appeal_of__isnull=False) | Q(outcome=Jury.Outcome.WITHDRAWN) | Q(closed_at__lte=now() - APPEAL_WITHIN) | second
    found = Jury.objects.filter(final, forgotten_at=None, closed_at__isnull=False)
    return list(found.defer("pool").order_by("pk"))
