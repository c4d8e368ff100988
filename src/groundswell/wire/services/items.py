"""Takes a batch of entries in: new items into their stories, changed words as new versions, all in one transaction."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.inserts import insert_many
from groundswell.pulse.kinds import Event
from groundswell.pulse.log import Happening, record_many
from groundswell.wire.events import ItemChanged, ItemsArrived, StoryGrown, StoryOpened
from groundswell.wire.models import Item, ItemVersion, Source, Story
from groundswell.wire.policies import can_take_in_items
from groundswell.wire.reading.entries import Entry
from groundswell.wire.services.counting import count_stories
from groundswell.wire.services.stream import SNAPSHOT_EVERY, CampaignStream


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not taken in, and why."""

    file: str
    line: int
    reason: str


@dataclass(slots=True)
class Taken:
    """What became of a batch: every entry is one of new, copies, updated, refused."""

    new: int = 0
    copies: int = 0
    updated: int = 0
    refused: list[Refusal] = field(default_factory=list)


@transaction.atomic
def take_in_items(*, entries: Sequence[Entry], stream: CampaignStream, actor: Actor) -> Taken:
    """Take entries in, in order. When this raises, ``stream`` has been made to forget and nothing was written."""
    allow(can_take_in_items(actor, stream.campaign_id))
    try:
        stream.lock()
        batch = _Batch(stream, entries)
        for entry in entries:
            batch.take(entry)
        batch.write(actor)
    except BaseException:
        stream.forget()
        raise
    return batch.taken


class _Batch:
    """One batch on its way: everything is decided first and written at the end, for writing rows holds readers back."""

    def __init__(self, stream: CampaignStream, entries: Sequence[Entry]) -> None:
        self.taken = Taken()
        self._at = now()
        self._stream = stream
        self._campaign = stream.campaign_id
        items = Item.objects.filter(campaign_id=self._campaign, key__in={entry.key for entry in entries})
        sources = Source.objects.filter(campaign_id=self._campaign, key__in={entry.source_key for entry in entries})
        self._items = {item.key: item for item in items}
        self._sources = {source.key: source for source in sources}
        self._words = self._words_kept()
        self._new_items: list[Item] = []
        self._opened: dict[uuid.UUID, Story] = {}
        self._versions: list[ItemVersion] = []
        self._changed: dict[uuid.UUID, Item] = {}  # of those that were there before

    def _words_kept(self) -> set[tuple[uuid.UUID, str, str]]:
        """Return every wording these items have had: one seen again is no change, or a file read twice would never end."""
        versions = ItemVersion.objects.filter(campaign_id=self._campaign)
        changed = [item.pk for item in self._items.values() if item.version > 1]
        kept = set(versions.filter(item__in=changed).values_list("item_id", "title", "lead")) if changed else set()
        return kept | {(item.pk, item.title, item.lead) for item in self._items.values()}

    def take(self, entry: Entry) -> None:
        """Decide what an entry is."""
        item = self._items.get(entry.key)
        if item is None:
            self._take_new(entry)
        elif (item.pk, entry.title, entry.lead) in self._words:
            self.taken.copies += 1
        else:
            self._take_changed(item, entry)

    def _take_new(self, entry: Entry) -> None:
        source = self._sources.get(entry.source_key) or self._source(entry)
        item = self._item(entry, source)
        try:
            # The name as it is stored, not as this line spells it: a replay must tell the stream the same.
            opens = self._stream.place(item, source=source.name)
        except ValueError:
            self.taken.refused.append(Refusal(entry.file, entry.line, _("the title has no words")))
            return
        if opens:
            self._opened[item.story_id] = self._story(item)
        self._sources[entry.source_key] = source
        self._items[entry.key] = item
        self._words.add((item.pk, item.title, item.lead))
        self._new_items.append(item)
        self.taken.new += 1

    def _take_changed(self, item: Item, entry: Entry) -> None:
        self._versions.append(
            ItemVersion(
                campaign_id=self._campaign,
                item=item,
                number=item.version,
                title=item.title,
                lead=item.lead,
                until=self._at,
            )
        )
        item.title, item.lead, item.version = entry.title, entry.lead, item.version + 1
        self._words.add((item.pk, item.title, item.lead))
        if not item._state.adding:
            self._changed[item.pk] = item
        self.taken.updated += 1

    def _source(self, entry: Entry) -> Source:
        # What names no outlet cannot be counted as one.
        return Source(
            campaign_id=self._campaign,
            key=entry.source_key,
            name=entry.source,
            counts=bool(entry.source_key),
            created_at=self._at,
        )

    def _item(self, entry: Entry, source: Source) -> Item:
        return Item(
            campaign_id=self._campaign,
            key=entry.key,
            source=source,
            title=entry.title,
            lead=entry.lead,
            url=entry.url,
            published=entry.published,
            arrived=self._at,
            file=entry.file,
            line=entry.line or None,
            language=entry.language[:10],
            known_as=entry.known_as,
        )

    def _story(self, item: Item) -> Story:
        return Story(
            id=item.story_id,
            campaign_id=self._campaign,
            title=item.title[:300],
            first_at=item.published,
            last_at=item.published,
            created_at=self._at,
        )

    def write(self, actor: Actor) -> None:
        """Write everything that was decided, with its events."""
        if not self._new_items and not self._versions:
            return
        insert_many([source for source in self._sources.values() if source._state.adding])
        insert_many(list(self._opened.values()))
        insert_many(self._new_items)
        insert_many(self._versions)
        Item.objects.bulk_update(self._changed.values(), ["title", "lead", "version"])
        if self._new_items:
            self._stream.write(snapshot=self._stream.unkept >= SNAPSHOT_EVERY)
        record_many(self._happenings(count_stories(campaign_id=self._campaign, stories=self._touched())), actor=actor)

    def _touched(self) -> set[uuid.UUID]:
        return {item.story_id for item in self._new_items} | {one.item.story_id for one in self._versions}

    def _happenings(self, counted: dict[uuid.UUID, tuple[int, int]]) -> list[Happening]:
        arrived = ItemsArrived(items=self.taken.new, changed=self.taken.updated, opened=len(self._opened))
        found = [Happening(arrived, Campaign(id=self._campaign))]
        for story_id, added in Counter(item.story_id for item in self._new_items).items():
            items, outlets = counted[story_id]
            if story_id in self._opened:
                event: Event = StoryOpened(items=items, outlets=outlets)
            else:
                event = StoryGrown(added=added, items=items, outlets=outlets)
            found.append(Happening(event, self._subject(story_id)))
        for version in self._versions:
            changed = ItemChanged(item=version.item_id, version=version.number + 1)
            found.append(Happening(changed, self._subject(version.item.story_id)))
        return found

    def _subject(self, story_id: uuid.UUID) -> Story:
        return self._opened.get(story_id) or Story(id=story_id, campaign_id=self._campaign)
