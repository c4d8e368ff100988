"""The request as views see it: with its campaign and its actor."""

from __future__ import annotations

from django.http import HttpRequest

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor


class CampaignRequest(HttpRequest):
    """A request to a page of a campaign; the middleware has set both before any view runs."""

    campaign: Campaign
    actor: Actor
