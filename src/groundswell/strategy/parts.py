"""The parts of pages that strategy fills or that move when strategy moves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from groundswell.campaigns.addresses import address
from groundswell.communities.models import Community
from groundswell.kit.actor import Actor
from groundswell.kit.live import Happened, room
from groundswell.strategy import selectors, shown
from groundswell.strategy.policies import can_see_tactics

OF_PILLARS = (
    "strategy.pillar_drafted",
    "strategy.pillar_discarded",
    "strategy.pillar_ratified",
    "strategy.pillar_change_refused",
)
OF_TACTICS = ("strategy.tactic_proposed", "strategy.tactic_adjusted", "strategy.tactic_moved")


def keel(request: HttpRequest) -> dict[str, Any] | None:
    """Return the pillars in sight of every page, and how long they have stood; nothing until they are ratified."""
    campaign = request.campaign  # type: ignore[attr-defined]
    found = selectors.keel(campaign)
    if not found.pillars:
        return None
    since = selectors.since_words(found.unchanged_days)
    return {"pillars": found.pillars, "strategy_href": address(campaign, "strategy:strategy"), "since": since}


def start(request: HttpRequest) -> dict[str, Any] | None:
    """Return the way to found a campaign, while this installation lets people do it."""
    return {"href": reverse("found_campaign")} if selectors.founding_is_open() else None


def of_community(request: HttpRequest, community: Community) -> dict[str, Any] | None:
    """Return what a community tries, for its page; nothing for those who may not read tactics."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return shown.of_community(community, actor) if can_see_tactics(actor) else None


def of_all(row: Happened) -> list[str]:
    """Name the room of the strategy page and the ledger."""
    return [room("strategy", "all")]


def of_tactic(row: Happened) -> list[str]:
    """Name the rooms of a tactic's page and of the lists it stands in."""
    return [room("tactic", row.subject_id), room("strategy", "all")]


def one_reason(row: Happened) -> object:
    """However many pillars moved at once, the page has one reason to ask again."""
    return "pillars"
