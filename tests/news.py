"""Invented news, made into files and entries, and read back as stories."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from groundswell.kit.actor import machine
from groundswell.wire.models import Item
from groundswell.wire.reading.entries import Entry, entry
from groundswell.wire.reading.rows import Row
from groundswell.wire.services import CampaignStream, Taken, take_in_items

HEADER = "date\ttitle\tlead\tlink\tsource"
_PLACES = ("Marrow", "Ellery", "Alder", "Harrow", "Tilling", "Quern", "Sedge", "Bramble", "Corvale", "Hexley", "Wick", "Pell")
_THINGS = ("Bridge", "Ferry", "School", "Hospital", "Mill", "Library", "Market", "Quarry", "Harbour", "Tram", "Depot")
_EVENTS = (
    "closed after flood|shut as water rises|flooded and closed to all traffic",
    "workers vote for strike|staff begin walkout over pay|strike called by union",
    "fire injures four|four hurt in blaze|blaze leaves several injured",
    "sold to foreign investor|bought by overseas fund|sale to investor agreed",
    "roof collapses in storm|storm brings down roof|roof falls during gale",
    "lead found in water tests|tests find lead in pipes|unsafe water confirmed by tests",
)
_OUTLETS = ("The Alder Post", "Ellery Gazette", "Orchard Radio", "Daily Quern", "", "Wick Courier")


def lines_of_news(stories: int, *, seed: int = 7, start: str = "2026-01-05T06:00:00") -> list[str]:
    """Return TSV lines of invented stories in order of time; each is told one to five times, some word for word."""
    chance = random.Random(seed)
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    found = []
    for number in range(stories):
        place, thing = chance.choice(_PLACES), chance.choice(_THINGS)
        wordings = chance.choice(_EVENTS).split("|")
        at = begin + timedelta(minutes=17 * number)
        for turn in range(chance.randint(1, 5)):
            moment = at + timedelta(minutes=chance.randint(0, 600), seconds=turn)
            title = f"{place} {thing} {chance.choice(wordings)}"
            lead = f"{thing} {place} case {number}: {chance.choice(wordings)}." if chance.random() < 0.7 else ""
            found.append((moment, f"{moment.isoformat()}\t{title}\t{lead}\t\t{chance.choice(_OUTLETS)}"))
    return [line for _moment, line in sorted(found)]


def entries(*rows: dict[str, str]) -> list[Entry]:
    """Return entries as a file would make them; a row says what differs from the first."""
    first = {"published": "2026-05-31", "title": "Flood closes Marrow Bridge", "source": "The Alder Post"}
    now = datetime(2026, 6, 1, tzinfo=UTC)
    return [entry(Row(number, {**first, **row}), file="news.tsv", now=now) for number, row in enumerate(rows, start=2)]


def take_in(campaign_id: uuid.UUID, *rows: dict[str, str]) -> Taken:
    """Take a batch in (inside the campaign's scope), as a process that has just started."""
    stream = CampaignStream(campaign_id)
    return take_in_items(entries=entries(*rows), stream=stream, actor=machine(campaign_id))


def partition(campaign_id: uuid.UUID) -> set[frozenset[tuple[str, int]]]:
    """Return the stories as sets of (file, line): equal for two campaigns that read the same."""
    found: dict[uuid.UUID, set[tuple[str, int]]] = {}
    rows: Iterable[tuple[Any, str, int]] = Item.objects.filter(campaign_id=campaign_id).values_list("story_id", "file", "line")
    for story, file, line in rows:
        found.setdefault(story, set()).add((file, line))
    return {frozenset(items) for items in found.values()}
