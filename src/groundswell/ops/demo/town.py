"""What the demo has made so far, by the names its texts use."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.kit.actor import Actor
from groundswell.ops.demo.people import COMMUNITIES
from groundswell.people.models import Member
from groundswell.people.selectors import present_actor


@dataclass
class Town:
    """The campaign with its people and communities."""

    campaign: Campaign
    members: dict[str, Member] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Return who someone is right now, roles read afresh."""
        return present_actor(self.campaign.pk, self.members[name].account_id)

    def hosts(self, community: str) -> list[str]:
        """Return the names of those who founded, and so host, a community."""
        return [one.founder for one in COMMUNITIES if one.name == community]
