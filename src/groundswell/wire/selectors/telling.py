"""Reads stories and their items: for the wire's pages, and all of them for programs."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.wire.models import GroundReport, Item, Story
from groundswell.wire.pace import FEWEST, WATCHED, Moment, Pace, pace_of
from groundswell.wire.policies import visible_to

STORIES_A_PAGE = 30
ITEMS_A_PAGE = 50
_DRAWN = 5000
_LATELY = datetime.timedelta(hours=6)
_CHUNK = 2000
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)

Row = TypeVar("Row", bound=Model)


def stories(actor: Actor) -> QuerySet[Story]:
    """Return the stories this actor may read."""
    return visible_to(actor, Story.objects.all())


def story_at(actor: Actor, story_id: uuid.UUID) -> Story:
    """Return one story, or say that it is not here; one that members merged into another is that other one."""
    found = stories(actor).filter(pk=story_id).first() or not_here()
    while found.merged_into_id is not None:
        found = stories(actor).filter(pk=found.merged_into_id).first() or not_here()
    return found


_FAMILY = """
WITH RECURSIVE family AS (
    SELECT id FROM wire_story WHERE campaign_id = %s AND id = %s
    UNION SELECT story.id FROM wire_story AS story JOIN family ON story.merged_into_id = family.id WHERE story.campaign_id = %s
) SELECT id FROM family
"""


def family_of(story: Story) -> RawSQL:
    """Return a story and all that were merged into it, to be looked for with ``story__in``: what hangs on them is its own."""
    return RawSQL(_FAMILY, (story.campaign_id, story.pk, story.campaign_id))  # noqa: S611 (ours, with parameters)


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Some stories, those with the newest item first, and the key to go on from."""

    rows: Sequence[Story]
    older: str | None


def newest_stories(actor: Actor, *, before: str = "") -> StoryPage:
    """Return a page of stories; a broken key means the first page."""
    found = list(_after(stories(actor).filter(merged_into__isnull=True), "last_at", before)[: STORIES_A_PAGE + 1])
    older = _key(found[STORIES_A_PAGE - 1], "last_at") if len(found) > STORIES_A_PAGE else None
    return StoryPage(found[:STORIES_A_PAGE], older)


def freshest_stories(actor: Actor, *, size: int = 5) -> list[Story]:
    """Return the few stories with the newest items."""
    return list(stories(actor).filter(merged_into__isnull=True).order_by("-last_at", "-id")[:size])


def _after(rows: QuerySet[Row], moment: str, key: str) -> QuerySet[Row]:
    """Return ``rows`` newest first, after the row that ``key`` names; a broken key means from the start."""
    rows = rows.order_by(f"-{moment}", "-id")
    with suppress(ValueError, OverflowError):
        at, _, last = key.partition("-")
        last_at, last_id = _EPOCH + int(at) * _MICROSECOND, uuid.UUID(last)
        rows = rows.filter(**{f"{moment}__lte": last_at}).exclude(**{moment: last_at, "id__gte": last_id})
    return rows


def _key(row: Model, moment: str) -> str:
    return f"{(getattr(row, moment) - _EPOCH) // _MICROSECOND}-{row.pk}"


@dataclass(frozen=True, slots=True)
class Told:
    """An item with the items that repeat its words."""

    item: Item
    report: GroundReport | None  # of a ground report, what it came with
    copies: Sequence[Item]
    repeats: bool  # it repeats one that stands on another page


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Some items of a story, the newest first, and the key to go on from."""

    rows: Sequence[Told]
    older: str | None


def items_of(story: Story, *, before: str = "") -> ItemPage:
    """Return a page of a story's items, each copy under its original where that is on the page."""
    rows = Item.objects.filter(story=story).select_related("source")
    found = list(_after(rows, "published", before)[: ITEMS_A_PAGE + 1])
    older = _key(found[ITEMS_A_PAGE - 1], "published") if len(found) > ITEMS_A_PAGE else None
    here = {item.pk: item for item in found[:ITEMS_A_PAGE]}
    copies: dict[uuid.UUID, list[Item]] = {}
    for item in here.values():
        if item.copy_of_id and _is_folded(item, here):
            copies.setdefault(item.copy_of_id, []).append(item)
    reports = _reports(here.values())
    told = [
        Told(item, reports.get(item.pk), copies.get(item.pk, []), repeats=item.copy_of_id is not None)
        for item in here.values()
        if not _is_folded(item, here)
    ]
    return ItemPage(told, older)


