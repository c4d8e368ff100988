"""The stream of one campaign: read from its snapshot and the items after it, held by one writer at a time, written back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from groundswell.kit.actor import Actor
from groundswell.kit.db import take_turn
from groundswell.kit.errors import allow
from groundswell.kit.ids import uuid7
from groundswell.wire.models import Item, ItemVersion, StoryChange, Stream
from groundswell.wire.policies import can_take_in_items

if TYPE_CHECKING:
    from groundswell.science.stories import StoryStream

# After this many new items the whole state is written; what came later is replayed at the start (thousands a second).
SNAPSHOT_EVERY = 10_000
_CHUNK = 500


def lock_stream(*, campaign_id: uuid.UUID) -> None:
    """Take the lock under which items get their place and stories change, until the transaction ends."""
    take_turn(f"wire:{campaign_id}")


class CampaignStream:
    """What one process knows of a campaign's stream; true only between ``lock`` and the end of its transaction.

    Another process may take items in between two batches: each batch locks, and catches up with what is committed.
    After a transaction that failed, ``forget``: the state in memory is then ahead of the rows.
    """

    def __init__(self, campaign_id: uuid.UUID) -> None:
        self.campaign_id = campaign_id
        self.position = 0  # of the last item the state knows
        self._kept: int | None = 0  # of the last item the stored snapshot knows; None: it cannot be read
        self._state: StoryStream | None = None
        self._is_present = False  # whether the state is that of the rows
        self._named: uuid.UUID | None = None  # the story that the last item opened
        self._change = 0  # the last change by hand that the state knows
        self._placed: uuid.UUID | None = None  # the item at ``position``, where it is not known whether its deed held

    @property
    def unkept(self) -> int:
        """How many items a start would have to replay."""
        return self.position if self._kept is None else self.position - self._kept

    def lock(self) -> None:
        """Take the campaign's lock until the transaction ends, waiting for it: one writer a campaign."""
        lock_stream(campaign_id=self.campaign_id)
        self._is_present = False
        if self._placed is not None:
            rows = Item.objects.filter(campaign_id=self.campaign_id, position=self.position, pk=self._placed)
            if not rows.exists():
                self.forget()  # the transaction around an earlier deed was undone after all
            self._placed = None

    def _catch_up(self) -> None:
        """Replay what came since; only for the first new item of a transaction, for most lines seen again need no state."""
        columns = ("position", "next_position", "next_change")
        row = Stream.objects.filter(campaign_id=self.campaign_id).values_list(*columns).first()
        snapshot_position, next_position, next_change = row or (0, 1, 1)
        if self._kept is not None:
            self._kept = snapshot_position
        if self._state is None:
            self._restore(next_position - 1)
        if self.position < next_position - 1:
            self._replay(_in_order(self.campaign_id).filter(position__gt=self.position))
        self.position = next_position - 1
        if self._change < next_change - 1:
            self._follow_hands()
        self._change = next_change - 1
        self._is_present = True

    def forget(self) -> None:
        """Drop the state in memory; the next item reads it again."""
        self._state, self._is_present, self.position, self._kept = None, False, 0, 0
        self._change, self._placed = 0, None

    def place(self, item: Item, *, source: str) -> bool:
        """Set the story, copy and position of a new item; True when it opens the story. ValueError: it says nothing."""
        if not self._is_present:
            self._catch_up()
        self._named = None
        found = self._live().add(
            item.pk, f"{item.title}\n{item.lead}", item.published.timestamp(), lang=item.language or None, source=source or None
        )
        self.position += 1
        item.position, self._placed = self.position, item.pk
        item.story_id, item.copy_of_id = cast(uuid.UUID, found.story), cast("uuid.UUID | None", found.copy_of)
        return found.story == self._named

    def write(self, *, snapshot: bool) -> None:
        """Write the position, and the whole state when asked, in the transaction of the items."""
        if not self._is_present:
            self._catch_up()
        row, _fresh = Stream.objects.defer("snapshot").get_or_create(campaign_id=self.campaign_id)
        row.next_position = self.position + 1
        fields = ["next_position"]
        if snapshot:
            row.snapshot, row.position, row.change = self._live().snapshot(), self.position, self._change
            fields += ["snapshot", "position", "change"]
            self._kept = self.position
        row.save(update_fields=fields)

    def _live(self) -> StoryStream:
        if self._state is None:
            # Compiled code and numpy: loaded by those who take items in, never by those who show pages.
            from groundswell.science.stories import StoryStream

            self._state = StoryStream(new_story=self._name_story)
        return self._state

    def _name_story(self, item_id: object) -> uuid.UUID:
        self._named = uuid7()
        return self._named

    def _restore(self, last: int) -> None:
        from groundswell.science.stories import StoryStream

        row = Stream.objects.only("snapshot", "position", "change").filter(campaign_id=self.campaign_id).first()
        if row is None or row.snapshot is None:
            return
        try:
            self._state = StoryStream.restore(bytes(row.snapshot), new_story=self._name_story)
            self.position, self._change = row.position, row.change
        except ValueError:  # another version of the program wrote it: the items that are still live say the same
            self._replay(_still_live(self.campaign_id, self._live().window_hours))
            self.position, self._kept = last, None

    def _replay(self, items: QuerySet[Item]) -> None:
        live = self._live()
        for item_id, story_id, title, lead, language, source, published in _first_words(items):
            words = f"{title}\n{lead}"
            live.add(item_id, words, published.timestamp(), lang=language or None, source=source or None, story=story_id)

    def _follow_hands(self) -> None:
        """Put what members merged, split and moved where they put it: for good, later items follow."""
        live = self._live()
        moved: set[str] = set()
        changes = StoryChange.objects.filter(campaign_id=self.campaign_id, number__gt=self._change).order_by("number")
        for change in changes.select_related("other"):
            if change.move == StoryChange.Move.MERGED and change.other and change.other.merged_into_id:
                live.merge(change.story_id, change.other_id)
            moved.update(change.items)
        # Where they are now, whatever came between: a change that was undone since puts nothing anywhere.
        for item_id, story_id in Item.objects.filter(pk__in=moved).values_list("pk", "story_id"):
            live.move(item_id, story_id)


def _in_order(campaign_id: uuid.UUID) -> QuerySet[Item]:
    return Item.objects.filter(campaign_id=campaign_id).order_by("position")


def _still_live(campaign_id: uuid.UUID, hours: float) -> QuerySet[Item]:
    items = _in_order(campaign_id)
    newest = items.aggregate(newest=Max("published"))["newest"]
    return items.filter(published__gte=newest - timedelta(hours=hours)) if newest else items.none()


def _first_words(items: QuerySet[Item]) -> Iterator[tuple[uuid.UUID, uuid.UUID, str, str, str, str, datetime]]:
    """Yield items as the stream first saw them: a later change of words did not move it."""
    first = ItemVersion.objects.filter(campaign_id=OuterRef("campaign_id"), item=OuterRef("pk"), number=1)
    return (
        items.annotate(
            first_title=Coalesce(Subquery(first.values("title")), F("title")),
            first_lead=Coalesce(Subquery(first.values("lead")), F("lead")),
        )
        .values_list("id", "story_id", "first_title", "first_lead", "language", "source__name", "published")
        .iterator(chunk_size=_CHUNK)
    )


@transaction.atomic
def keep_stream(*, stream: CampaignStream, actor: Actor) -> None:
    """Write the whole state down, so that the next start replays nothing. Not in the pulse: nothing happened."""
    allow(can_take_in_items(actor, stream.campaign_id))
    stream.lock()
    if stream.unkept:
        stream.write(snapshot=True)
