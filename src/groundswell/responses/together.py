"""Finds ratings that came in together: the same word, in the same minute, by accounts of one origin that rate the same answers.

It accuses nobody: neighbours around one table do that, too. Such a set counts as one reader, until its people go ways of
their own. It is a rule that anyone can check by hand, not a suspicion.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FEWEST = 3
APART = timedelta(minutes=1)
FRESH = timedelta(days=14)  # the hour of joining is an origin for so long


@dataclass(frozen=True, slots=True)
class Rated:
    """What one member said of an answer, and where their account came from."""

    member: uuid.UUID
    value: str
    at: datetime
    invited_by: uuid.UUID | None
    joined_at: datetime
    answers: frozenset[uuid.UUID]  # all that they rated, this one among them


def sets_of(ratings: Iterable[Rated]) -> list[list[uuid.UUID]]:
    """Return the sets that came in together, each in the order in which it came; nobody is in two."""
    found: list[list[uuid.UUID]] = []
    rest = sorted(ratings, key=lambda one: (one.at, one.member))
    for origin in (_inviter, _hour):
        by_origin: dict[object, list[Rated]] = defaultdict(list)
        for one in rest:
            if (key := origin(one)) is not None:
                by_origin[key, one.value].append(one)
        sets = [one for group in by_origin.values() for run in _runs(group) for one in _alike(run) if len(one) >= FEWEST]
        found += [[one.member for one in each] for each in sets]
        taken = {one.member for each in sets for one in each}
        rest = [one for one in rest if one.member not in taken]
    return found


def _inviter(one: Rated) -> object:
    return one.invited_by


def _hour(one: Rated) -> object:
    """The hour somebody joined in, as long as that is not long ago: later it says nothing any more."""
    if one.at - one.joined_at > FRESH:
        return None
    return one.joined_at.replace(minute=0, second=0, microsecond=0)


def _runs(group: Sequence[Rated]) -> list[list[Rated]]:
    """Cut what came in where more than a minute lies between two."""
    runs: list[list[Rated]] = []
    for one in group:
        if runs and one.at - runs[-1][-1].at <= APART:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _alike(run: Sequence[Rated]) -> list[list[Rated]]:
    """Put those together who rate mostly the same answers as the first of them: two thirds of what either rated."""
    heads = _Heads(run)
    sets: list[list[Rated]] = []
    for one in run:
        place = heads.place_of(one.answers)
        if place == len(sets):
            sets.append([])
        sets[place].append(one)
    return sets


class _Heads:
    """The first of each set, so found again that a crowd at one moment is not compared with each of itself.

    Whoever rated exactly the same answers goes where the earlier one went. Of two that rate mostly the same, each has at most
    a third of its own that the other lacks: ordered alike, the rarest first, one of those next after a third leads in both.
    """

    def __init__(self, run: Sequence[Rated]) -> None:
        often = Counter(answer for answers in {one.answers for one in run} for answer in answers)
        self._rank = {answer: rank for rank, answer in enumerate(sorted(often, key=lambda key: (often[key], key)))}
        self._of_same: dict[frozenset[uuid.UUID], int] = {}
        self._count = 0
        # Under a leading answer, by how many answers they rated: the sets whose first has it among its own, and their bits.
        self._with: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))

    def place_of(self, answers: frozenset[uuid.UUID]) -> int:
        """Return the number of the first set whose first rates mostly these answers; a new one where there is none."""
        found = self._of_same.get(answers)
        if found is None:
            found = self._of_same[answers] = self._first(sorted(self._rank[answer] for answer in answers))
        return found

    def _first(self, ranks: Sequence[int]) -> int:
        many, bits = len(ranks), sum(1 << rank for rank in ranks)
        leading = ranks[: many // 3 + 1]
        first = min((self._found(self._with[rank], many, bits) for rank in leading), default=self._count)
        if first == self._count:
            self._count += 1
            for rank in leading:
                self._with[rank][many].append((first, bits))
        return first

    def _found(self, by_size: dict[int, list[tuple[int, int]]], many: int, bits: int) -> int:
        """Return the earliest of these that is alike, else the number of a new one."""
        found = self._count
        for known, firsts in by_size.items():
            if 3 * min(many, known) < 2 * max(many, known):
                continue  # of such sizes not even all in common would be two thirds
            least = -(-2 * (many + known) // 5)  # so many in common are two thirds of what either rated
            for place, theirs in firsts:
                if place >= found:
                    break
                if (bits & theirs).bit_count() >= least:
                    found = place
        return found
