"""Builds the demo through the rooms' own services, so that it can hold nothing that people could not have done."""

from __future__ import annotations

from groundswell.campaigns.selectors import campaign_at
from groundswell.communities.services import enter_community, found_community
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.ops.demo import loop
from groundswell.ops.demo import people as written
from groundswell.ops.demo.town import Town
from groundswell.people.models import Account
from groundswell.people.services import join_campaign
from groundswell.strategy.services.founding import Founder, Founding, found_with_pillars
from groundswell.strategy.services.pillars import PillarWords


def fill() -> None:
    """Make the demo's campaign unless it is there."""
    if campaign_at(written.SLUG) is not None:
        return
    first = written.MEMBERS[0]
    campaign = found_with_pillars(
        founding=Founding(
            slug=written.SLUG,
            name=written.NAME,
            purpose=written.PURPOSE,
            timezone="Europe/Dublin",
            languages=("en", "es"),
            responsible=written.RESPONSIBLE,
            is_demo=True,
        ),
        pillars=[PillarWords(one.title, one.promise, one.why, one.never) for one in written.PILLARS],
        founder=Founder(_account(first.name), first.name),
        ratify=True,
        actor=machine(None, via="cli"),
    )
    with scope(campaign.pk):
        town = Town(campaign)
        _people(town)
        _communities(town)
        loop.tactics(town)
        loop.news(town)
        loop.answers(town)


def _account(name: str) -> Account:
    email = f"{name.lower()}@{written.DOMAIN}"
    return Account.objects.filter(email=email).first() or Account.objects.create_user(email)


def _people(town: Town) -> None:
    for one in written.MEMBERS:
        account = _account(one.name)
        town.members[one.name] = join_campaign(
            campaign=town.campaign,
            account=account,
            name=one.name,
            place=one.place,
            why=one.why,
            knows=one.knows,
            actor=Actor(campaign_id=town.campaign.pk, account_id=account.pk),
        )


def _communities(town: Town) -> None:
    for one in written.COMMUNITIES:
        town.communities[one.name] = found_community(
            name=one.name, kind=one.kind, place=one.place, purpose=one.purpose, actor=town.actor(one.founder)
        )
    for member in written.MEMBERS:
        for name in member.communities:
            enter_community(community=town.communities[name], actor=town.actor(member.name))
