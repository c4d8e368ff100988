"""Finds what two rows of words have in common, and gives up in time: who writes the words may want it to take for ever."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

Block = tuple[int, int, int]  # where it begins in the old row, where in the new, how long it is
Step = tuple[Literal["same", "changed"], int, int, int, int]  # from and to in the old row, from and to in the new

# Pairs of equal words looked at for one comparison: two answers of full length with nothing in
# common but their language take a third of it. Without an end the search grows with the cube of a word's repetitions.
BUDGET = 1_000_000


def blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Return what both rows hold in the same order, the longest stretches first found; in reading order, none beside another.

    Where the search would cost too much, the rest of what was not looked at yet counts as changed.
    """
    begin, end = _ends(old, new)
    within = (begin, len(old) - end, begin, len(new) - end)
    found = [(0, 0, begin), *sorted(_found(old, new, within)), (len(old) - end, len(new) - end, end)]
    return _joined(found)


def steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """Walk along both rows: what is the same, and what one of them has in place of what the other has."""
    i = k = 0
    for at, there, size in [*blocks(old, new), (len(old), len(new), 0)]:
        if at > i or there > k:
            yield "changed", i, at, k, there
        if size:
            yield "same", at, at + size, there, there + size
        i, k = at + size, there + size


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many words are the same at the beginning, and behind these at the end."""
    begin, shorter = 0, min(len(old), len(new))
    while begin < shorter and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < shorter - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    return begin, end


def _found(old: Sequence[str], new: Sequence[str], within: tuple[int, int, int, int]) -> Iterator[Block]:
    """Look for the longest stretch, then on both sides of it, the wide places first."""
    often = Counter(new[within[2] : within[3]])
    cost = [0, *accumulate(1 + often[word] for word in old)]
    # autojunk would leave out words that are common in long texts, and "not" is one of them.
    search, left = SequenceMatcher(None, old[: within[1]], new[: within[3]], autojunk=False), BUDGET
    waiting = deque([within])
    while waiting:
        i, j, k, l = waiting.popleft()  # noqa: E741
        if i == j or k == l or cost[j] - cost[i] > left:
            continue
        left -= cost[j] - cost[i]
        at, there, size = search.find_longest_match(i, j, k, l)
        if size:
            yield at, there, size
            waiting += [(i, at, k, there), (at + size, j, there + size, l)]


def _joined(found: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for at, there, size in found:
        if joined and joined[-1][0] + joined[-1][2] == at and joined[-1][1] + joined[-1][2] == there:
            joined[-1] = (*joined[-1][:2], joined[-1][2] + size)
        elif size:
            joined.append((at, there, size))
    return joined
