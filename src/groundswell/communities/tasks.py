"""Counts polls when they have closed, and lets go, every hour, of what was taken back."""

from __future__ import annotations

from groundswell.campaigns.selectors import campaigns
from groundswell.communities.selectors.polls import due
from groundswell.communities.services.polls import count_poll
from groundswell.communities.services.sweeping import forget_taken_back
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import periodic


@periodic("communities.sweep", "17 * * * *")
def sweep() -> None:
    """Let go of the words of posts that were taken back a day ago."""
    for campaign_id in campaigns().values_list("pk", flat=True):
        with scope(campaign_id):
            forget_taken_back(actor=machine(campaign_id))


@periodic("communities.count_polls", "* * * * *")
def count_polls() -> None:
    """Count the polls that have closed."""
    for campaign_id in campaigns().values_list("pk", flat=True):
        with scope(campaign_id):
            for poll in due(campaign_id):
                count_poll(poll=poll, actor=machine(campaign_id))
