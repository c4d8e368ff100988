"""Which live items share rare words with a new one: an inverted index with online document frequencies."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from groundswell.science.stories.text import CAPITAL, MIDDLE, TITLE

Array = NDArray[Any]

MAX_STORIES = 6
MAX_ITEMS = 4
# A fourth story and more are looked at only where they share at least so much of what the nearest does.
FAR_BEHIND = 0.3
_TITLE_WEIGHT = 1.0
_LEAD_WEIGHT = 0.55
_BOTH_WEIGHT = 1.35


@njit(cache=True)
def compose(tids: Array, flags: Array, n_title: int) -> tuple[Array, Array, Array]:
    """Words in order of appearance to unique terms in order of their number, with weights and joined flags."""
    order = np.argsort(tids, kind="mergesort")
    terms = np.empty(len(tids), np.int32)
    weights = np.empty(len(tids), np.float32)
    joined = np.empty(len(tids), np.uint8)
    n = 0
    i = 0
    while i < len(order):
        tid = tids[order[i]]
        in_title, in_lead, flag = 0, 0, np.uint8(0)
        while i < len(order) and tids[order[i]] == tid:
            place = order[i]
            if place < n_title:
                in_title += 1
            else:
                in_lead += 1
            flag |= flags[place]
            i += 1
        terms[n] = tid
        weights[n] = _BOTH_WEIGHT if in_title and in_lead else _TITLE_WEIGHT if in_title else _LEAD_WEIGHT
        joined[n] = flag | (TITLE if in_title else 0)
        n += 1
    return terms[:n].copy(), weights[:n].copy(), joined[:n].copy()


@njit(cache=True)
def idf(log_df: float, scale: float) -> float:
    """Rarity of a word, never below a tenth; ``scale`` is that of a word never met."""
    return max(0.1, scale - log_df)


@njit(cache=True)
def learn(
    share: float, tids: Array, flags: Array, terms: Array, log_df: Array, df: Array, middle: Array, capital: Array
) -> None:
    """Count ``share`` of a document's words, and how often each stands capitalised inside a sentence."""
    for tid in terms:
        df[tid] += share
        log_df[tid] = math.log(df[tid] + 1.0)
    for i in range(len(tids)):
        if flags[i] & MIDDLE:
            middle[tids[i]] += share
            if flags[i] & CAPITAL:
                capital[tids[i]] += share


@njit(cache=True)
def shelve(
    slot: int, at: float, story: int, terms: Array, weights: Array, flags: Array, title: Array, scale: float,
    log_df: Array, n_store: int, n_titles: int, first: Array, last: Array, norm: Array, stories: Array, term_start: Array,
    term_end: Array, title_start: Array, title_end: Array, store_tid: Array, store_weight: Array, store_flag: Array,
    titles: Array, start: Array, length: Array, room: Array, pool_slot: Array, pool_weight: Array, pool_end: int,
) -> int:  # fmt: skip
    """Write an item into ``slot`` and file it under each of its terms; a full list moves to the pool's end with twice the room.

    Returns the pool's new end.
    """
    first[slot] = last[slot] = at
    stories[slot] = story
    term_start[slot], term_end[slot] = n_store, n_store + len(terms)
    title_start[slot], title_end[slot] = n_titles, n_titles + len(title)
    titles[n_titles : n_titles + len(title)] = title
    squares = 0.0
    for i in range(len(terms)):
        tid = terms[i]
        squares += (weights[i] * idf(log_df[tid], scale)) ** 2
        store_tid[n_store + i], store_weight[n_store + i], store_flag[n_store + i] = tid, weights[i], flags[i]
        if length[tid] == room[tid]:
            larger = max(2, 2 * room[tid])
            for j in range(length[tid]):
                pool_slot[pool_end + j] = pool_slot[start[tid] + j]
                pool_weight[pool_end + j] = pool_weight[start[tid] + j]
            start[tid], room[tid] = pool_end, larger
            pool_end += larger
        pool_slot[start[tid] + length[tid]] = slot
        pool_weight[start[tid] + length[tid]] = weights[i]
        length[tid] += 1
    norm[slot] = max(1e-9, math.sqrt(squares))
    return pool_end


@njit(cache=True)
def link(n_slots: int, story: Array, before: Array, head: Array) -> None:
    """Chain the slots of each story: ``head`` is its newest, ``before`` the one before."""
    head[:] = -1
    for slot in range(n_slots):
        before[slot] = head[story[slot]]
        head[story[slot]] = slot


@njit(cache=True)
def post_all(
    n_slots: int, n_words: int, term_start: Array, term_end: Array, store_tid: Array, store_weight: Array
) -> tuple[Array, Array, Array, Array, Array]:
    """File all slots anew, in order: each word's start, length and room, and the pool of slots and weights."""
    length = np.zeros(n_words, np.int64)
    total = 0
    for slot in range(n_slots):
        for j in range(term_start[slot], term_end[slot]):
            length[store_tid[j]] += 1
            total += 1
    start = np.zeros(n_words, np.int64)
    for tid in range(1, n_words):
        start[tid] = start[tid - 1] + length[tid - 1]
    place = start.copy()
    pool_slot, pool_weight = np.zeros(total, np.int32), np.zeros(total, np.float32)
    for slot in range(n_slots):
        for j in range(term_start[slot], term_end[slot]):
            at = place[store_tid[j]]
            pool_slot[at], pool_weight[at] = slot, store_weight[j]
            place[store_tid[j]] += 1
    return start, length, length.copy(), pool_slot, pool_weight


