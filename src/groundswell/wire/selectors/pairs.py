"""Reads which stories in other languages tell of the same, and how items read before their source changed them."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from groundswell.kit.actor import Actor
from groundswell.people.models import Member
from groundswell.pulse.models import PulseEvent
from groundswell.wire.models import ItemVersion, Story, StoryPair
from groundswell.wire.policies import visible_to
from groundswell.wire.selectors.telling import ItemPage

MOST_PAIRINGS = 50
_PAIRINGS = ("wire.stories_paired", "wire.stories_parted")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def paired_with(actor: Actor, story: Story) -> list[Story]:
    """Return the stories that members said tell of the same."""
    pairs = StoryPair.objects.filter(campaign_id=story.campaign_id).filter(Q(story=story) | Q(other=story))
    keys = {one for pair in pairs.values_list("story_id", "other_id") for one in pair} - {story.pk}
    return list(visible_to(actor, Story.objects.filter(pk__in=keys)).order_by("-last_at")) if keys else []


@dataclass(frozen=True, slots=True)
class Pairing:
    """One line of a story's history: a story in another language was linked to it, or parted from it."""

    at: datetime
    is_paired: bool
    other: Story
    name: str  # of who did it, for members


def pairings_of(actor: Actor, story: Story) -> list[Pairing]:
    """Return who linked which stories to this one and who parted them, the newest first: three queries at most."""
    rows = PulseEvent.objects.filter(campaign_id=story.campaign_id, subject_id=story.pk, kind__in=_PAIRINGS)
    found = [(row, uuid.UUID(row.data["other"])) for row in rows.order_by("-seq")[:MOST_PAIRINGS]]
    if not found:
        return []
    others = visible_to(actor, Story.objects.filter(pk__in={other for _row, other in found})).in_bulk()
    who = {row.actor_id for row, _other in found if row.actor_id} if actor.is_member else set()
    names = {one.pk: one.display_name for one in Member.objects.filter(pk__in=who).select_related("person")}
    return [
        Pairing(row.at, row.kind == _PAIRINGS[0], others[other], names.get(row.actor_id, "") if row.actor_id else "")
        for row, other in found
        if other in others
    ]


def story_named(actor: Actor, text: str) -> Story | None:
    """Return the story whose address somebody pasted."""
    found = _KEY.findall(text)
    return visible_to(actor, Story.objects.filter(pk=uuid.UUID(found[-1]))).first() if found else None


def earlier_words(page: ItemPage) -> dict[uuid.UUID, list[ItemVersion]]:
    """Return the earlier wordings of the items on a page, the latest first; asked for only where there are any."""
    changed = [told.item.pk for told in page.rows if told.item.version > 1]
    found: dict[uuid.UUID, list[ItemVersion]] = {}
    for version in ItemVersion.objects.filter(item__in=changed).order_by("-number") if changed else ():
        found.setdefault(version.item_id, []).append(version)
    return found
