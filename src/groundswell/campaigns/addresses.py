"""Addresses inside a campaign: every page of one lives under its slug."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from groundswell.campaigns.models import Campaign


def address(campaign: Campaign, name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of page ``name`` in ``campaign``."""
    if args:
        return reverse(name, args=(campaign.slug, *args))
    return reverse(name, kwargs={"campaign": campaign.slug, **kwargs})
