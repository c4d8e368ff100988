"""Lays out the family of an answer for a drawing: time runs to the right, each answer has a row, lines lead from parents."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEP, ROW, EDGE = 132, 84, 66  # points from one version to the next, from one answer to the next, and around them


@dataclass(frozen=True, slots=True)
class Spot:
    """A version to be drawn, and what it grew from: its parents, of which those that are not drawn leave no line."""

    version: uuid.UUID
    answer: uuid.UUID
    parents: Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a version stands."""

    version: uuid.UUID
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Versions and the lines between them, with the size of the whole."""

    placed: Sequence[Placed]
    lines: Sequence[str]  # each the path of one line
    width: int
    height: int


def laid_out(spots: Iterable[Spot]) -> Drawing:
    """Place versions given the oldest first; an answer's row is the first that is free when it comes."""
    given = list(spots)
    last = {one.answer: number for number, one in enumerate(given)}
    rows: dict[uuid.UUID, int] = {}
    free_from: list[int] = []  # for each row, the place from which nobody needs it
    at: dict[uuid.UUID, Placed] = {}
    for number, one in enumerate(given):
        if one.answer not in rows:
            row = next((row for row, free in enumerate(free_from) if free < number), len(free_from))
            free_from[row : row + 1] = [last[one.answer]]
            rows[one.answer] = row
        at[one.version] = Placed(one.version, EDGE + number * STEP, EDGE // 2 + rows[one.answer] * ROW)
    lines = [_line(at[parent], at[one.version]) for one in given for parent in one.parents if parent in at]
    height = EDGE + max(0, len(free_from) - 1) * ROW + 40
    return Drawing(list(at.values()), lines, 2 * EDGE + max(0, len(given) - 1) * STEP, height)


def _line(a: Placed, b: Placed) -> str:
    if a.y == b.y:
        return f"M{a.x} {a.y}H{b.x}"
    bend = b.x - STEP // 2
    return f"M{a.x} {a.y}H{max(a.x, bend - STEP // 2)}C{bend} {a.y} {bend} {b.y} {b.x} {b.y}"
