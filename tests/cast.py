"""The cast of every test: Ada stewards, Ben hosts, Cleo writes, Dan is outside; all of it set up through services."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import found_campaign
from groundswell.communities.models import Community
from groundswell.communities.services import enter_community, found_community
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.people.models import Account, Member
from groundswell.people.selectors import present_actor
from groundswell.people.services import join_campaign, make_steward


@dataclass
class Player:
    """Someone of the cast: the account and, where they joined, the member."""

    account: Account
    member: Member | None
    campaign: Campaign

    @property
    def actor(self) -> Actor:
        """Who they are right now, roles read afresh (needs the campaign's scope)."""
        return present_actor(self.campaign.pk, self.account.pk)


@dataclass
class Cast:
    """A campaign with its people and two communities that differ."""

    campaign: Campaign
    ada: Player
    ben: Player
    cleo: Player
    dan: Player
    ferry: Community
    orchard: Community

    @property
    def visitor(self) -> Actor:
        """Someone who is not signed in."""
        return Actor(campaign_id=self.campaign.pk)


def player(campaign: Campaign, name: str, *, member: bool = True) -> Player:
    """Make an account and, unless ``member`` is False, let it join ``campaign`` (whose scope is open)."""
    account = Account.objects.create_user(f"{name.lower()}@{campaign.slug}.example")
    joined = None
    if member:
        joined = join_campaign(
            campaign=campaign, account=account, name=name, actor=Actor(campaign_id=campaign.pk, account_id=account.pk)
        )
    return Player(account, joined, campaign)


def assemble(slug: str = "ellery") -> Cast:
    """Found a campaign with the whole cast in it; the caller opens ``scope(cast.campaign.pk)`` to go on."""
    name = slug.title()
    campaign = found_campaign(slug=slug, name=name, responsible=f"The people of {name}", actor=machine(None, via="cli"))
    with scope(campaign.pk):
        ada, ben, cleo = (player(campaign, name) for name in ("Ada", "Ben", "Cleo"))
        dan = player(campaign, "Dan", member=False)
        assert ada.member is not None
        make_steward(member=ada.member)
        ferry = found_community(name="Ferry Street", actor=ben.actor)
        orchard = found_community(name="Orchard growers", kind="trade", actor=cleo.actor)
        enter_community(community=ferry, actor=cleo.actor)
    return Cast(campaign, ada, ben, cleo, dan, ferry, orchard)
