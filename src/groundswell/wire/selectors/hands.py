"""Reads what members did to stories, and what they need to see to do it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from groundswell.communities.models import Hiding
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.wire.models import Item, Story, StoryChange
from groundswell.wire.reading.entries import fold
from groundswell.wire.selectors.telling import stories

MOST = 100
_LOOKED_THROUGH = 300
_ALIKE = 6
_MOST_SELVES = 500
_MOVED = StoryChange.Move.MOVED
_LED_HERE = (StoryChange.Move.MERGED, StoryChange.Move.SPLIT, _MOVED)
_SHORT = 4  # letters: shorter words join nothing


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of a story's history."""

    change: StoryChange
    hiding: Hiding | None
    name: str  # of who did it, for members
    count: int
    may_undo: bool


def history_of(actor: Actor, story: Story) -> list[Changed]:
    """Return what members did to a story, the newest first: two queries."""
    rows = StoryChange.objects.filter(Q(story=story) | Q(other=story)).select_related("story", "other", "member__person")
    found = list(rows.order_by("-number")[:MOST])
    hidings = hidden(one.pk for one in found)
    return [
        Changed(
            change=one,
            hiding=hidings.get(one.pk),
            name=one.member.display_name if actor.is_member and one.member else "",
            count=len(one.items),
            may_undo=actor.is_member and not one.is_undone and one.move != StoryChange.Move.UNDONE,
        )
        for one in found
    ]


def has_history(story: Story) -> bool:
    """Whether members changed this story: one query."""
    return StoryChange.objects.filter(Q(story=story) | Q(other=story)).exists()


def change_at(actor: Actor, change_id: uuid.UUID) -> StoryChange:
    """Return one change with its stories, or say that it is not here."""
    return StoryChange.objects.select_related("story", "other").filter(pk=change_id).first() or not_here()


def items_to_choose(story: Story) -> list[Item]:
    """Return the newest items of a story that stand by themselves; what repeats them goes with them."""
    items = Item.objects.filter(story=story, hidden=False).select_related("source")
    found = list(items.order_by("-published", "-id")[:MOST])
    here = {one.pk for one in found}
    return [one for one in found if one.copy_of_id not in here]


def alike(actor: Actor, story: Story) -> Sequence[Story]:
    """Return the recent stories whose titles share the most longer words with this one's: one query."""
    words = _words(story.title)
    recent = stories(actor).filter(merged_into__isnull=True).exclude(pk=story.pk).order_by("-last_at", "-id")[:_LOOKED_THROUGH]
    ranked = sorted(((len(words & _words(one.title)), one) for one in recent), key=lambda pair: -pair[0])
    return [one for shared, one in ranked[:_ALIKE] if shared]


def _words(title: str) -> set[str]:
    return {word for word in fold(title).split() if len(word) >= _SHORT}


def earlier_selves(story: Story) -> set[uuid.UUID]:
    """Return the stories that this one was before members put it in order: merged into it, split or moved from.

    Two queries where nobody changed anything. One item that came from elsewhere makes no other story of it: half of them do.
    """
    found, fresh = {story.pk}, {story.pk}
    while fresh and len(found) < _MOST_SELVES:
        changes = StoryChange.objects.filter(story__in=fresh, other__isnull=False, is_undone=False, move__in=_LED_HERE)
        rows = changes.values_list("move", "other_id", "items")
        led = {other for move, other, items in rows if move != _MOVED or 2 * len(items) >= story.item_count}
        merged = set(Story.objects.filter(merged_into__in=fresh).values_list("pk", flat=True))
        fresh = ({one for one in led if one} | merged) - found
        found |= fresh
    return found - {story.pk}