def _is_folded(item: Item, here: Mapping[uuid.UUID, Item]) -> bool:
    """Whether it stands under what it repeats. Two people who write the same have both seen it: reports stand by themselves."""
    return item.copy_of_id in here and item.kind == Item.Kind.NEWS


def _reports(items: Iterable[Item]) -> dict[uuid.UUID, GroundReport]:
    """Return the ground reports among these: no query where there is none."""
    ids = [item.pk for item in items if item.kind == Item.Kind.GROUND]
    found = GroundReport.objects.filter(item__in=ids).select_related("community") if ids else ()
    return {report.item_id: report for report in found if report.item_id}


_OF_A_MOMENT = ("published", "kind", "source_id", "copy_of_id", "source__counts")


def _moment(row: tuple[Any, ...]) -> Moment:
    at, kind, source, original, counts = row
    return Moment(at, kind == Item.Kind.GROUND, source, is_copy=original is not None, counts=counts)


def moments_of(story: Story) -> list[Moment]:
    """Return a story's latest items as moments, the newest first (as many as a drawing can show): one query."""
    items = Item.objects.filter(story=story, hidden=False).order_by("-published")
    return [_moment(row) for row in items.values_list(*_OF_A_MOMENT)[:_DRAWN]]


def breaking(found: Iterable[Story], at: datetime.datetime) -> dict[uuid.UUID, Pace]:
    """Return which of these stories break now, and how: one query, none where too few outlets told any of them lately."""
    ids = [one.pk for one in found if one.outlet_count >= FEWEST and at - one.last_at < _LATELY]
    if not ids:
        return {}
    items = Item.objects.filter(story__in=ids, hidden=False, published__gte=at - 2 * WATCHED).order_by("-published")
    moments: dict[uuid.UUID, list[Moment]] = {}
    for story_id, *row in items.values_list("story_id", *_OF_A_MOMENT)[:_DRAWN]:
        moments.setdefault(story_id, []).append(_moment(tuple(row)))
    paces = {story_id: pace_of(told, at) for story_id, told in moments.items()}
    return {story_id: pace for story_id, pace in paces.items() if pace and pace.is_bursting}


def all_stories(campaign_id: uuid.UUID) -> Iterator[dict[str, Any]]:
    """Yield every story with its items, oldest story first, a few rows in memory at a time (inside a transaction)."""
    rows = (
        Item.objects.filter(campaign_id=campaign_id)
        .order_by("story__first_at", "story_id", "published", "position")
        .values_list(
            *("story_id", "story__title", "story__first_at", "story__last_at", "story__outlet_count"),
            *("id", "title", "url", "source__name", "published", "file", "line"),
        )
        .iterator(chunk_size=_CHUNK)
    )
    for (story_id, title, first, last, outlets), items in groupby(rows, key=lambda row: row[:5]):
        yield {
            "id": str(story_id),
            "title": title,
            "first": written(first),
            "last": written(last),
            "outlets": outlets,
            "items": [_item(row[5:]) for row in items],
        }


def _item(row: Sequence[Any]) -> dict[str, Any]:
    item_id, title, url, source, published, file, line = row
    return {
        "id": str(item_id),
        "title": title,
        "link": url,
        "source": source,
        "published": written(published),
        "file": file,
        "line": line,
    }


def written(moment: datetime.datetime) -> str:
    """Return a moment in UTC as ISO 8601."""
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def story_count(campaign_id: uuid.UUID) -> int:
    """Return how many stories the campaign has."""
    return Story.objects.filter(campaign_id=campaign_id, merged_into__isnull=True).count()
