"""Reads campaigns."""

from __future__ import annotations

import uuid

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from groundswell.campaigns.models import Campaign


def enter(slug: str) -> Campaign | None:
    """Return the campaign at ``slug`` and, in the same query, make its scope the transaction's.

    ``horizon`` is the oldest transaction that still runs: what happens from it on, the page being made may not show, and
    its live line tells.
    """
    setting = Func(Value("app.campaign_id"), Cast(F("id"), TextField()), Value(True), function="set_config")
    horizon = Func(Func(function="pg_current_snapshot"), function="pg_snapshot_xmin")
    found = Campaign.objects.annotate(entered=Cast(setting, TextField()), horizon=Cast(horizon, TextField()))
    return found.filter(slug=slug).first()


def campaigns() -> QuerySet[Campaign]:
    """Return all campaigns of this installation, oldest first."""
    return Campaign.objects.order_by("created_at")


def campaign_at(slug: str) -> Campaign | None:
    """Return the campaign at ``slug`` without entering it."""
    return Campaign.objects.filter(slug=slug).first()


def campaign_by_id(campaign_id: uuid.UUID) -> Campaign | None:
    """Return one campaign by its key."""
    return Campaign.objects.filter(pk=campaign_id).first()
