"""Addresses inside a campaign: every page of one lives under its slug."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import reverse

from groundswell.campaigns.models import Campaign


def address(campaign: Campaign, name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of page ``name`` in ``campaign``."""
    if kwargs:
        return reverse(name, kwargs={"campaign": campaign.slug, **kwargs})
    return _path(name, campaign.slug, *args)


# A page holds dozens of addresses and most are those of the page before; they change only with the program.
@lru_cache(maxsize=8_192)
def _path(name: str, *args: Any) -> str:
    return reverse(name, args=args)
