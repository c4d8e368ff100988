"""Reads the cast of the demo."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.campaigns.models import Campaign
from groundswell.kit.db import as_system, scope
from groundswell.kit.errors import NotHere
from groundswell.people.models import Account, Member


def demo_member(member_id: uuid.UUID) -> tuple[Campaign, Account]:
    """Return one of the cast of a demo campaign."""
    with as_system():
        found = Member.objects.filter(pk=member_id).values_list("campaign_id", flat=True).first()
    campaign = Campaign.objects.filter(pk=found, is_demo=True).first() if found else None
    if campaign is None:
        raise NotHere
    with scope(campaign.pk):
        member = Member.objects.select_related("account").filter(pk=member_id, left_at__isnull=True).first()
    if member is None or member.account is None:
        raise NotHere
    return campaign, member.account


@dataclass(frozen=True, slots=True)
class Cast:
    """Those one can be in a demo campaign, with what they look after."""

    campaign: Campaign
    members: Sequence[Member]


def demo_cast() -> list[Cast]:
    """Return the first few members of each demo campaign: those it was founded with."""
    casts = []
    for campaign in Campaign.objects.filter(is_demo=True).order_by("created_at")[:5]:
        with scope(campaign.pk):
            members = Member.objects.filter(left_at__isnull=True, account__isnull=False).select_related("person")
            casts.append(Cast(campaign, list(members.order_by("joined_at", "pk")[:6])))
    return casts
