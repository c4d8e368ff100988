"""Finds items that a feed left out before their time, and writes down which of them their source took back.

Few feeds say what they took back. An entry that is missing among older ones is a hint; its own page is the proof, when it says
that nothing is there any more. Each is looked at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.log import Happening, record_many
from groundswell.wire.events import ItemTakenDown
from groundswell.wire.models import Feed, Item, Source, Story
from groundswell.wire.policies import can_take_in_items

MOST = 3  # pages looked at after one read
RECENT = timedelta(days=14)
_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Missed:
    """An item that its feed left out, and where its page lies."""

    item: uuid.UUID
    address: str


def note_missed(*, source: Source, present: Collection[str], oldest: datetime, actor: Actor) -> list[Missed]:
    """Return items whose pages should be looked at: newer than the oldest entry that is still there, and not there themselves.

    ``present`` are the keys of the entries. Of a source with several feeds nothing is known: one leaves out what another tells.
    """
    allow(can_take_in_items(actor, source.campaign_id))
    if Feed.objects.filter(campaign_id=source.campaign_id, source=source).count() != 1:
        return []
    since = max(oldest, now() - RECENT)
    items = Item.objects.filter(
        campaign_id=source.campaign_id, source=source, published__gt=since, gone_at=None, missed_at=None
    )
    rows = items.exclude(known_as="").exclude(url="").order_by("-published", "-id").values_list("pk", "key", "url")[:_LISTED]
    found = [Missed(pk, url) for pk, key, url in rows if key not in present][:MOST]
    if found:
        Item.objects.filter(pk__in=[one.item for one in found]).update(missed_at=now())
    return found


@transaction.atomic
def take_down(*, items: Collection[uuid.UUID], campaign_id: uuid.UUID, actor: Actor) -> None:
    """Write down that a source took items back: they stay, and say so."""
    allow(can_take_in_items(actor, campaign_id))
    gone = list(Item.objects.filter(campaign_id=campaign_id, pk__in=items, gone_at=None).values_list("pk", "story_id"))
    Item.objects.filter(pk__in=[pk for pk, _story in gone]).update(gone_at=now())
    happenings = [Happening(ItemTakenDown(item=pk), Story(id=story_id, campaign_id=campaign_id)) for pk, story_id in gone]
    record_many(happenings, actor=actor)
