"""Lays out chains for a drawing: hand by hand as a tree while there are few, as a river of widths when there are many."""

from __future__ import annotations

import math
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

TREE_MOST = 60  # links: more cannot be told apart on a phone
COLUMNS = 24  # hands drawn one by one; what lies beyond stands in the last column
WIDE = 640
_ROW = 11.0
_TALL = 132.0


@dataclass(frozen=True, slots=True)
class Node:
    """A link: where it is drawn, and whence the line to it comes."""

    x: float
    y: float
    from_x: float | None
    from_y: float | None


@dataclass(frozen=True, slots=True)
class Tree:
    """All links of some chains, the first hands at the left."""

    nodes: Sequence[Node]
    height: float


@dataclass(frozen=True, slots=True)
class River:
    """How many links each hand has: a band, its width at each hand as the square root of the number."""

    path: str
    height: float


def tree(links: Sequence[tuple[uuid.UUID, uuid.UUID | None]]) -> Tree:
    """Lay out links given as (id, parent), parents before their children; each stands in the middle of those it led to."""
    below: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
    depth: dict[uuid.UUID, int] = {}
    for link, parent in links:
        above = parent if parent in depth else None
        below[above].append(link)
        depth[link] = depth[above] + 1 if above else 0
    step = (WIDE - 24) / max(1, *depth.values()) if depth else 0.0
    at: dict[uuid.UUID, float] = {}
    rows = _rows(below, at)
    nodes = []
    for link, parent in links:
        from_x, from_y = (12 + depth[parent] * step, at[parent]) if parent in depth else (None, None)
        nodes.append(Node(round(12 + depth[link] * step, 1), round(at[link], 1), from_x and round(from_x, 1), from_y))
    return Tree(nodes, rows * _ROW + _ROW)


def _rows(below: dict[uuid.UUID | None, list[uuid.UUID]], at: dict[uuid.UUID, float]) -> int:
    """Give each link its height, without recursion: a chain may be longer than the stack. Returns the rows taken."""
    rows = 0
    waiting: list[tuple[uuid.UUID | None, bool]] = [(None, False)]
    while waiting:
        link, done = waiting.pop()
        children = below.get(link, [])
        if link is not None and not children:
            rows += 1
            at[link] = rows * _ROW
        elif done:
            if link is not None:
                at[link] = round((at[children[0]] + at[children[-1]]) / 2, 1)
        else:
            waiting.append((link, True))
            waiting.extend((child, False) for child in reversed(children))
    return rows


def river(counts: Sequence[int]) -> River:
    """Draw the links of each hand as the width of a band, the first hand at the left."""
    shown = folded(counts)
    widest = math.sqrt(max(shown))
    step, middle = WIDE / max(1, len(shown) - 1), _TALL / 2 + 4
    half = [max(1.5, _TALL / 2 * math.sqrt(count) / widest) for count in shown]
    points = [(round(number * step, 1), width) for number, width in enumerate(half)]
    if len(points) == 1:
        points.append((float(WIDE), half[0]))
    over = [f"{x} {round(middle - width, 1)}" for x, width in points]
    under = [f"{x} {round(middle + width, 1)}" for x, width in reversed(points)]
    return River(f"M{'L'.join([*over, *under])}Z", _TALL + 8)


def folded(counts: Sequence[int]) -> list[int]:
    """Return the first hands one by one, and in the last place what lies beyond them."""
    if len(counts) <= COLUMNS:
        return list(counts)
    return [*counts[: COLUMNS - 1], sum(counts[COLUMNS - 1 :])]
