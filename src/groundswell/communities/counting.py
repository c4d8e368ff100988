"""Counts the approval votes of a poll."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping


def approvals(ballots: Mapping[tuple[int, ...], int], options: Collection[int]) -> dict[int, int]:
    """Return how many said yes to each option; ``ballots`` maps what was said yes to onto how many said exactly that."""
    counted: Counter[int] = Counter()
    for approved, times in ballots.items():
        for option in set(approved):
            counted[option] += times
    return {option: counted[option] for option in options}
