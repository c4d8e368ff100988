"""Searches the wire: items and ground reports by their words, stories by the names members gave them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import make_aware

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.communities.selectors import communities
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.wire.models import GroundReport, Item, SavedSearch, Source, Story
from groundswell.wire.policies import searches_visible_to, visible_to

A_PAGE = 30
_NAMED = 5
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. Empty words mean everything that the rest lets through."""

    words: str = ""
    source: Source | None = None
    community: Community | None = None
    ground_only: bool = False
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.words or self.source or self.community or self.ground_only or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, and what came with it when it is a ground report."""

    item: Item
    report: GroundReport | None


@dataclass(frozen=True, slots=True)
class Hits:
    """Some of what was found, the newest first, and the key to go on from."""

    rows: Sequence[Hit]
    older: str | None


def of_saved(saved: SavedSearch) -> Search:
    """Return what a member saved."""
    return Search(
        words=saved.words,
        source=saved.source,
        community=saved.community,
        ground_only=saved.ground_only,
        since=saved.since,
        until=saved.until,
    )


def found(campaign: Campaign, search: Search, *, before: str = "", most: int = A_PAGE) -> Hits:
    """Return a page of items: three queries, as fast among half a million as among ten (benchmarks/search.py)."""
    ids = _ids(campaign, search, before, most + 1)
    older = ids[most - 1] if len(ids) > most else None
    rows = {item.pk: item for item in Item.objects.filter(pk__in=ids[:most]).select_related("source", "story")}
    ground = [key for key, item in rows.items() if item.kind == Item.Kind.GROUND]
    reports = GroundReport.objects.filter(item__in=ground).select_related("community") if ground else ()
    by_item = {report.item_id: report for report in reports}
    hits = [Hit(rows[key], by_item.get(key)) for key in ids[:most] if key in rows]
    return Hits(hits, _key(rows[older]) if older in rows else None)


def stories_named(actor: Actor, search: Search) -> list[Story]:
    """Return the stories to which members gave a name with these words in it."""
    words = search.words.replace('"', " ").split()
    if not words or search.source or search.community or search.ground_only:
        return []
    named = visible_to(actor, Story.objects.filter(named_by__isnull=False, merged_into__isnull=True))
    for word in words[:10]:
        named = named.filter(title__icontains=word)
    return list(named.order_by("-last_at", "-id")[:_NAMED])


def choices(campaign: Campaign, actor: Actor) -> tuple[QuerySet[Source], QuerySet[Community]]:
    """Return the outlets and the communities that can be asked for, by name."""
    outlets = Source.objects.filter(campaign=campaign).exclude(name="").order_by("name")
    return outlets, communities(campaign, actor).order_by("name")


def saved_by(actor: Actor) -> list[SavedSearch]:
    """Return the searches a member keeps, the newest first."""
    return list(searches_visible_to(actor, SavedSearch.objects.order_by("-id"))) if actor.is_member else []


def saved_at(actor: Actor, saved_id: uuid.UUID) -> SavedSearch:
    """Return one of the actor's own searches, or say that it is not here."""
    return searches_visible_to(actor, SavedSearch.objects.filter(pk=saved_id)).first() or not_here()


def _ids(campaign: Campaign, search: Search, before: str, most: int) -> list[uuid.UUID]:
    at, last = _after(before)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wire_search(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                search.words,
                search.source.pk if search.source else None,
                search.community.pk if search.community else None,
                search.ground_only,
                _midnight(search.since, campaign),
                _midnight(search.until + datetime.timedelta(days=1) if search.until else None, campaign),
                at,
                last,
                most,
            ],
        )
        return [row[0] for row in cursor.fetchall()]


def _midnight(day: datetime.date | None, campaign: Campaign) -> datetime.datetime | None:
    """Return when a day begins where the campaign is."""
    return make_aware(datetime.datetime.combine(day, datetime.time()), campaign.zone) if day else None


def _key(item: Item) -> str:
    return f"{(item.published - _EPOCH) // _MICROSECOND}-{item.pk}"


def _after(key: str) -> tuple[datetime.datetime | None, uuid.UUID | None]:
    with suppress(ValueError, OverflowError):
        at, _, last = key.partition("-")
        return _EPOCH + int(at) * _MICROSECOND, uuid.UUID(last)
    return None, None
