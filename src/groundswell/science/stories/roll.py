"""Who is where: the live items, the slot that stands for each, and the stories they are in."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Roll:
    """Items by id as (slot, number of the story, time), and stories by number and name."""

    def __init__(self) -> None:
        self.items: dict[Hashable, tuple[int, int, float]] = {}
        self.stories: list[Hashable] = []
        self.numbers: dict[Hashable, int] = {}

    def number(self, story: Hashable) -> int:
        """The number of a story, new ones included."""
        number = self.numbers.get(story)
        if number is None:
            number = self.numbers[story] = len(self.stories)
            self.stories.append(story)
        return number

    def enter(self, id: Hashable, slot: int, number: int, at: float) -> None:
        """Write down where an item is."""
        self.items[id] = (slot, number, at)

    def story_of(self, id: Hashable) -> Hashable:
        """The name of the story that holds a live item."""
        return self.stories[self.items[id][1]]

    def copies_in(self, slot: int, number: int) -> Iterator[Hashable]:
        """The items that stand under ``slot`` in one story, oldest entry first."""
        return (id for id, (where, story, _) in self.items.items() if where == slot and story == number)

    def merge(self, into: int, gone: int) -> None:
        """Everything of one story into another; the emptied name is free again."""
        if into == gone:
            return
        self.items = {id: (slot, into if number == gone else number, at) for id, (slot, number, at) in self.items.items()}
        del self.numbers[self.stories[gone]]

    def sweep(self, slots: NDArray[Any], horizon: float, originals: list[Hashable]) -> NDArray[Any]:
        """Forget the items whose slot is gone and copies that are too old; returns new numbers for the stories."""
        standing = {id: slot for slot, id in enumerate(originals)}
        kept = {}
        for id, (slot, number, at) in self.items.items():
            new = int(slots[slot])
            if new >= 0 and (at >= horizon or standing.get(id) == new):
                kept[id] = (new, number, at)
        used = sorted({number for _, number, _ in kept.values()})
        renumbered = np.full(len(self.stories), -1, np.int32)
        renumbered[used] = np.arange(len(used))
        self.items = {id: (slot, int(renumbered[number]), at) for id, (slot, number, at) in kept.items()}
        self.stories = [self.stories[number] for number in used]
        self.numbers = {story: number for number, story in enumerate(self.stories)}
        return renumbered
