"""Puts ground reports into stories as the stream decides, and takes the words of hidden ones out of stories' titles."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import translation

from groundswell.campaigns.models import Campaign
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.kinds import Event
from groundswell.pulse.log import Happening, record_many
from groundswell.wire.events import GroundHidden, GroundShown, ItemsArrived, StoryGrown, StoryOpened
from groundswell.wire.ground import SOURCE_KEY
from groundswell.wire.models import GroundReport, Item, Source, Story
from groundswell.wire.policies import can_take_in_items
from groundswell.wire.services.counting import count_stories
from groundswell.wire.services.stream import SNAPSHOT_EVERY, CampaignStream


@transaction.atomic
def place_report(*, report_id: uuid.UUID, stream: CampaignStream, actor: Actor, cause: int | None = None) -> Item | None:
    """Make the report an item of the stream: item, story and the stream's state in one transaction. None: it is placed."""
    allow(can_take_in_items(actor, stream.campaign_id))
    try:
        stream.lock()
        reports = GroundReport.objects.select_for_update(of=("self",)).select_related("campaign")
        report = reports.get(pk=report_id, campaign_id=stream.campaign_id)
        if report.item_id is not None:
            return None
        item = _item(report)
        opens = stream.place(item, source="")
        if opens:
            _open(item)
        item.save(force_insert=True)
        stream.write(snapshot=stream.unkept >= SNAPSHOT_EVERY)
        report.item = item
        report.save(update_fields=["item"])
        with translation.override(report.campaign.language):
            counted = count_stories(campaign_id=stream.campaign_id, stories=[item.story_id])[item.story_id]
        record_many(_happenings(item, counted, opens=opens, cause=cause), actor=actor)
        return item
    except BaseException:
        stream.forget()
        raise


def _item(report: GroundReport) -> Item:
    source, _fresh = Source.objects.get_or_create(
        campaign_id=report.campaign_id, key=SOURCE_KEY, defaults={"counts": False, "created_at": now()}
    )
    return Item(
        campaign_id=report.campaign_id,
        kind=Item.Kind.GROUND,
        key=f"ground:{report.pk}",
        source=source,
        title=report.what,
        lead=report.place,
        published=report.seen_at,
        arrived=now(),
        hidden=bool(hidden([report.pk])),  # before it was placed: whoever follows hidings found nothing to mark
    )


def _open(item: Item) -> None:
    Story.objects.create(
        id=item.story_id,
        campaign_id=item.campaign_id,
        title=item.title[:300],
        first_at=item.published,
        last_at=item.published,
        created_at=now(),
    )


def _happenings(item: Item, counted: tuple[int, int], *, opens: bool, cause: int | None) -> list[Happening]:
    items, outlets = counted
    story = Story(id=item.story_id, campaign_id=item.campaign_id)
    told: Event = StoryOpened(items=items, outlets=outlets) if opens else StoryGrown(added=1, items=items, outlets=outlets)
    arrived = ItemsArrived(items=1, changed=0, opened=int(opens))
    return [Happening(arrived, Campaign(id=item.campaign_id), cause), Happening(told, story, cause)]


@transaction.atomic
def mark_hidden(*, report_id: uuid.UUID, hidden: bool, actor: Actor, cause: int | None = None) -> None:
    """Let a story know that the words of one of its ground reports are hidden, or shown again."""
    report = GroundReport.objects.select_related("item", "campaign").filter(pk=report_id).first()
    if report is None or report.item is None:
        return
    allow(can_take_in_items(actor, report.campaign_id))
    item = Item.objects.select_for_update().get(pk=report.item.pk)
    if item.hidden == hidden:
        return
    item.hidden = hidden
    item.save(update_fields=["hidden"])
    with translation.override(report.campaign.language):
        count_stories(campaign_id=item.campaign_id, stories=[item.story_id])
    event: Event = GroundHidden(report=report.pk) if hidden else GroundShown(report=report.pk)
    record_many([Happening(event, Story(id=item.story_id, campaign_id=item.campaign_id), cause)], actor=actor)
