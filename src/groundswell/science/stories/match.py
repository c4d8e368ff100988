"""Which live item a new one repeats, and which live story it continues: the two decisions, with their reasons."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.stories import copies, decide, index, score
from groundswell.science.stories.assignment import Reason
from groundswell.science.stories.everyday import COMMON
from groundswell.science.stories.shelf import Shelf
from groundswell.science.stories.text import NUMBER
from groundswell.science.stories.words import Entry

Array = NDArray[Any]

_BUDGET = 600
_NEAR_COPY = 0.7
# An equal title over another lead is a copy only where the texts agree this far ("Morning briefing" is no copy).
_SAME_TITLE = 0.5
_SAME_TITLE_HOURS = 72.0
_TEMPLATE_WORDS = 2
_WORDS_SHOWN = 4


class Matcher:
    """The two decisions over one shelf, and what the stream has learnt about chance likeness.

    ``likeness`` holds two running means: how near the best story is that an item does *not* belong to, which rises with
    the number of live stories, and how near the one is that it joins. What it takes to join lies between the two, so that one
    setting serves a quiet street and a busy nation.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.likeness = np.array(decide.START)
        self.by_title: dict[int, int] = {}
        self.story_best = np.zeros(256)
        self.story_head = np.full(256, -1, np.int32)

    def make_room(self, n_stories: int) -> None:
        """Let there be room for so many stories."""
        if n_stories > len(self.story_best):
            self.story_best = np.zeros(2 * n_stories)
            self.story_head = np.concatenate([self.story_head, np.full(2 * n_stories - len(self.story_head), -1, np.int32)])

    def link(self, slot: int) -> None:
        """Let ``slot`` be the newest of its story."""
        row = self.shelf.slot
        story = row["story"][slot]
        row["before"][slot] = self.story_head[story]
        self.story_head[story] = slot

    def link_all(self) -> None:
        """Link the slots of every story anew, after somebody moved some."""
        row = self.shelf.slot
        index.link(self.shelf.n_slots, row["story"], row["before"], self.story_head)

    def original(self, entry: Entry, horizon: float) -> tuple[int, Reason] | None:
        """The live slot that this item repeats, with the reason."""
        shelf = self.shelf
        row = shelf.slot
        slot = self.by_title.get(entry.title_hash, -1)
        if slot >= 0 and row["last"][slot] >= horizon and self._may_be_one_language(entry, slot):
            share = float(copies.agreement(shelf.signatures[slot], entry.signature))
            both_leads = entry.has_lead and bool(row["has_lead"][slot])
            gap = max(0.0, entry.at - row["last"][slot], row["first"][slot] - entry.at) / 3600.0
            if share >= _SAME_TITLE or (not both_leads and gap <= _SAME_TITLE_HOURS):
                return slot, Reason("same_title", (), 1.0)
        slot, share = copies.closest(
            entry.signature,
            entry.language,
            shelf.heads,
            shelf.following,
            shelf.signatures,
            row["last"],
            row["language"],
            horizon,
        )
        if slot >= 0 and share >= _NEAR_COPY and self._clash(entry, slot, strict=True) is None:
            return int(slot), Reason("near_copy", (), float(share))
        return None

    def _may_be_one_language(self, entry: Entry, slot: int) -> bool:
        there = int(self.shelf.slot["language"][slot])
        return there == entry.language or 0 in (there, entry.language)

    def story(self, entry: Entry, horizon: float) -> tuple[int, int, float, tuple[Reason, ...]]:
        """The number of the live story to join, or -1, how many of its items were looked at, its chance, and the reasons."""
        top, nearest, members, chance, near = self._look(entry, horizon)
        order = sorted((k for k in range(len(top)) if top[k] >= 0), key=lambda k: (-chance[k], top[k]))
        best = float(chance[order[0]]) if order else 0.0
        chosen, clash = -1, None
        shared: tuple[str, ...] = ()
        for k in order:
            if chance[k] < decide.LINE:
                break
            if not self._may_be_one_language(entry, int(nearest[k])):
                continue  # names and numbers are spelled alike in many languages: no reason to call two reports one story
            shared = self._shared(entry, int(nearest[k]))
            if not shared:
                continue
            clash = self._clash(entry, int(nearest[k]), strict=False)
            if clash is None:
                chosen, best = k, float(chance[k])
                break
        decide.learn(self.likeness, near, chosen)
        if chosen >= 0:
            return (
                int(top[chosen]),
                int(members[chosen]),
                best,
                (Reason("shared_words", shared, best),),
            )
        return -1, 0, best, (Reason("different_names", clash, best) if clash else Reason("no_story_near", (), best),)

    def _look(self, entry: Entry, horizon: float) -> tuple[Array, Array, Array, Array, Array]:
        """The nearest live stories: their numbers, the slot nearest in each, how many were looked at, chance and nearness."""
        shelf = self.shelf
        row, counts, store = shelf.slot, shelf.lexicon.counts, shelf.store
        return decide.look(
            entry.terms, entry.weights, entry.joined, entry.at, horizon, shelf.lexicon.scale(), _BUDGET, counts["log_df"],
            counts["middle"], counts["capital"], shelf.post_start, shelf.post_length, shelf.pool_slot, shelf.pool_weight,
            row["first"], row["last"], row["norm"], row["story"], row["term_start"], row["term_end"], store["tid"],
            store["weight"], store["flag"], self.story_head, row["before"], shelf.partial, self.story_best, self.likeness,
        )  # fmt: skip

    def _clash(self, entry: Entry, slot: int, *, strict: bool) -> tuple[str, str] | None:
        """The name or number here and the other one in its place there.

        Between two versions of one story much is worded differently, and a name in the place of another may be the
        same man's title. Only titles cut from one template are told apart by it: nothing else differs (unless ``strict``).
        """
        shelf = self.shelf
        mine, theirs = entry.tids[: entry.n_title], shelf.title(slot)
        gaps = copies.substitutions(mine, theirs)
        if not len(gaps) or not (strict or copies.from_one_template(mine, theirs, gaps, _TEMPLATE_WORDS)):
            return None
        tids, _, flags = shelf.terms(slot)
        there = dict(zip(tids.tolist(), flags.tolist(), strict=True))
        here = dict(zip(entry.terms.tolist(), entry.joined.tolist(), strict=True))
        for a, b, c, d in gaps.tolist():
            if not strict and b - a != d - c:  # "RPT" is not in the place of "Harbour master"
                continue
            one = [tid for tid in mine[a:b].tolist() if tid not in there and self._is_telling(tid, here.get(tid, 0))]
            other = [tid for tid in theirs[c:d].tolist() if tid not in here and self._is_telling(tid, there.get(tid, 0))]
            if one and other:
                return shelf.lexicon.words[one[0]], shelf.lexicon.words[other[0]]
        return None

    def _is_telling(self, tid: int, flag: int) -> bool:
        counts = self.shelf.lexicon.counts
        return bool(flag & NUMBER) or bool(score.is_name.py_func(flag, counts["middle"][tid], counts["capital"][tid]))

    def _shared(self, entry: Entry, slot: int) -> tuple[str, ...]:
        """The rarest words in common; none where all that two items share is everyday words."""
        rarest = np.empty(_WORDS_SHOWN, np.int32)
        lexicon = self.shelf.lexicon
        n = copies.rarest_shared(entry.terms, self.shelf.terms(slot)[0], lexicon.counts["df"], rarest)
        return tuple(word for word in (lexicon.words[tid] for tid in rarest[:n].tolist()) if word not in COMMON)
