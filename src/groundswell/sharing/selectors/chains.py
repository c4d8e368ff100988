"""Counts how far an answer went, hand by hand, without a name and without an address."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from groundswell.sharing.drawing import COLUMNS, TREE_MOST, River, Tree, river, tree
from groundswell.sharing.models import ChainFigures, PassOn, Visit, VisitCount, VisitsAdded

BEGINNING = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
FEWEST_CHAINS = 20  # with fewer the range of R would be too narrow: nothing is said
NEAREST = 6  # hands shown before the reader's own

# How many links each hand on the way to a link gave out, the first of the nearest ones first.
WAY = f"""
WITH RECURSIVE way AS (
    SELECT id, parent_id, hand, hand - {NEAREST} AS until FROM sharing_passon WHERE id = %s
    UNION ALL
    SELECT before.id, before.parent_id, before.hand, way.until
    FROM sharing_passon before JOIN way ON before.id = way.parent_id WHERE way.hand > way.until
)
SELECT hand, (SELECT count(*) FROM sharing_passon given WHERE given.parent_id = way.id) AS given FROM way
"""  # noqa: S608 (our own words)


def others(given: Sequence[int]) -> list[int]:
    """Return how many *other* hands each hand on a way gave it to: the next one on the way does not count."""
    return [count - 1 for count in given[:-1]] + list(given[-1:])


def way_to(pass_on: PassOn) -> list[int]:
    """Return the way to a link as the drawing takes it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT given FROM ({WAY}) AS way ORDER BY hand", [pass_on.pk])  # noqa: S608 (our own words)
        return others([int(row[0]) for row in cursor.fetchall()])


@dataclass(frozen=True, slots=True)
class Hand:
    """All links of one generation: the first hands, those who had it from them, and so on."""

    number: int
    links: int
    opened: int


@dataclass(frozen=True, slots=True)
class Chain:
    """How far an answer went by word of mouth, in every version and community together."""

    response_id: uuid.UUID
    hands: Sequence[Hand]
    communities: Sequence[tuple[str, int, int]]  # name, links, opened
    tree: Tree | None  # of all links, while they can be told apart
    river: River | None
    longest: Sequence[int]  # the way to the deepest link, as the drawing takes it; nothing where the tree shows it
    figures: ChainFigures | None  # none until the worker has summed them up

    @property
    def links(self) -> int:
        """How many people took a link of their own."""
        return sum(hand.links for hand in self.hands)

    @property
    def opened(self) -> int:
        """How often people opened one."""
        return sum(hand.opened for hand in self.hands)

    @property
    def rows(self) -> Sequence[tuple[int, bool, int, int]]:
        """The hands for a table: number, whether it holds all that lie beyond, links, opened."""
        near, far = (self.hands, []) if self.depth <= COLUMNS else (self.hands[: COLUMNS - 1], self.hands[COLUMNS - 1 :])
        rows = [(hand.number, False, hand.links, hand.opened) for hand in near]
        beyond = (COLUMNS, True, sum(hand.links for hand in far), sum(hand.opened for hand in far))
        return [*rows, beyond] if far else rows

    @property
    def says(self) -> bool:
        """Whether there are enough chains to say whether they carry themselves."""
        return self.figures is not None and self.figures.roots >= FEWEST_CHAINS

    @property
    def begun(self) -> int:
        """How many began."""
        return self.hands[0].links if self.hands else 0

    @property
    def depth(self) -> int:
        """How many hands the longest chain has."""
        return len(self.hands)


def chain_of(response_id: uuid.UUID) -> Chain:
    """Return the chains of an answer, counted; the number of queries does not grow with them."""
    links = PassOn.objects.filter(adoption__version__response=response_id)
    by_hand: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    by_community: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    made = links.order_by().values_list("hand", "adoption__community__name").annotate(count=Count("pk"))
    given = list(made)
    for place, rows in ((0, given), *((1, rows) for rows in (_opened(response_id) if given else ()))):
        for number, name, count in rows:
            by_hand[number][place] += count
            by_community[name][place] += count
    hands = [Hand(number, *counts) for number, counts in sorted(by_hand.items())]
    drawn = _drawn(links, hands)
    return Chain(
        response_id=response_id,
        hands=hands,
        communities=[(name, counts[0], counts[1]) for name, counts in sorted(by_community.items())],
        tree=drawn if isinstance(drawn, Tree) else None,
        river=drawn if isinstance(drawn, River) else None,
        longest=_longest(links) if isinstance(drawn, River) else [],
        figures=ChainFigures.objects.filter(response=response_id).first() if hands else None,
    )


def _opened(response_id: uuid.UUID) -> list[QuerySet[Any, Any]]:
    """How often people opened the links, by hand and community: what is added up, and what came since."""
    by = ("pass_on__hand", "pass_on__adoption__community__name")
    sums = VisitCount.objects.filter(pass_on__adoption__version__response=response_id)
    # Asked for by itself: the database must know the moment to see that little came since.
    since = VisitsAdded.objects.values_list("until", flat=True).first() or BEGINNING
    fresh = Visit.objects.filter(pass_on__adoption__version__response=response_id, kind=Visit.Kind.PERSON, at__gt=since)
    return [
        sums.order_by().values_list(*by).annotate(count=Sum("opened")),
        fresh.order_by().values_list(*by).annotate(count=Count("pk")),
    ]


def _drawn(links: QuerySet[PassOn], hands: Sequence[Hand]) -> Tree | River | None:
    if sum(hand.links for hand in hands) > TREE_MOST:
        return river([hand.links for hand in hands])
    return tree(list(links.order_by("hand", "made_at", "id").values_list("id", "parent_id"))) if hands else None


def _longest(links: QuerySet[PassOn]) -> list[int]:
    deepest = links.order_by("-hand", "made_at").first()
    return way_to(deepest) if deepest else []
