"""Reads how somebody wishes to hear, and everything the page about it shows."""

from __future__ import annotations

import uuid
from typing import Any

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import not_here
from groundswell.notify.hours import next_at
from groundswell.notify.models import Device, Preference
from groundswell.notify.policies import visible_to
from groundswell.notify.selectors.communities import heard_by
from groundswell.notify.selectors.following import follows_of, mutes_of
from groundswell.notify.selectors.notices import gets_mail
from groundswell.notify.webpush import public_key
from groundswell.people.selectors import member_of, subjects_of


def of(campaign: Campaign, actor: Actor) -> Preference:
    """Return what the actor chose, or what holds for those who never did (nothing is written)."""
    kept = visible_to(actor, Preference.objects.filter(campaign=campaign)).first()
    if kept is not None:
        return kept
    fresh = Preference(campaign=campaign, member=member_of(actor), timezone=campaign.timezone)
    fresh.next_digest_at = next_at(fresh.digest_hour, campaign.zone, after=now())
    return fresh


def page(campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """Return what the page "What I hear" shows beside its forms."""
    member = member_of(actor)
    return {
        "follows": follows_of(campaign, actor),
        "mutes": mutes_of(campaign, actor),
        "heard": heard_by(actor),
        "devices": list(visible_to(actor, Device.objects.filter(campaign=campaign)).order_by("pk")),
        "push_key": public_key(),
        "subjects": subjects_of(member),
        "is_stopped": not gets_mail(member.account),
    }


def device_at(actor: Actor, device_id: uuid.UUID) -> Device:
    """Return one of the actor's own devices."""
    return visible_to(actor, Device.objects.filter(pk=device_id)).first() or not_here()
