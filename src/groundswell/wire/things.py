"""What people write on the wire, as hosts and stewards look at it when it is reported."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from groundswell.communities.moderation import Thing
from groundswell.kit.actor import Actor
from groundswell.wire.models import GroundReport, StoryChange
from groundswell.wire.policies import reports_visible_to


def reports(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """Return ground reports; the hosts of the community look after them, stewards after those for the whole campaign."""
    found = reports_visible_to(actor, GroundReport.objects.filter(pk__in=ids))
    return {
        one.pk: Thing(
            title=one.what,
            page="wire:ground_report",
            args=(one.pk,),
            community_id=one.community_id,
            written_by=one.member_id,
        )
        for one in found
    }


def changes(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """Return the changes of stories, for the reasons and names in them; stewards look after those."""
    found = StoryChange.objects.filter(pk__in=ids)
    return {
        one.pk: Thing(
            title=one.title or one.reason,
            page="wire:story_history",
            args=(one.story_id,),
            anchor=f"change-{one.pk}",
            written_by=one.member_id,
        )
        for one in found
    }
