"""The live items as growing arrays: their terms, what is filed under which word, and their signatures."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.stories import copies, index
from groundswell.science.stories.text import Reading
from groundswell.science.stories.words import Entry, Lexicon, grown

Array = NDArray[Any]

SLOT_ARRAYS = {
    "first": np.float64, "last": np.float64, "norm": np.float64, "story": np.int32, "term_start": np.int64,
    "term_end": np.int64, "title_start": np.int64, "title_end": np.int64, "before": np.int32, "title_hash": np.uint64,
    "has_lead": np.bool_, "language": np.int32,
}  # fmt: skip
STORE_ARRAYS = {"tid": np.int32, "weight": np.float32, "flag": np.uint8}


class Shelf:
    """Slots (one for each item that is not a copy), their terms, their postings and their signatures."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.n_slots = self.n_store = self.n_titles = self.pool_end = 0
        self.ids: list[Hashable] = []
        self.slot: dict[str, Array] = {name: np.zeros(256, kind) for name, kind in SLOT_ARRAYS.items()}
        self.store: dict[str, Array] = {name: np.zeros(4096, kind) for name, kind in STORE_ARRAYS.items()}
        self.titles = np.zeros(4096, np.int32)
        self.signatures = np.zeros((256, copies.PERMUTATIONS), np.uint32)
        self.following = np.full((256, copies.BANDS), -1, np.int32)
        self.heads = np.full(1 << 14, -1, np.int32)
        self.partial = np.zeros(256)
        self.post_start, self.post_length, self.post_room = (np.zeros(1024, np.int64) for _ in range(3))
        self.pool_slot, self.pool_weight = np.zeros(4096, np.int32), np.zeros(4096, np.float32)

    def entry(self, reading: Reading, at: float, lang: str | None) -> Entry:
        """An item as numbers, with an empty list for every new word."""
        entry = self.lexicon.entry(reading, at, lang)
        words = len(self.lexicon.words)
        if words > len(self.post_start):
            self.post_start, self.post_length = grown(self.post_start, words), grown(self.post_length, words)
            self.post_room = grown(self.post_room, words)
        return entry

    def shelve(self, id: Hashable, entry: Entry, story: int) -> int:
        """Give an item a slot of its own and file it under its terms and its signature."""
        slot, n, n_title = self.n_slots, len(entry.terms), entry.n_title
        self._make_room(n, n_title, entry.terms)
        row, store = self.slot, self.store
        self.pool_end = index.shelve(
            slot, entry.at, story, entry.terms, entry.weights, entry.joined, entry.tids[:n_title], self.lexicon.scale(),
            self.lexicon.counts["log_df"], self.n_store, self.n_titles, row["first"],
            row["last"], row["norm"], row["story"], row["term_start"], row["term_end"], row["title_start"], row["title_end"],
            store["tid"], store["weight"], store["flag"], self.titles, self.post_start, self.post_length, self.post_room,
            self.pool_slot, self.pool_weight, self.pool_end,
        )  # fmt: skip
        row["language"][slot], row["title_hash"][slot], row["has_lead"][slot] = entry.language, entry.title_hash, entry.has_lead
        self.signatures[slot] = entry.signature
        self.ids.append(id)
        self.n_slots, self.n_store, self.n_titles = slot + 1, self.n_store + n, self.n_titles + n_title
        if self.n_slots * copies.BANDS > 4 * len(self.heads):
            self.heads = np.full(4 * len(self.heads), -1, np.int32)
            copies.file_signatures(0, self.n_slots, self.signatures, self.heads, self.following)
        else:
            copies.file_signatures(slot, self.n_slots, self.signatures, self.heads, self.following)
        return slot

    def _make_room(self, n_terms: int, n_title: int, terms: Array) -> None:
        if self.n_slots >= len(self.partial):
            need = self.n_slots + 1
            self.slot = {name: grown(array, need) for name, array in self.slot.items()}
            self.signatures, self.following = grown(self.signatures, need), grown(self.following, need)
            self.partial = grown(self.partial, need)
        if self.n_store + n_terms > len(self.store["tid"]):
            self.store = {name: grown(array, self.n_store + n_terms) for name, array in self.store.items()}
        if self.n_titles + n_title > len(self.titles):
            self.titles = grown(self.titles, self.n_titles + n_title)
        need = self.pool_end + index.room_needed(terms, self.post_length, self.post_room)
        if need > len(self.pool_slot):
            self.pool_slot, self.pool_weight = grown(self.pool_slot, need), grown(self.pool_weight, need)

    def take(self, ids: list[Hashable], slot: dict[str, Array], store: dict[str, Array], titles: Array, signatures: Array,
             heads: int) -> None:  # fmt: skip
        """Hold these slots and no others, filed again in order: what is found does not depend on how they got here."""
        n = len(ids)
        self.ids, self.n_slots, self.n_store, self.n_titles = ids, n, len(store["tid"]), len(titles)
        self.slot = {name: grown(array, 256) for name, array in slot.items()}
        self.store = {name: grown(array, 4096) for name, array in store.items()}
        self.titles, self.signatures = grown(titles, 4096), grown(signatures, 256)
        self.following = np.full((len(self.signatures), copies.BANDS), -1, np.int32)
        self.partial = np.zeros(len(self.signatures))
        self.heads = np.full(heads, -1, np.int32)
        copies.file_signatures(0, n, self.signatures, self.heads, self.following)
        words = max(1024, len(self.lexicon.words))
        self.post_start, self.post_length, self.post_room, self.pool_slot, self.pool_weight = index.post_all(
            n, words, self.slot["term_start"], self.slot["term_end"], self.store["tid"], self.store["weight"]
        )
        self.pool_end = self.n_store
        self.pool_slot, self.pool_weight = grown(self.pool_slot, 4096), grown(self.pool_weight, 4096)

    def sweep(self, horizon: float) -> Array:
        """Drop the slots last seen before ``horizon``; returns the new number of each old slot, -1 where dropped."""
        live = np.flatnonzero(self.slot["last"][: self.n_slots] >= horizon)
        renumbered = np.full(self.n_slots, -1, np.int64)
        renumbered[live] = np.arange(len(live))
        slot = {name: array[live] for name, array in self.slot.items()}
        store, titles = {}, self.titles
        for start, end in (("term_start", "term_end"), ("title_start", "title_end")):
            lengths = slot[end] - slot[start]
            ends = np.cumsum(lengths)
            places = np.repeat(slot[start] - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
            slot[start], slot[end] = ends - lengths, ends
            if start == "term_start":
                store = {name: array[places] for name, array in self.store.items()}
            else:
                titles = self.titles[places]
        used = np.zeros(len(self.lexicon.words), bool)
        used[store["tid"]] = True
        words = self.lexicon.forget(used)
        store["tid"], titles = words[store["tid"]], words[titles]
        self.take([self.ids[number] for number in live], slot, store, titles, self.signatures[live], len(self.heads))
        return renumbered

    def title(self, slot: int) -> Array:
        """The title of a slot as word numbers, in order."""
        return self.titles[self.slot["title_start"][slot] : self.slot["title_end"][slot]]

    def terms(self, slot: int) -> tuple[Array, Array, Array]:
        """The terms of a slot, their weights and their flags."""
        begin, end = self.slot["term_start"][slot], self.slot["term_end"][slot]
        return self.store["tid"][begin:end], self.store["weight"][begin:end], self.store["flag"][begin:end]

    def entry_of(self, slot: int, at: float) -> Entry:
        """What is kept of a slot (lead words without their order), as an entry at another time."""
        row, title = self.slot, self.title(slot).copy()
        terms, weights, flags = (array.copy() for array in self.terms(slot))
        return Entry(
            title, np.zeros(len(title), np.uint8), len(title), terms, weights, flags, at, int(row["language"][slot]),
            bool(row["has_lead"][slot]), int(row["title_hash"][slot]), self.signatures[slot].copy(),
        )  # fmt: skip
