"""Undoes what members did to stories, as long as nobody has built on it since."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.errors import Refused, allow
from groundswell.kit.limits import spend
from groundswell.kit.text import line
from groundswell.pulse.log import record
from groundswell.wire.events import StoryChangeUndone
from groundswell.wire.models import Item, Story, StoryChange
from groundswell.wire.policies import can_change_stories
from groundswell.wire.services.counting import count_stories
from groundswell.wire.services.hands import CHANGES, put, write_change
from groundswell.wire.services.stream import lock_stream


@transaction.atomic
def undo_change(*, change: StoryChange, reason: str = "", actor: Actor) -> StoryChange:
    """Undo one change; refused in words when later changes touched what it moved or named."""
    allow(can_change_stories(actor, change.story))
    reason = line(reason, limit=300, field="reason")
    spend(CHANGES, str(actor.member_id))
    lock_stream(campaign_id=change.campaign_id)
    change = StoryChange.objects.select_for_update(of=("self",)).select_related("story", "other").get(pk=change.pk)
    if change.is_undone:
        raise Refused(_("This has been undone already."))
    if change.move == StoryChange.Move.UNDONE:
        raise Refused(_("An undoing is not undone: make the change again, with its reason."))
    undone = _unname(change, reason, actor) if change.move == StoryChange.Move.NAMED else _put_back(change, reason, actor)
    change.is_undone = True
    change.save(update_fields=["is_undone"])
    other = change.other_id or change.story_id
    record(StoryChangeUndone(change=change.pk, other=other), actor=actor, subject=change.story)
    return undone


def _unname(change: StoryChange, reason: str, actor: Actor) -> StoryChange:
    story = change.story
    if story.title != change.title:
        raise Refused(_("The story has been given another name since. Undo that first."))
    story.title, story.named_by_id = change.title_before, change.named_before_id
    story.save(update_fields=["title", "named_by"])
    count_stories(campaign_id=story.campaign_id, stories=[story.pk])
    said = {"title": change.title_before, "title_before": change.title}
    return write_change(move=StoryChange.Move.UNDONE, story=story, undoes=change, reason=reason, actor=actor, **said)


def _put_back(change: StoryChange, reason: str, actor: Actor) -> StoryChange:
    story, other = change.story, change.other
    assert other is not None  # a change that moves items names where they were
    where = set(Item.objects.filter(pk__in=change.items).values_list("story_id", flat=True))
    if where != {story.pk}:
        raise Refused(_("Some of what was moved has been moved again since. Undo that first."))
    if not _is_free(other, story):
        raise Refused(_("The story it came from has become part of another one since. Undo that first."))
    put(items=change.items, story=other, source=story)
    return write_change(
        move=StoryChange.Move.UNDONE, story=other, other=story, items=change.items, undoes=change, reason=reason, actor=actor
    )


def _is_free(other: Story, story: Story) -> bool:
    return other.merged_into_id in {None, story.pk}
