"""What can happen to a campaign itself."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("campaigns.campaign_founded", summary="The campaign was founded.", link="home", audience="public")
@dataclass(frozen=True, slots=True)
class CampaignFounded(Event):
    """The campaign exists from now on."""

    pillars: int