@njit(cache=True)
def room_needed(terms: Array, length: Array, room: Array) -> int:
    """How far :func:`shelve` will push the pool's end."""
    needed = 0
    for tid in terms:
        if length[tid] == room[tid]:
            needed += max(2, 2 * room[tid])
    return needed


@njit(cache=True)
def _walk(
    terms: Array, weights: Array, scale: float, budget: int, log_df: Array, start: Array, length: Array,
    pool_slot: Array, pool_weight: Array, partial: Array,
) -> Array:  # fmt: skip
    """Sum what each live item shares with the terms into ``partial``; returns the items that share anything."""
    lengths = np.empty(len(terms), np.int64)
    for i in range(len(terms)):
        lengths[i] = length[terms[i]]
    order = np.argsort(lengths, kind="mergesort")
    touched = np.empty(budget, np.int32)
    n_touched = 0
    read = 0
    for i in order:
        tid = terms[i]
        rarity = idf(log_df[tid], scale)
        gain = weights[i] * rarity * rarity
        begin = start[tid]
        for j in range(begin + length[tid] - 1, begin - 1, -1):
            if read == budget:
                break
            read += 1
            slot = pool_slot[j]
            if partial[slot] == 0.0:
                touched[n_touched] = slot
                n_touched += 1
            partial[slot] += gain * pool_weight[j]
    return touched[:n_touched]


@njit(cache=True)
def _best_stories(touched: Array, partial: Array, story: Array, story_best: Array) -> Array:
    """The stories of the nearest items, nearest first; -1 where there are fewer that matter."""
    top = np.full(MAX_STORIES, -1, np.int64)
    top_score = np.zeros(MAX_STORIES)
    for i in range(len(touched)):
        slot = touched[i]
        story_best[story[slot]] = max(story_best[story[slot]], partial[slot])
    for i in range(len(touched)):
        which = story[touched[i]]
        score = story_best[which]
        if score > 0.0:
            story_best[which] = 0.0
            place = MAX_STORIES
            while place > 0 and (score > top_score[place - 1] or (score == top_score[place - 1] and which < top[place - 1])):
                place -= 1
            if place < MAX_STORIES:
                for k in range(MAX_STORIES - 1, place, -1):
                    top[k], top_score[k] = top[k - 1], top_score[k - 1]
                top[place], top_score[place] = which, score
    for k in range(3, MAX_STORIES):
        if top_score[k] < FAR_BEHIND * top_score[0]:
            top[k] = -1
    return top


@njit(cache=True)
def _members(top: Array, touched: Array, partial: Array, story: Array, story_best: Array) -> Array:
    """The nearest items in each of the stories ``top``, nearest first; -1 where there are fewer."""
    slots = np.full((MAX_STORIES, MAX_ITEMS), -1, np.int32)
    for k in range(MAX_STORIES):
        if top[k] >= 0:
            story_best[top[k]] = k + 1.0
    for i in range(len(touched)):
        slot = touched[i]
        k = int(story_best[story[slot]]) - 1
        if k >= 0:
            place = MAX_ITEMS
            while place > 0 and _before(slot, slots[k, place - 1], partial):
                place -= 1
            if place < MAX_ITEMS:
                for m in range(MAX_ITEMS - 1, place, -1):
                    slots[k, m] = slots[k, m - 1]
                slots[k, place] = slot
    for k in range(MAX_STORIES):
        if top[k] >= 0:
            story_best[top[k]] = 0.0
    return slots


@njit(cache=True)
def search(
    terms: Array,
    weights: Array,
    scale: float,
    horizon: float,
    budget: int,
    log_df: Array,
    start: Array,
    length: Array,
    pool_slot: Array,
    pool_weight: Array,
    last: Array,
    norm: Array,
    story: Array,
    partial: Array,
    story_best: Array,
) -> tuple[Array, Array]:
    """The live items that share the rarest words, as (slots, story of each): at most four in each of eight stories.

    Rare terms are walked first and newest postings first, until ``budget`` postings have been read; ``partial``
    (by slot) and ``story_best`` (by story) are scratch space, zero before and after.
    """
    touched = _walk(terms, weights, scale, budget, log_df, start, length, pool_slot, pool_weight, partial)
    live = 0
    for slot in touched:
        if last[slot] >= horizon:
            partial[slot] /= norm[slot]
            touched[live] = slot
            live += 1
        else:
            partial[slot] = 0.0
    touched = touched[:live]
    top = _best_stories(touched, partial, story, story_best)
    slots = _members(top, touched, partial, story, story_best)
    for slot in touched:
        partial[slot] = 0.0
    return top, slots


@njit(cache=True)
def _before(slot: int, other: int, partial: Array) -> bool:
    return other < 0 or partial[slot] > partial[other] or (partial[slot] == partial[other] and slot < other)
