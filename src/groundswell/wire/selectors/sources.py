"""Reads sources with their feeds: what is read, what is wrong with it and when it is tried again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.wire.feeds.lists import Listed
from groundswell.wire.feeds.refusals import in_words
from groundswell.wire.ground import SOURCE_KEY
from groundswell.wire.models import Feed, Item, PastedLink, Source, WireRules
from groundswell.wire.policies import feeds_visible_to, sources_visible_to

A_PAGE = 50
_NEWEST = 10

NO_OUTLET = ("", SOURCE_KEY)  # what nobody is named for, and what members see on the ground


def sources(actor: Actor) -> QuerySet[Source]:
    """Return the sources of the campaign that have a name and were not removed."""
    return sources_visible_to(actor, Source.objects.filter(removed_at=None).exclude(key__in=NO_OUTLET))


def source_at(actor: Actor, source_id: uuid.UUID) -> Source:
    """Return one source (a removed one too: stories name it), or say that it is not here."""
    found = sources_visible_to(actor, Source.objects.filter(pk=source_id)).select_related("added_by__person").first()
    return found or not_here()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as a list shows it."""

    source: Source
    feeds: Sequence[Feed]

    @property
    def problem(self) -> str:
        """What is wrong with the first of its feeds that cannot be read, in words."""
        return next((in_words(feed.problem) for feed in self.feeds if feed.problem), "")

    @property
    def tried_again(self) -> datetime | None:
        """When that feed is tried again; None where nobody will."""
        return next((feed.next_at for feed in self.feeds if feed.problem and feed.state in {"new", "read"}), None)

    @property
    def is_paused(self) -> bool:
        """Whether none of its feeds is read because somebody said so."""
        return bool(self.feeds) and all(feed.state == Feed.State.PAUSED for feed in self.feeds)

    @property
    def is_new(self) -> bool:
        """Whether one of its feeds is being looked at for the first time."""
        return any(feed.state == Feed.State.NEW and not feed.problem for feed in self.feeds)

    @property
    def read_at(self) -> datetime | None:
        """When it was last read."""
        return max((feed.read_at for feed in self.feeds if feed.read_at), default=None)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Some sources by name, and the key to go on from."""

    rows: Sequence[SourceRow]
    further: str
    first: bool


def source_page(actor: Actor, *, after: str = "", failing: bool = False) -> SourcePage:
    """Return a page of sources by name; ``failing`` shows those alone that cannot be read."""
    found = sources(actor).order_by("key")
    if failing:
        broken = feeds_visible_to(actor, Feed.objects.filter(source=OuterRef("pk")).exclude(problem=""))
        found = found.filter(Exists(broken))
    if after:
        found = found.filter(key__gt=after)
    rows = list(found[: A_PAGE + 1])
    feeds: dict[uuid.UUID, list[Feed]] = {}
    for feed in feeds_visible_to(actor, Feed.objects.filter(source__in=rows[:A_PAGE])).order_by("id"):
        feeds.setdefault(feed.source_id, []).append(feed)
    page = [SourceRow(source, feeds.get(source.pk, [])) for source in rows[:A_PAGE]]
    return SourcePage(page, rows[A_PAGE - 1].key if len(rows) > A_PAGE else "", first=not after)


def failing_count(actor: Actor) -> int:
    """How many sources have a feed that cannot be read; 0 for those who do not look after them."""
    broken = feeds_visible_to(actor, Feed.objects.exclude(problem=""))
    return broken.values("source").distinct().count()


@dataclass(frozen=True, slots=True)
class FeedShown:
    """A feed as its source's page shows it."""

    feed: Feed
    problem: str = ""
    offered: Sequence[dict[str, str]] = field(default_factory=list)


def feeds_of(actor: Actor, source: Source) -> list[FeedShown]:
    """Return a source's feeds, with what is wrong in words and what else their sites offer that is not read yet."""
    feeds = list(feeds_visible_to(actor, Feed.objects.filter(source=source)).order_by("id"))
    read = {feed.address for feed in feeds}
    return [
        FeedShown(
            feed, in_words(feed.problem) if feed.problem else "", [one for one in feed.offered if one["address"] not in read]
        )
        for feed in feeds
    ]


def newest_of(source: Source) -> list[Item]:
    """Return the newest items of a source, each with its story."""
    items = Item.objects.filter(campaign_id=source.campaign_id, source=source).select_related("story")
    return list(items.order_by("-published", "-id")[:_NEWEST])


def rules(campaign_id: uuid.UUID) -> WireRules:
    """Return the campaign's words; empty ones where nobody wrote any."""
    found = WireRules.objects.filter(campaign_id=campaign_id).select_related("changed_by__person").first()
    return found or WireRules(campaign_id=campaign_id)


def link_at(actor: Actor, link_id: uuid.UUID) -> PastedLink:
    """Return a page that the actor put on the wire, or say that it is not here."""
    links = PastedLink.objects.filter(member__isnull=False, member=actor.member_id).select_related("item")
    return links.filter(pk=link_id).first() or not_here()


def feeds_listed(actor: Actor) -> Iterator[Listed]:
    """Yield every feed of the campaign, for a list that other readers take."""
    feeds = feeds_visible_to(actor, Feed.objects.all())
    for feed in feeds.select_related("source").order_by("source__key", "id").iterator(chunk_size=500):
        yield Listed(feed.address, feed.source.name, feed.source.site, feed.source.language)
