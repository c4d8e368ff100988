"""Says how much of what two answers say is the same, by the words they share: plain enough to be checked by reading them.

Words of four letters and more, without their endings, count once each; those of the story or question both answer count for
neither. It does not see the same thought in other words, nor a "not": so it offers, and people decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 6  # so many letters tell a word from another; endings differ after them
FEWEST = 6  # words of its own: with fewer nothing is said
MUCH = 0.5
NAMED = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text by their stems, each as it stands first."""

    by_stem: dict[str, str]

    @property
    def stems(self) -> frozenset[str]:
        """The stems alone."""
        return frozenset(self.by_stem)


def words_in(*texts: str) -> Words:
    """Return the words of some texts."""
    found: dict[str, str] = {}
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            found.setdefault(word[:_STEM], word)
    return Words(found)


def without(words: Words, about: Words) -> Words:
    """Return the words of an answer that are not already those of what it answers."""
    return Words({stem: word for stem, word in words.by_stem.items() if stem not in about.by_stem})


def sameness(one: Words, other: Words) -> float:
    """Return from 0 to 1 how much both say the same: twice what they share beside what they have together (Dice)."""
    if min(len(one.by_stem), len(other.by_stem)) < FEWEST:
        return 0.0
    return 2 * len(one.stems & other.stems) / (len(one.by_stem) + len(other.by_stem))


def shared(one: Words, other: Words) -> list[str]:
    """Return a few of the words that both have, the longest first: they say the most."""
    both = [one.by_stem[stem] for stem in one.by_stem if stem in other.by_stem]
    return sorted(both, key=lambda word: (-len(word), word))[:NAMED]
