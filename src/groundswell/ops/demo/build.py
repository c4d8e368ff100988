"""Builds the demo through the rooms' own services, so that it can hold nothing that people could not have done."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.campaigns.services import found_campaign
from groundswell.communities.models import Community
from groundswell.communities.services import enter_community, found_community
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.ops.demo import people as written
from groundswell.people.models import Account, Member
from groundswell.people.selectors import present_actor
from groundswell.people.services import join_campaign, make_steward


@dataclass
class Town:
    """What the demo has made so far, by the names its texts use."""

    campaign: Campaign
    members: dict[str, Member] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Return who someone is right now, roles read afresh."""
        return present_actor(self.campaign.pk, self.members[name].account_id, via="demo")


def fill() -> None:
    """Make the demo's campaign unless it is there."""
    if campaign_at(written.SLUG) is not None:
        return
    campaign = found_campaign(
        slug=written.SLUG,
        name=written.NAME,
        purpose=written.PURPOSE,
        timezone="Europe/Dublin",
        languages=("en", "es"),
        responsible=written.RESPONSIBLE,
        is_demo=True,
        pillars=len(written.PILLARS),
        actor=machine(None, via="cli"),
    )
    with scope(campaign.pk):
        town = Town(campaign)
        _people(town)
        _communities(town)


def _people(town: Town) -> None:
    for one in written.MEMBERS:
        account = Account.objects.create_user(f"{one.name.lower()}@{written.DOMAIN}")
        town.members[one.name] = join_campaign(
            campaign=town.campaign,
            account=account,
            name=one.name,
            place=one.place,
            why=one.why,
            knows=one.knows,
            actor=Actor(campaign_id=town.campaign.pk, account_id=account.pk, via="demo"),
        )
    make_steward(member=town.members["Ada"])


def _communities(town: Town) -> None:
    for one in written.COMMUNITIES:
        town.communities[one.name] = found_community(
            name=one.name, kind=one.kind, place=one.place, purpose=one.purpose, actor=town.actor(one.founder)
        )
    for member in written.MEMBERS:
        for name in member.communities:
            enter_community(community=town.communities[name], actor=town.actor(member.name))
