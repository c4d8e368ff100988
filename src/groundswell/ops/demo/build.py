"""Builds the demo through the rooms' own services, so that it can hold nothing that people could not have done."""

from __future__ import annotations

from functools import partial
from typing import Any

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.communities.services import enter_community, found_community
from groundswell.kit import clock
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.ops.demo import answering, judging, news, talking, trying
from groundswell.ops.demo.reading import read_sources
from groundswell.ops.demo.texts import read
from groundswell.ops.demo.town import Town
from groundswell.people.models import Account
from groundswell.people.services import join_campaign
from groundswell.sharing.services import add_outcomes, add_up_visits
from groundswell.strategy.services.founding import Founder, Founding, found_with_pillars
from groundswell.strategy.services.pillars import PillarWords

_FOUNDED = 640.0  # hours ago
_JOINED = 636.0
_SETTLED = 624.0


def fill() -> None:
    """Make the demo's campaign unless it is there."""
    valley = read("valley")
    if campaign_at(valley["slug"]) is not None:
        return
    town = Town(_found(valley), clock.now())
    with scope(town.campaign.pk):
        for number, member in enumerate(read("members")["members"]):
            town.on(_JOINED - number / 10, partial(_join, town, member))
        for number, community in enumerate(valley["communities"]):
            town.on(_SETTLED - number / 10, partial(_community, town, community))
        news.tell(town)
        trying.propose(town)
        answering.write(town)
        judging.judge(town)
        talking.talk(town)
        town.happen()
        read_sources(town.machine)
        add_up_visits(campaign=town.campaign, actor=town.machine)
        add_outcomes(campaign=town.campaign, actor=town.machine)


def _found(valley: dict[str, Any]) -> Campaign:
    first = read("members")["members"][0]["name"]
    with clock.at(Town(Campaign(), clock.now()).ago(_FOUNDED)):
        return found_with_pillars(
            founding=Founding(
                slug=valley["slug"],
                name=valley["name"],
                purpose=valley["purpose"],
                timezone="Europe/Dublin",
                languages=("en", "es"),
                responsible=valley["responsible"],
                is_demo=True,
            ),
            pillars=[PillarWords(one["title"], one["promise"], one["why"], one["never"]) for one in valley["pillars"]],
            founder=Founder(_account(first), first),
            ratify=True,
            actor=machine(None, via="cli"),
        )


def _account(name: str) -> Account:
    email = f"{name.lower()}@{read('valley')['domain']}"
    return Account.objects.filter(email=email).first() or Account.objects.create_user(email)


def _join(town: Town, one: dict[str, Any]) -> None:
    account = _account(one["name"])
    town.members[one["name"]] = join_campaign(
        campaign=town.campaign,
        account=account,
        name=one["name"],
        place=one["place"],
        why=one["why"],
        knows=one["knows"],
        actor=Actor(campaign_id=town.campaign.pk, account_id=account.pk),
    )


def _community(town: Town, one: dict[str, Any]) -> None:
    name, founder = one["name"], one["founder"]
    words = {key: one[key] for key in ("name", "kind", "place", "purpose")}
    town.communities[name], town.hosts[name] = found_community(**words, actor=town.actor(founder)), founder
    for member in read("members")["members"]:
        if name in member["communities"]:
            enter_community(community=town.communities[name], actor=town.actor(member["name"]))
