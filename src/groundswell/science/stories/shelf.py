"""The live items and the words they use, as growing arrays: everything the stream remembers about texts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.stories import copies, index
from groundswell.science.stories.text import Reading

Array = NDArray[Any]

SLOT_ARRAYS = {
    "first": np.float64,
    "last": np.float64,
    "story": np.int32,
    "norm": np.float64,
    "title_hash": np.uint64,
    "term_start": np.int64,
    "term_end": np.int64,
    "title_start": np.int64,
    "title_end": np.int64,
    "has_lead": np.bool_,
    "language": np.int32,
}
WORD_ARRAYS = {"df": np.float64, "log_df": np.float64, "middle": np.float64, "capital": np.float64}
STORE_ARRAYS = {"tid": np.int32, "weight": np.float32, "flag": np.uint8}
_FORGET_DOCUMENTS = 400_000
_VOCABULARY = 400_000


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


class Shelf:
    """Slots (one for each item that is not a copy), their terms, their postings and their signatures."""

    def __init__(self) -> None:
        self.n_slots = self.n_words = self.n_store = self.n_titles = self.pool_end = 0
        self.n_documents = 0.0
        self.ids: list[Hashable] = []
        self.words: list[str] = []
        self.vocabulary: dict[str, int] = {}
        self.languages: list[str | None] = [None]
        self.slot: dict[str, Array] = {name: np.zeros(256, kind) for name, kind in SLOT_ARRAYS.items()}
        self.word = {name: np.zeros(1024, kind) for name, kind in WORD_ARRAYS.items()}
        self.post_start, self.post_length, self.post_room = (np.zeros(1024, np.int64) for _ in range(3))
        self.store = {name: np.zeros(4096, kind) for name, kind in STORE_ARRAYS.items()}
        self.titles = np.zeros(4096, np.int32)
        self.pool_slot, self.pool_weight = np.zeros(4096, np.int32), np.zeros(4096, np.float32)
        self.signatures = np.zeros((256, copies.PERMUTATIONS), np.uint32)
        self.following = np.full((256, copies.BANDS), -1, np.int32)
        self.heads = np.full(1 << 14, -1, np.int32)
        self.partial = np.zeros(256)

    def entry(self, reading: Reading, at: float, lang: str | None) -> Entry:
        """An item as numbers; words and languages never seen get the next ones."""
        vocabulary, known = self.vocabulary, self.words
        tids = []
        for word in reading.words:
            tid = vocabulary.get(word)
            if tid is None:
                tid = vocabulary[word] = len(known)
                known.append(word)
            tids.append(tid)
        if len(known) > self.n_words:
            self.n_words = len(known)
            self.word = {name: grown(array, self.n_words) for name, array in self.word.items()}
            self.post_start, self.post_length, self.post_room = (
                grown(array, self.n_words) for array in (self.post_start, self.post_length, self.post_room)
            )
        if lang not in self.languages:
            self.languages.append(lang)
        order, marks = np.array(tids, np.int32), np.array(reading.flags, np.uint8)
        return Entry(
            order, marks, reading.n_title, *index.compose(order, marks, reading.n_title), at, self.languages.index(lang),
            reading.has_lead, copies.title_hash(reading.title), copies.signature(reading.whole),
        )  # fmt: skip

    def learn(self, entry: Entry) -> None:
        """Count the words of one document; after many documents the old counts fade."""
        word = self.word
        index.learn(entry.tids, entry.flags, entry.terms, word["log_df"], word["df"], word["middle"], word["capital"])
        self.n_documents += 1.0
        if self.n_documents >= _FORGET_DOCUMENTS:
            self.n_documents /= 2.0
            for name in ("df", "middle", "capital"):
                word[name] *= 0.5
            word["log_df"][: self.n_words] = np.log(word["df"][: self.n_words] + 1.0)

    def shelve(self, id: Hashable, entry: Entry, story: int) -> int:
        """Give an item a slot of its own and file it under its terms and its signature."""
        slot, n, n_title = self.n_slots, len(entry.terms), entry.n_title
        self._make_room(n, n_title)
        row, store = self.slot, self.store
        rarity = np.maximum(0.1, np.log(self.n_documents + 30.0) - self.word["log_df"][entry.terms])
        row["norm"][slot] = max(1e-9, float(np.sqrt(np.sum((entry.weights * rarity) ** 2))))
        row["first"][slot] = row["last"][slot] = entry.at
        row["story"][slot], row["language"][slot] = story, entry.language
        row["title_hash"][slot], row["has_lead"][slot] = entry.title_hash, entry.has_lead
        row["term_start"][slot], row["term_end"][slot] = self.n_store, self.n_store + n
        row["title_start"][slot], row["title_end"][slot] = self.n_titles, self.n_titles + n_title
        for name, values in (("tid", entry.terms), ("weight", entry.weights), ("flag", entry.joined)):
            store[name][self.n_store : self.n_store + n] = values
        self.titles[self.n_titles : self.n_titles + n_title] = entry.tids[:n_title]
        self.signatures[slot] = entry.signature
        self.ids.append(id)
        self.n_slots, self.n_store, self.n_titles = slot + 1, self.n_store + n, self.n_titles + n_title
        self._file(slot)
        return slot

    def _make_room(self, n_terms: int, n_title: int) -> None:
        need = self.n_slots + 1
        if need > len(self.partial):
            self.slot = {name: grown(array, need) for name, array in self.slot.items()}
            self.signatures, self.following = grown(self.signatures, need), grown(self.following, need)
            self.partial = grown(self.partial, need)
        self.store = {name: grown(array, self.n_store + n_terms) for name, array in self.store.items()}
        self.titles = grown(self.titles, self.n_titles + n_title)

    def _file(self, slot: int) -> None:
        begin, end = self.slot["term_start"][slot], self.slot["term_end"][slot]
        terms, weights = self.store["tid"][begin:end], self.store["weight"][begin:end]
        room = self.pool_end + index.room_needed(terms, self.post_length, self.post_room)
        self.pool_slot, self.pool_weight = grown(self.pool_slot, room), grown(self.pool_weight, room)
        self.pool_end = index.post(
            slot,
            terms,
            weights,
            self.post_start,
            self.post_length,
            self.post_room,
            self.pool_slot,
            self.pool_weight,
            self.pool_end,
        )
        if (slot + 1) * copies.BANDS > 4 * len(self.heads):
            self.heads = np.full(4 * len(self.heads), -1, np.int32)
            for earlier in range(slot):
                copies.file_signature(self.signatures[earlier], earlier, self.heads, self.following)
        copies.file_signature(self.signatures[slot], slot, self.heads, self.following)

    def take(
        self,
        slot: dict[str, Array],
        word: dict[str, Array],
        store: dict[str, Array],
        titles: Array,
        signatures: Array,
        heads: int,
    ) -> None:
        """Fill an empty shelf with saved arrays and file every slot again, in order."""
        n = len(signatures)
        self.slot = {name: grown(array, 256) for name, array in slot.items()}
        self.word = {name: grown(array, 1024) for name, array in word.items()}
        self.store = {name: grown(array, 4096) for name, array in store.items()}
        self.titles, self.signatures = grown(titles, 4096), grown(signatures, 256)
        self.following = np.full((len(self.signatures), copies.BANDS), -1, np.int32)
        self.partial = np.zeros(len(self.signatures))
        self.post_start, self.post_length, self.post_room = (np.zeros(len(self.word["df"]), np.int64) for _ in range(3))
        self.heads = np.full(heads, -1, np.int32)
        for number in range(n):
            self._file(number)
        self.n_slots = n

    def title(self, slot: int) -> Array:
        """The title of a slot as word numbers, in order."""
        return self.titles[self.slot["title_start"][slot] : self.slot["title_end"][slot]]

    def entry_of(self, slot: int, at: float) -> Entry:
        """What is kept of a slot (lead words without their order), as an entry at another time."""
        row = self.slot
        begin, end = row["term_start"][slot], row["term_end"][slot]
        terms, weights, flags = (self.store[name][begin:end].copy() for name in ("tid", "weight", "flag"))
        title = self.title(slot).copy()
        return Entry(
            title, np.zeros(len(title), np.uint8), len(title), terms, weights, flags, at, int(row["language"][slot]),
            bool(row["has_lead"][slot]), int(row["title_hash"][slot]), self.signatures[slot].copy(),
        )  # fmt: skip

    def sweep(self, horizon: float) -> Array:
        """Drop the slots last seen before ``horizon``; returns the new number of each old slot, -1 where dropped."""
        live = np.flatnonzero(self.slot["last"][: self.n_slots] >= horizon)
        renumbered = np.full(self.n_slots, -1, np.int64)
        renumbered[live] = np.arange(len(live))
        fresh = Shelf()
        fresh.n_documents, fresh.languages = self.n_documents, self.languages
        self._carry_words(fresh, live)
        tids = np.full(self.n_words, -1, np.int32)
        for word, tid in fresh.vocabulary.items():
            tids[self.vocabulary[word]] = tid
        fresh._carry_slots(self, live, tids)
        self.__dict__.update(fresh.__dict__)
        return renumbered

    def _carry_words(self, fresh: Shelf, live: Array) -> None:
        used = np.zeros(self.n_words, bool)
        for slot in live:
            used[self.store["tid"][self.slot["term_start"][slot] : self.slot["term_end"][slot]]] = True
        if self.n_words <= _VOCABULARY:
            used[:] = True
        else:
            used |= self.word["df"][: self.n_words] >= 3.0
        kept = np.flatnonzero(used)
        fresh.words = [self.words[tid] for tid in kept]
        fresh.vocabulary = {word: tid for tid, word in enumerate(fresh.words)}
        fresh.n_words = len(kept)
        fresh.word = {name: grown(array[kept], 1024) for name, array in self.word.items()}
        fresh.post_start, fresh.post_length, fresh.post_room = (np.zeros(max(1024, len(kept)), np.int64) for _ in range(3))

    def _carry_slots(self, old: Shelf, live: Array, tids: Array) -> None:
        for slot in live:
            begin, end = old.slot["term_start"][slot], old.slot["term_end"][slot]
            n, n_title = int(end - begin), len(old.title(slot))
            self._make_room(n, n_title)
            new = self.n_slots
            for name in self.slot:
                self.slot[name][new] = old.slot[name][slot]
            self.slot["term_start"][new], self.slot["term_end"][new] = self.n_store, self.n_store + n
            self.slot["title_start"][new], self.slot["title_end"][new] = self.n_titles, self.n_titles + n_title
            for name in self.store:
                self.store[name][self.n_store : self.n_store + n] = old.store[name][begin:end]
            self.store["tid"][self.n_store : self.n_store + n] = tids[old.store["tid"][begin:end]]
            self.titles[self.n_titles : self.n_titles + n_title] = tids[old.title(slot)]
            self.signatures[new] = old.signatures[slot]
            self.ids.append(old.ids[slot])
            self.n_slots, self.n_store, self.n_titles = new + 1, self.n_store + n, self.n_titles + n_title
            self._file(new)


def grown(array: Array, need: int) -> Array:
    """``array``, or a copy with at least twice the room where ``need`` does not fit; new room is zero."""
    if need <= len(array):
        return array
    larger = np.zeros((max(need, 2 * len(array)), *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger
