"""Counts polls when they have closed, and lets go, every hour, of what was taken back."""

from __future__ import annotations

import structlog

from groundswell.campaigns.selectors import campaigns
from groundswell.communities.selectors.polls import due
from groundswell.communities.services.polls import count_poll
from groundswell.communities.services.sweeping import forget_taken_back
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import periodic

log = structlog.get_logger("groundswell.communities")


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
            closed = due(campaign_id)
        for poll in closed:
            try:
                with scope(campaign_id):
                    count_poll(poll=poll, actor=machine(campaign_id))
            except Exception:  # one that cannot be counted holds up no other
                log.exception("poll_not_counted", poll=str(poll.pk))
