"""The words a stream has met: their numbers, how rare they are, and whether they are names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.stories import copies, index
from groundswell.science.stories.everyday import COMMON
from groundswell.science.stories.text import MIDDLE, TITLE, Reading, fold, mark, stem

Array = NDArray[Any]

# What a written form stands for: its mark, the number of its word (-1 where it is several), all its numbers.
Form = tuple[int, int, tuple[int, ...]]
COUNTS = ("log_df", "df", "middle", "capital")
# Past so many documents old counts fade by half; past so many words the rare ones of old items are forgotten.
_FADE_AT = 400_000
_WORDS_KEPT = 400_000
# As though so many documents had been read before the first, and every common word met in so many more than another.
_PRIOR_DOCUMENTS, _PRIOR_OF_COMMON = 30.0, 3.0


@dataclass(slots=True)
class Entry:
    """One item as numbers: its words in order (``tids``, ``flags``) and as unique terms, its time, language and marks."""

    tids: Array
    flags: Array
    n_title: int
    terms: Array
    weights: Array
    joined: Array
    at: float
    language: int
    has_lead: bool
    title_hash: int
    signature: Array


class Lexicon:
    """Words by number. Written forms of one word share a number; the first form met is the one shown."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.languages: list[str | None] = [None]
        self.n_documents = 0.0
        self.counts: dict[str, Array] = {name: np.zeros(1024) for name in COUNTS}
        self._forms: dict[str, Form] = {}
        self._stems: dict[str, int] = {}
        self._fresh: list[int] = []

    def scale(self) -> float:
        """The rarity of a word never met."""
        return math.log(self.n_documents + _PRIOR_DOCUMENTS)

    def take(self, words: list[str], counts: dict[str, Array]) -> None:
        """Know these words and no others; their written forms are met again."""
        self.words = words
        self.counts = {name: grown(array, 1024) for name, array in counts.items()}
        self._forms = {}
        self._stems = {stem(word): tid for tid, word in enumerate(words)}

    def entry(self, reading: Reading, at: float, lang: str | None) -> Entry:
        """An item as numbers; words and languages never seen get the next ones."""
        tids: list[int] = []
        flags: list[int] = []
        self._number(reading.tokens[: reading.n_title], TITLE, reading.tells_names, tids, flags)
        n_title = len(tids)
        self._number(reading.tokens[reading.n_title :], 0, True, tids, flags)
        if len(self.words) > len(self.counts["df"]):
            self.counts = {name: grown(array, len(self.words)) for name, array in self.counts.items()}
        for tid in self._fresh:
            self.counts["df"][tid], self.counts["log_df"][tid] = _PRIOR_OF_COMMON, math.log(_PRIOR_OF_COMMON + 1.0)
        self._fresh.clear()
        if lang not in self.languages:
            self.languages.append(lang)
        order, marks = np.array(tids, np.int32), np.array(flags, np.uint8)
        return Entry(
            order, marks, n_title, *index.compose(order, marks, n_title), at, self.languages.index(lang),
            reading.has_lead, copies.title_hash(reading.title), copies.signature(reading.whole),
        )  # fmt: skip

    def _number(self, tokens: list[tuple[str, str]], base: int, tells_names: bool, tids: list[int], flags: list[int]) -> None:
        """Append the words of one part; a capital is evidence of a name only in the middle of a sentence."""
        if not tokens:
            return
        known = self._forms.get
        inside = base | MIDDLE if tells_names else base
        forms = [known(raw) or self._meet(raw) for _, raw in tokens]
        marks = [form[0] | (base if before else inside) for form, (before, _) in zip(forms, tokens, strict=True)]
        marks[0] = forms[0][0] | base
        numbers = [form[1] for form in forms]
        if min(numbers) >= 0:
            tids += numbers
            flags += marks
            return
        for form, flag in zip(forms, marks, strict=True):
            tids += form[2]
            flags += [flag] * len(form[2])

    def _meet(self, raw: str) -> Form:
        """A written form met for the first time: its mark, and the numbers of the words it stands for."""
        numbers = []
        for word in fold(raw):
            tid = self._stems.setdefault(stem(word), len(self.words))
            if tid == len(self.words):
                self.words.append(word)
                if word in COMMON:
                    self._fresh.append(tid)
            numbers.append(tid)
        form = self._forms[raw] = (mark(raw), numbers[0] if len(numbers) == 1 else -1, tuple(numbers))
        return form

    def learn(self, entry: Entry, share: float) -> None:
        """Count the words of one document; after many documents the old counts fade."""
        counts = self.counts
        index.learn(share, entry.tids, entry.flags, entry.terms, *(counts[name] for name in COUNTS))
        self.n_documents += share
        if self.n_documents >= _FADE_AT:
            self.n_documents /= 2.0
            for name in ("df", "middle", "capital"):
                counts[name] *= 0.5
            counts["log_df"][:] = np.log(counts["df"] + 1.0)

    def forget(self, used: Array) -> Array:
        """Once there are too many words, drop those neither used nor ever common; returns old numbers to new ones."""
        n = len(self.words)
        kept = np.arange(n) if n <= _WORDS_KEPT else np.flatnonzero(used | (self.counts["df"][:n] >= 3.0))
        renumbered = np.full(n, -1, np.int32)
        renumbered[kept] = np.arange(len(kept))
        self.take([self.words[tid] for tid in kept], {name: array[kept] for name, array in self.counts.items()})
        return renumbered


def grown(array: Array, need: int) -> Array:
    """``array``, or a copy with at least twice the room where ``need`` does not fit; new room is zero."""
    if need <= len(array):
        return array
    larger = np.zeros((max(need, 2 * len(array)), *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger
