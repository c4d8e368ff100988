"""Which live item a new one repeats, and which live story it continues: the two decisions, with their reasons."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.stories import copies, index, score
from groundswell.science.stories.assignment import Reason
from groundswell.science.stories.shelf import Entry, Shelf
from groundswell.science.stories.text import NUMBER

Array = NDArray[Any]

_BUDGET = 6000
_NEAR_COPY = 0.7
# An equal title over another lead is a copy only where the texts agree this far ("Morning briefing" is no copy).
_SAME_TITLE = 0.5
_SAME_TITLE_HOURS = 72.0
_TEMPLATE_WORDS = 2
_FADE_HOURS = 300.0
_LINE_LEAST, _LINE_BASE, _LINE_PER_NULL = 0.16, 0.10, 1.2
_NULL_RATE = 0.01


class Matcher:
    """The two decisions over one shelf, and what the stream has learnt about chance likeness.

    ``null`` is a running mean of the score of the best story that an item does *not* belong to. It rises with the
    number of live stories; the line that a story must reach rises with it, so that one setting serves a quiet
    street and a busy nation.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.null = 0.1
        self.by_title: dict[int, int] = {}
        self.story_best = np.zeros(256)

    def make_room(self, n_stories: int) -> None:
        """Let there be scratch space for so many stories."""
        if n_stories > len(self.story_best):
            self.story_best = np.zeros(2 * n_stories)

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

    def story(self, entry: Entry, horizon: float) -> tuple[int, float, tuple[Reason, ...]]:
        """The number of the live story to join, or -1, with the score of the nearest and the reasons."""
        ranked = self._ranked(entry, horizon)
        line = max(_LINE_LEAST, _LINE_BASE + _LINE_PER_NULL * self.null)
        best = ranked[0][0] if ranked else 0.0
        runner_up = ranked[1][0] if len(ranked) > 1 else 0.0
        chosen = -1
        clash: tuple[str, str] | None = None
        for value, number, slot in ranked:
            if value < line:
                break
            clash = self._clash(entry, slot, strict=False)
            if clash is None:
                chosen = number
                reasons: tuple[Reason, ...] = (Reason("shared_words", self._shared(entry, slot), value),)
                best = value
                break
        if chosen < 0:
            reasons = (Reason("different_names", clash, best),) if clash else (Reason("no_story_near", (), line),)
        self.null += _NULL_RATE * ((runner_up if chosen >= 0 else best) - self.null)
        return chosen, min(1.0, best), reasons

    def _ranked(self, entry: Entry, horizon: float) -> list[tuple[float, int, int]]:
        """(score, story, its nearest slot), best first."""
        shelf = self.shelf
        row, word, store = shelf.slot, shelf.word, shelf.store
        top, slots = index.search(
            entry.terms, entry.weights, shelf.n_documents, horizon, _BUDGET, word["log_df"], shelf.post_start,
            shelf.post_length, shelf.pool_slot, shelf.pool_weight, row["last"], row["norm"], row["story"], shelf.partial,
            self.story_best,
        )  # fmt: skip
        out = np.zeros(score.N_FEATURES)
        ranked = []
        for number, members in zip(top.tolist(), slots.tolist(), strict=True):
            best, nearest = 0.0, -1
            for slot in members:
                if slot < 0:
                    break
                score.features(
                    slot, entry.terms, entry.weights, entry.joined, entry.at, shelf.n_documents, word["log_df"], word["middle"],
                    word["capital"], row["term_start"], row["term_end"], store["tid"], store["weight"], store["flag"],
                    row["first"], row["last"], out,
                )  # fmt: skip
                value = float(out[score.COSINE]) * math.exp(-float(out[score.GAP]) / _FADE_HOURS)
                if value > best:
                    best, nearest = value, slot
            if nearest >= 0:
                ranked.append((best, number, nearest))
        return sorted(ranked, key=lambda found: (-found[0], found[1]))

    def _clash(self, entry: Entry, slot: int, *, strict: bool) -> tuple[str, str] | None:
        """The name or number here and the other one in its place there.

        Between two versions of one story much is worded differently, and a name in the place of another may be the
        same man's title. Only titles cut from one template are told apart by it: nothing else differs (unless ``strict``).
        """
        shelf = self.shelf
        mine, theirs = entry.tids[: entry.n_title], shelf.title(slot)
        gaps = copies.substitutions(mine, theirs)
        if not len(gaps):
            return None
        if not strict:
            here_only, there_only = int(np.sum(gaps[:, 1] - gaps[:, 0])), int(np.sum(gaps[:, 3] - gaps[:, 2]))
            same = copies.common(mine, theirs)
            if (
                same < _TEMPLATE_WORDS
                or here_only + same < len(mine)
                or there_only + same < len(theirs)
                or max(here_only, there_only) >= same
            ):
                return None
        begin, end = shelf.slot["term_start"][slot], shelf.slot["term_end"][slot]
        tids, flags = shelf.store["tid"][begin:end].tolist(), shelf.store["flag"][begin:end].tolist()
        there = dict(zip(tids, flags, strict=True))
        here = dict(zip(entry.terms.tolist(), entry.joined.tolist(), strict=True))
        for a, b, c, d in gaps.tolist():
            one = [tid for tid in mine[a:b].tolist() if tid not in there and self._is_telling(tid, here.get(tid, 0))]
            other = [tid for tid in theirs[c:d].tolist() if tid not in here and self._is_telling(tid, there.get(tid, 0))]
            if one and other:
                return shelf.words[one[0]], shelf.words[other[0]]
        return None

    def _is_telling(self, tid: int, flag: int) -> bool:
        word = self.shelf.word
        return bool(flag & NUMBER) or bool(score.is_name(flag, word["middle"][tid], word["capital"][tid]))

    def _shared(self, entry: Entry, slot: int) -> tuple[str, ...]:
        shelf = self.shelf
        begin, end = shelf.slot["term_start"][slot], shelf.slot["term_end"][slot]
        common = np.intersect1d(entry.terms, shelf.store["tid"][begin:end], assume_unique=True)
        rarest = common[np.argsort(shelf.word["df"][common], kind="stable")[:4]]
        return tuple(shelf.words[tid] for tid in rarest)
