"""Writes down what reading a feed brought: its entries, what it took back, what was wrong, and when it is read again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.text import plain
from groundswell.pulse.log import record
from groundswell.wire.events import SourceBroke, SourceMended
from groundswell.wire.feeds import sandbox
from groundswell.wire.feeds.addresses import address_key
from groundswell.wire.feeds.entries import entries_of, taken_back
from groundswell.wire.feeds.names import mixes_alphabets
from groundswell.wire.feeds.rules import Rules
from groundswell.wire.feeds.schedule import BROKEN_AFTER, after_failure, after_success, chance
from groundswell.wire.models import Feed, Item, Source, WireRules
from groundswell.wire.policies import can_take_in_items
from groundswell.wire.reading.entries import fold
from groundswell.wire.services.items import Taken, take_in_items
from groundswell.wire.services.stream import CampaignStream
from groundswell.wire.services.vanishing import Missed, note_missed, take_down


@dataclass(frozen=True, slots=True)
class Read:
    """One read of a feed that went well; ``feed`` is None where nothing was new."""

    feed: sandbox.Feed | None
    address: str = ""  # where it lies now, if it moved or was found from a page
    etag: str = ""
    modified: str = ""
    offered: list[dict[str, str]] = field(default_factory=list)


@transaction.atomic
def take_in_feed(*, feed_id: uuid.UUID, read: Read, stream: CampaignStream, actor: Actor) -> tuple[Taken, list[Missed]]:
    """Take in what a feed says, all of it or nothing: entries, what it took back, and its place in the schedule.

    Returns also what it left out before its time: whoever reads feeds looks at those pages.
    """
    allow(can_take_in_items(actor, stream.campaign_id))
    stream.lock()
    feed = _reading(feed_id, stream.campaign_id)
    if feed is None:
        return Taken(), []
    if read.address and not _move(feed, read.address):
        _fail(feed, "doubled", None, actor)
        return Taken(), []
    taken, missed = _take_in(feed, read.feed, stream, actor) if read.feed else (Taken(), [])
    _settle(feed, read, taken, actor)
    return taken, missed


@transaction.atomic
def note_failure(*, feed_id: uuid.UUID, code: str, wait: float | None, campaign_id: uuid.UUID, actor: Actor) -> None:
    """Write down that a feed could not be read, and when it is tried again."""
    allow(can_take_in_items(actor, campaign_id))
    feed = _reading(feed_id, campaign_id)
    if feed is not None:
        _fail(feed, code, wait, actor)


@transaction.atomic
def put_off(*, feed_id: uuid.UUID, seconds: float, campaign_id: uuid.UUID, actor: Actor) -> None:
    """Read a feed later without a try: its site asked us to stay away. Not in the pulse: nothing happened."""
    allow(can_take_in_items(actor, campaign_id))
    feed = _reading(feed_id, campaign_id)
    if feed is not None:
        feed.next_at = now() + timedelta(seconds=seconds)
        feed.save(update_fields=["next_at"])


def _reading(feed_id: uuid.UUID, campaign_id: uuid.UUID) -> Feed | None:
    """The feed, if it is still to be read: somebody may have paused or removed it while it was fetched."""
    feeds = Feed.objects.select_for_update(no_key=True, of=("self",)).select_related("source")
    return feeds.filter(pk=feed_id, campaign_id=campaign_id, state__in=[Feed.State.NEW, Feed.State.READ]).first()


def _move(feed: Feed, address: str) -> bool:
    key = address_key(address)
    if Feed.objects.filter(campaign_id=feed.campaign_id, address_key=key).exclude(pk=feed.pk).exists():
        return False
    feed.address, feed.address_key = address[:2000], key
    return True


def _take_in(feed: Feed, said: sandbox.Feed, stream: CampaignStream, actor: Actor) -> tuple[Taken, list[Missed]]:
    source = feed.source
    _get_to_know(source, feed, said)
    entries = entries_of(said, source_id=source.pk, name=source.name, key=source.key, language=source.language, at=now())
    rules = rules_of(source=source)
    wanted = [one for one in entries if rules.lets_in(one)]
    feed.dropped = len(entries) - len(wanted)  # of those in the feed now
    taken = take_in_items(entries=wanted, stream=stream, actor=actor) if wanted else Taken()
    _take_down(source, taken_back(said.gone, source_id=source.pk), actor)
    missed: list[Missed] = []
    if entries:
        oldest = min(one.published for one in entries)
        missed = note_missed(source=source, present={one.key for one in entries}, oldest=oldest, actor=actor)
    return taken, missed


def rules_of(*, source: Source) -> Rules:
    """Return the rules by which a source's entries come in: its own, the campaign's and the installation's."""
    campaign = WireRules.objects.filter(campaign_id=source.campaign_id).first()
    keep, drop = [source.keep_words], [source.drop_words]
    if campaign is not None:
        keep.append(campaign.keep_words)
        drop.append(campaign.drop_words)
    return Rules.of(keep=keep, drop=drop)


def _get_to_know(source: Source, feed: Feed, said: sandbox.Feed) -> None:
    """Learn the feed's own title; a source that nobody named takes it, unless another has it or it passes for another."""
    feed.title = plain(said.title, limit=200)
    key = fold(feed.title)[:200]
    if not source.site:
        source.site = said.site[:2000]
        source.save(update_fields=["site"])
    if source.is_named or not key or mixes_alphabets(feed.title):
        return
    if not Source.objects.filter(campaign_id=source.campaign_id, key=key).exclude(pk=source.pk).exists():
        source.name, source.key, source.is_named = feed.title, key, True
        source.save(update_fields=["name", "key", "is_named"])


def _take_down(source: Source, names: set[str], actor: Actor) -> None:
    items = Item.objects.filter(campaign_id=source.campaign_id, source=source, known_as__in=names, gone_at=None)
    if names and (found := list(items.values_list("pk", flat=True))):
        take_down(items=found, campaign_id=source.campaign_id, actor=actor)


def _settle(feed: Feed, read: Read, taken: Taken, actor: Actor) -> None:
    at = now()
    was_broken = feed.failures >= BROKEN_AFTER
    turn = after_success(feed.interval, new=taken.new + taken.updated, chance=chance())
    feed.interval, feed.next_at = turn.interval, at + timedelta(seconds=turn.seconds)
    feed.state, feed.failures, feed.problem = Feed.State.READ, 0, ""
    feed.tried_at = feed.read_at = at
    feed.taken += taken.new
    if read.feed is not None:
        feed.etag, feed.modified = read.etag, read.modified
    if read.offered:
        feed.offered = read.offered
    feed.save(
        update_fields=[
            *("address", "address_key", "title", "interval", "next_at", "state", "failures", "problem"),
            *("tried_at", "read_at", "taken", "dropped", "etag", "modified", "offered"),
        ]
    )
    if was_broken:
        record(SourceMended(), actor=actor, subject=feed.source)


def _fail(feed: Feed, code: str, wait: float | None, actor: Actor) -> None:
    at = now()
    feed.failures, feed.problem, feed.tried_at = feed.failures + 1, code, at
    feed.next_at = at + timedelta(seconds=after_failure(feed.failures, wait=wait, chance=chance()))
    if code in {"gone", "doubled"}:
        feed.state = Feed.State.GONE
    feed.save(update_fields=["failures", "problem", "tried_at", "next_at", "state"])
    if feed.failures == BROKEN_AFTER or (feed.state == Feed.State.GONE and feed.failures < BROKEN_AFTER):
        record(SourceBroke(problem=code), actor=actor, subject=feed.source)
