"""Reads campaigns."""

from __future__ import annotations

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from groundswell.campaigns.models import Campaign


def enter(slug: str) -> Campaign | None:
    """Return the campaign at ``slug`` and, in the same query, make its scope the transaction's."""
    setting = Func(Value("app.campaign_id"), Cast(F("id"), TextField()), Value(True), function="set_config")
    return Campaign.objects.annotate(entered=Cast(setting, TextField())).filter(slug=slug).first()


def campaigns() -> QuerySet[Campaign]:
    """Return all campaigns of this installation, oldest first."""
    return Campaign.objects.order_by("created_at")


def campaign_at(slug: str) -> Campaign | None:
    """Return the campaign at ``slug`` without entering it."""
    return Campaign.objects.filter(slug=slug).first()
