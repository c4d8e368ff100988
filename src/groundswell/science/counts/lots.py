"""Lots that anyone can draw again: an order made of a public seed by SHA-256, and the ties that it settled."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from groundswell.science.counts.results import Candidate, TieBreak


class Lots:
    """Settles ties and writes down each.

    The n-th lot of a count (from 1) orders candidates by the SHA-256 of the text ``seed:n:place``, the place being that in
    the list of candidates (from 0); for pairs ``seed:n:place:place``. The first in that order is drawn.
    """

    def __init__(self, seed: int, candidates: Sequence[Candidate]) -> None:
        self._seed = seed
        self._candidates = candidates
        self._drawn = 0
        self.ties: list[TieBreak] = []

    def draw(self, places: Sequence[int], how_many: int, *, what: str, at: int) -> list[int]:
        """So many of the places, by lot, in the order drawn."""
        order = self._order([(place,) for place in places])
        chosen = [place for (place,) in order[:how_many]]
        self.note(places, chosen, what=what, at=at, by="lot")
        return chosen

    def order_pairs(self, pairs: Sequence[tuple[int, int]], *, what: str, at: int) -> list[tuple[int, int]]:
        """All pairs in an order by lot."""
        order = [(first, second) for first, second in self._order(pairs)]
        names = [tuple((self._candidates[a], self._candidates[b]) for a, b in those) for those in (pairs, order)]
        self.ties.append(TieBreak(at, what, names[0], names[1], "lot"))
        return order

    def note(self, among: Sequence[int], chosen: Sequence[int], *, what: str, at: int, by: str) -> None:
        """Write a settled tie down."""
        named = [tuple(self._candidates[place] for place in places) for places in (sorted(among), chosen)]
        self.ties.append(TieBreak(at, what, named[0], named[1], by))

    def _order(self, things: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
        self._drawn += 1
        return sorted(things, key=self._ticket)

    def _ticket(self, places: tuple[int, ...]) -> bytes:
        text = ":".join(str(number) for number in (self._seed, self._drawn, *places))
        return hashlib.sha256(text.encode("ascii")).digest()


def top(totals: Sequence[int], places: Sequence[int], seats: int, lots: Lots, *, at: int) -> list[int]:
    """The places with the highest totals, as many as seats, a tie at the last seat by lot; the highest first."""
    order = sorted(places, key=lambda place: -totals[place])
    if len(order) <= seats:
        return order
    line = totals[order[seats - 1]]
    sure = [place for place in order if totals[place] > line]
    tied = [place for place in order if totals[place] == line]
    if len(sure) + len(tied) == seats:
        return order[:seats]
    return sure + lots.draw(tied, seats - len(sure), what="elected", at=at)


def by_earlier(tied: Sequence[int], history: Sequence[Sequence[int]], lots: Lots, *, lowest: bool, what: str, at: int) -> int:
    """One of those who are equal now: by the latest earlier round in which one stood alone, or by lot.

    ``history`` holds the totals of each round, the present one last.
    """
    left = list(tied)
    for totals in reversed(history):
        edge = (min if lowest else max)(totals[place] for place in left)
        left = [place for place in left if totals[place] == edge]
        if len(left) == 1:
            if len(tied) > 1:
                lots.note(tied, left, what=what, at=at, by="earlier rounds")
            return left[0]
    return lots.draw(left, 1, what=what, at=at)[0]
