"""Finds ratings that came in together: the same word, in the same minute, by accounts of one origin that rate the same answers.

It accuses nobody: neighbours around one table do that, too. Such a set counts as one reader, until its people go ways of
their own. It is a rule that anyone can check by hand, not a suspicion.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FEWEST = 3
APART = timedelta(minutes=1)
ALIKE = 2 / 3  # of the answers that either of two rated, so many are rated by both
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
    """Put those together who rate mostly the same answers as the first of them."""
    sets: list[list[Rated]] = []
    for one in run:
        for each in sets:
            both, either = one.answers & each[0].answers, one.answers | each[0].answers
            if len(both) >= ALIKE * len(either):
                each.append(one)
                break
        else:
            sets.append([one])
    return sets
