"""Reads how a version came to stand where it stands: the whole, and community by community with the interval."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.communities.models import Community
from groundswell.responses.models import Standing, Version

MOST = 60
APART = 3  # readers between two points of a community: one rating alone is nobody's to read off


@dataclass(frozen=True, slots=True)
class Point:
    """Where a community stood at a moment: how many had read, and where their approval probably lies."""

    at: datetime
    x: float  # from 0 to 1 between the first and the last moment of the version's history
    readers: int
    lower: float
    likely: float
    upper: float


@dataclass(frozen=True, slots=True)
class Walk:
    """How one community came to where it stands."""

    name: str
    slug: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class History:
    """The history of a version: when the verdict moved, and the walk of each community that counts."""

    standings: Sequence[Standing]
    walks: Sequence[Walk]


def history_of(version: Version) -> History:
    """Return how a version came to stand where it stands, the oldest first: two queries."""
    standings = list(Standing.objects.filter(version=version).order_by("-at")[:MOST])[::-1]
    points: dict[str, list[Point]] = {}
    for one in standings:
        x = _place(one.at, standings)
        for community, *where in one.shares:
            points.setdefault(community, []).append(Point(one.at, x, *where))
    named = Community.objects.in_bulk([uuid.UUID(one) for one in points])
    walks = [Walk(each.name, each.slug, _apart(points[str(key)])) for key, each in named.items()]
    return History(_told(standings), sorted(walks, key=lambda one: (-one.points[-1].readers, one.name)))


def _told(standings: Sequence[Standing]) -> list[Standing]:
    """Keep the first, each with three readers more, each at which the verdict turned, and where it stands now."""
    kept = list(standings[:1])
    for one in standings[1:-1]:
        if one.ready != kept[-1].ready or one.raters >= kept[-1].raters + APART:
            kept.append(one)
    return [*kept, *standings[1:][-1:]]


def _apart(points: Sequence[Point]) -> list[Point]:
    """Keep the first point, each with three readers more than the one before, and where it stands now.

    Where it stands now is on the answer's page anyway. One point for each rating would tell for ever what one person said.
    """
    kept = [points[0]]
    for one in points[1:-1]:
        if one.readers >= kept[-1].readers + APART:
            kept.append(one)
    if len(points) > 1:
        if len(kept) > 1 and points[-1].readers < kept[-1].readers + APART:
            kept.pop()
        kept.append(points[-1])
    return kept


def _place(at: datetime, standings: Sequence[Standing]) -> float:
    first, last = standings[0].at, standings[-1].at
    return (at - first) / (last - first) if last > first else 0.0
