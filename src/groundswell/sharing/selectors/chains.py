"""Counts how far an answer went, hand by hand, without a name and without an address."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from groundswell.sharing.models import PassOn, Visit

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
    longest: Sequence[int]  # the way to the deepest link, as the drawing takes it

    @property
    def links(self) -> int:
        """How many people took a link of their own."""
        return sum(hand.links for hand in self.hands)

    @property
    def opened(self) -> int:
        """How often people opened one."""
        return sum(hand.opened for hand in self.hands)

    @property
    def depth(self) -> int:
        """How many hands the longest chain has."""
        return len(self.hands)


def chain_of(response_id: uuid.UUID) -> Chain:
    """Return the chains of an answer, counted; the number of queries does not grow with them."""
    links = PassOn.objects.filter(adoption__version__response=response_id)
    by_hand: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    by_community: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    opened = Visit.objects.filter(pass_on__adoption__version__response=response_id, kind=Visit.Kind.PERSON)
    for place, rows in enumerate((links, opened)):
        prefix = "pass_on__" if place else ""
        hand, community = f"{prefix}hand", f"{prefix}adoption__community__name"
        for number, name, count in rows.values_list(hand, community).annotate(count=Count("pk")).order_by(hand, community):
            by_hand[number][place] += count
            by_community[name][place] += count
    deepest = links.order_by("-hand", "made_at").first() if by_hand else None
    return Chain(
        response_id=response_id,
        hands=[Hand(number, *counts) for number, counts in sorted(by_hand.items())],
        communities=[(name, counts[0], counts[1]) for name, counts in sorted(by_community.items())],
        longest=way_to(deepest) if deepest else [],
    )
