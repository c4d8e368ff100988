"""Puts stories in order by hand: merged, split, moved and named by any member, with a reason, and undone as easily.

Nothing here loads the stream: the change is written down under the stream's lock with a number, and whoever holds the stream
follows it before its next item (``CampaignStream``). The machine never undoes what a member did.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.ids import uuid7
from groundswell.kit.limits import Limit, spend
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.wire.events import ItemsMoved, StoriesMerged, StoryNamed, StorySplit
from groundswell.wire.models import Item, Story, StoryChange, Stream
from groundswell.wire.policies import can_change_stories
from groundswell.wire.services.counting import count_stories
from groundswell.wire.services.stream import lock_stream

CHANGES = Limit("change stories by hand", 120, 3600)


@transaction.atomic
def merge_stories(*, into: Story, other: Story, reason: str, actor: Actor) -> StoryChange:
    """Put everything of ``other`` into ``into``; the address of ``other`` leads there from now on."""
    into, reason = _begin(into, reason, actor)
    other = _standing(other)
    if other.pk == into.pk:
        raise BadInput(_("That is this story. Choose another one."), field="other")
    ids = list(Item.objects.filter(story=other).values_list("pk", flat=True))
    put(items=ids, story=into, source=other)
    change = write_change(move=StoryChange.Move.MERGED, story=into, other=other, items=ids, reason=reason, actor=actor)
    record(StoriesMerged(other=other.pk, items=len(ids)), actor=actor, subject=into)
    return change


@transaction.atomic
def split_story(*, story: Story, items: Collection[uuid.UUID], title: str = "", reason: str, actor: Actor) -> StoryChange:
    """Make a story of their own of some of a story's items, with what repeats their words."""
    story, reason = _begin(story, reason, actor)
    ids = _chosen(story, items)
    if not Item.objects.filter(story=story).exclude(pk__in=ids).exists():
        raise BadInput(_("That is all of the story. Leave something in it."), field="items")
    named = line(title, limit=300, field="title")
    fresh = Story.objects.create(
        id=uuid7(),
        campaign_id=story.campaign_id,
        title=named,
        named_by_id=actor.member_id if named else None,
        first_at=story.first_at,
        last_at=story.last_at,
        created_at=now(),
    )
    put(items=ids, story=fresh, source=story)
    change = write_change(move=StoryChange.Move.SPLIT, story=fresh, other=story, items=ids, reason=reason, actor=actor)
    record(StorySplit(other=story.pk, items=len(ids)), actor=actor, subject=fresh)
    return change


@transaction.atomic
def move_items(*, source: Story, story: Story, items: Collection[uuid.UUID], reason: str, actor: Actor) -> StoryChange:
    """Move some of a story's items to another story, with what repeats their words."""
    source, reason = _begin(source, reason, actor)
    story = _standing(story)
    if story.pk == source.pk:
        raise BadInput(_("That is this story. Choose another one."), field="other")
    ids = _chosen(source, items)
    put(items=ids, story=story, source=source)
    change = write_change(move=StoryChange.Move.MOVED, story=story, other=source, items=ids, reason=reason, actor=actor)
    record(ItemsMoved(other=source.pk, items=len(ids)), actor=actor, subject=story)
    return change


def move_item(*, item: Item, story: Story, reason: str, actor: Actor) -> StoryChange:
    """Move one item to another story, with what repeats its words."""
    return move_items(source=item.story, story=story, items=[item.pk], reason=reason, actor=actor)


@transaction.atomic
def name_story(*, story: Story, title: str, reason: str, actor: Actor) -> StoryChange:
    """Give a story a name that the machine leaves alone."""
    story, reason = _begin(story, reason, actor)
    title = line(title, limit=300, field="title", empty=_("Give the story a name."))
    if title == story.title:
        raise BadInput(_("That is its name already."), field="title")
    before = {"title": title, "title_before": story.title, "named_before_id": story.named_by_id}
    story.title, story.named_by_id = title, actor.member_id
    story.save(update_fields=["title", "named_by"])
    change = write_change(move=StoryChange.Move.NAMED, story=story, reason=reason, actor=actor, **before)
    record(StoryNamed(), actor=actor, subject=story)
    return change


def put(*, items: Collection[uuid.UUID | str], story: Story, source: Story) -> None:
    """Put items into ``story`` and count both anew; a story that is left empty leads to where its items went."""
    Item.objects.filter(pk__in=items).update(story=story)
    if story.merged_into_id is not None:
        Story.objects.filter(pk=story.pk).update(merged_into=None)
    if not Item.objects.filter(story=source).exists():
        Story.objects.filter(pk=source.pk).update(merged_into=story, item_count=0, outlet_count=0, ground_count=0)
    count_stories(campaign_id=story.campaign_id, stories=[story.pk, source.pk])


def write_change(*, move: StoryChange.Move, story: Story, actor: Actor, **said: Any) -> StoryChange:
    """Write a change down with the next number, for the history and for whoever holds the stream."""
    stream, _fresh = Stream.objects.defer("snapshot").get_or_create(campaign_id=story.campaign_id)
    number = stream.next_change
    stream.next_change = number + 1
    stream.save(update_fields=["next_change"])
    said["items"] = [str(item) for item in said.get("items", [])]
    return StoryChange.objects.create(
        campaign_id=story.campaign_id, number=number, move=move, story=story, member=member_of(actor), at=now(), **said
    )


def _begin(story: Story, reason: str, actor: Actor) -> tuple[Story, str]:
    """Authorise, lock, and return the story as it is now with the reason as it will be read."""
    allow(can_change_stories(actor, story))
    reason = line(reason, limit=300, field="reason", empty=_("Give the reason. Everyone can read it."))
    spend(CHANGES, str(actor.member_id))
    lock_stream(campaign_id=story.campaign_id)
    return _standing(story), reason


def _standing(story: Story) -> Story:
    found = Story.objects.select_for_update().get(pk=story.pk, campaign_id=story.campaign_id)
    if found.merged_into_id is not None:
        raise Refused(_("This story has become part of another one. Look there."))
    return found


def _chosen(story: Story, items: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return the chosen items of the story and those of it that repeat their words."""
    if not items:
        raise BadInput(_("Choose what to take out."), field="items")
    of_story = Item.objects.filter(story=story)
    found = of_story.filter(Q(pk__in=items) | Q(copy_of__in=items))
    ids = list(found.order_by("position").values_list("pk", flat=True))
    if not set(items) <= set(ids):
        raise Refused(_("Some of this has been moved since you looked. Look again."))
    return ids
