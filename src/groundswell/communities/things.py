"""Communities as things that are invited into, hosted, and reported."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.communities.moderation import Thing as Written
from groundswell.communities.policies import visible_to
from groundswell.kit.actor import Actor
from groundswell.people.things import Thing


def named(campaign: Campaign, actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """Return names and pages of communities."""
    found = visible_to(actor, Community.objects.filter(campaign=campaign, pk__in=ids))
    return {one.pk: Thing(one.name, address(campaign, "communities:community", one.slug)) for one in found}


def written(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Written]:
    """Return what communities say of themselves; stewards look after that, for its hosts wrote it."""
    found = visible_to(actor, Community.objects.filter(pk__in=ids))
    return {
        one.pk: Written(
            title=f"{one.name}: {one.purpose}" if one.purpose else one.name,
            page="communities:community",
            args=(one.slug,),
            written_by=one.founded_by_id,
        )
        for one in found
    }
