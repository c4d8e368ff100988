"""Reads how long juries have to answer in a campaign, and how that came to be."""

from __future__ import annotations

from collections.abc import Sequence

from groundswell.juries.models import Term
from groundswell.juries.policies import terms_visible_to
from groundswell.juries.terms import HOURS
from groundswell.kit.actor import Actor


def hours_now() -> int:
    """Return the hours that a jury called now will have: one query."""
    chosen = Term.objects.order_by("-pk").values_list("hours", flat=True).first()
    return HOURS if chosen is None else chosen


def choices(actor: Actor, *, most: int = 20) -> Sequence[Term]:
    """Return what the stewards chose, the newest first: one query."""
    found = terms_visible_to(actor, Term.objects.all())
    return list(found.select_related("chosen_by__person").order_by("-pk")[:most])
