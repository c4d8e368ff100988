"""Counts the approval votes of a poll: as they come in, and once for good when it has closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

Ballots = Mapping[tuple[int, ...], int]  # what was said yes to, and how many said exactly that


def so_far(ballots: Ballots, options: int) -> list[int]:
    """Return how many have said yes to each option, for who reads while others still vote."""
    found: Counter[int] = Counter()
    for approved, times in ballots.items():
        for option in set(approved):
            found[option] += times
    return [found[option] for option in range(options)]


def counted(ballots: Ballots, options: int) -> list[int]:
    """Return the same by the engine that counts every decision here; for the worker, which loads it."""
    from groundswell.science import counts

    said = {approved: times for approved, times in ballots.items() if times > 0}
    if not any(said):  # nobody said yes to anything: the engine has nobody to elect
        return [0] * options
    result = counts.approval(list(said), candidates=range(options), weights=list(said.values()))
    return [int(result.rounds[0].votes[option]) for option in range(options)]
