"""Reads campaigns."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from groundswell.campaigns.models import Campaign
from groundswell.kit.rows import first

# Written out: it is part of every page, and the query builder takes four times as long over it as the database.
_ENTER = """
SELECT *, set_config('app.campaign_id', id::text, true) AS entered,
    pg_snapshot_xmin(pg_current_snapshot())::text AS horizon,
    (SELECT string_agg(seq::text, ' ') FROM (
        SELECT seq FROM pulse_pulseevent WHERE campaign_id = campaign.id ORDER BY seq DESC LIMIT 32) newest) AS stamp
FROM campaigns_campaign campaign WHERE slug = %s
"""


def enter(slug: str) -> Campaign | None:
    """Return the campaign at ``slug`` and, in the same query, make its scope the transaction's.

    ``horizon`` is the oldest transaction that still runs: what happens from it on, the page being made may not show, and
    its live line tells. ``stamp`` names the newest rows of its history that can be seen: many, for one that was written
    earlier may be committed later.
    """
    return first(Campaign, _ENTER, [slug])


def campaigns() -> QuerySet[Campaign]:
    """Return all campaigns of this installation, oldest first."""
    return Campaign.objects.order_by("created_at")


def campaign_at(slug: str) -> Campaign | None:
    """Return the campaign at ``slug`` without entering it."""
    return Campaign.objects.filter(slug=slug).first()


def campaign_by_id(campaign_id: uuid.UUID) -> Campaign | None:
    """Return one campaign by its key."""
    return Campaign.objects.filter(pk=campaign_id).first()
