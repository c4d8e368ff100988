"""What happens after a deed: the chains of an answer are summed up anew when somebody takes a link; visits are added up."""

from __future__ import annotations

import uuid

from groundswell.campaigns.selectors import campaigns
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import periodic
from groundswell.pulse.reading import Row
from groundswell.sharing.services import add_outcomes, add_up_visits, sum_up_chain


def sum_up(row: Row) -> None:
    """Sum up the chains of the answer that ``row`` is about; a hundred links in a batch cost one reckoning."""
    sum_up_chain(response_id=uuid.UUID(row.data["response"]), actor=machine(row.campaign_id), cause=row.seq)


@periodic("sharing.add_up_visits", "* * * * *")
def add_up() -> None:
    """Add up what came in the last minute, campaign by campaign."""
    for campaign in campaigns():
        with scope(campaign.pk):
            add_up_visits(campaign=campaign, actor=machine(campaign.pk))


@periodic("sharing.add_outcomes", "*/5 * * * *")
def outcomes() -> None:
    """Add up what followed adopted answers, campaign by campaign; where nothing came, nothing is done."""
    for campaign in campaigns():
        with scope(campaign.pk):
            add_outcomes(campaign=campaign, actor=machine(campaign.pk))
