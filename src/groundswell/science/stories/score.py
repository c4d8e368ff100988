"""How near an item is to a story, measured exactly: the features by which one is told from the other."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from groundswell.science.stories.index import MAX_ITEMS, idf
from groundswell.science.stories.text import CAPITAL, NUMBER, TITLE

Array = NDArray[Any]

# Of a pair of items.
COSINE, TITLE_COSINE, MINE_COVERED, THEIRS_COVERED, SHARED, RAREST, NEXT_RAREST, NAMES, NAME_MASS, COUNT, CONTAINED, NUMBERS = (
    range(12)
)
N_PAIR = 12
# Of an item and a story: the best of each of the pairs, then
MEAN, GAP, LENGTH, MEMBERS = range(12, 16)
N_FEATURES = 16
_NEWEST = 4


@njit(cache=True)
def is_name(flag: int, middle: float, capital: float) -> bool:
    """Written with a capital here, and usually so inside sentences."""
    return flag & CAPITAL != 0 and capital >= 0.6 * middle


@njit(cache=True)
def pair(
    slot: int, terms: Array, weights: Array, flags: Array, scale: float, log_df: Array, middle: Array, capital: Array,
    term_start: Array, term_end: Array, store_tid: Array, store_weight: Array, store_flag: Array, out: Array,
) -> None:  # fmt: skip
    """Fill ``out`` with the features of the item and the one in ``slot``."""
    i, j, end = 0, term_start[slot], term_end[slot]
    dot = a2 = b2 = title_dot = title_a2 = title_b2 = mine = theirs = 0.0
    shared = count = rarest = next_rarest = names_a = names_b = names = numbers_a = numbers_b = numbers = 0.0
    while i < len(terms) or j < end:
        in_a = i < len(terms) and (j >= end or terms[i] <= store_tid[j])
        in_b = j < end and (i >= len(terms) or store_tid[j] <= terms[i])
        both = in_a and in_b
        tid = terms[i] if in_a else store_tid[j]
        rarity = idf(log_df[tid], scale)
        flag_a, flag_b = flags[i] if in_a else 0, store_flag[j] if in_b else 0
        wa, wb = weights[i] * rarity if in_a else 0.0, store_weight[j] * rarity if in_b else 0.0
        dot += wa * wb
        a2 += wa * wa
        b2 += wb * wb
        if flag_a & TITLE:
            title_a2 += rarity * rarity
            mine += rarity * rarity * both
        if flag_b & TITLE:
            title_b2 += rarity * rarity
            theirs += rarity * rarity * both
        if flag_a & flag_b & TITLE:
            title_dot += rarity * rarity
        if both:
            count += 1
            shared += rarity
            if rarity > rarest:
                rarest, next_rarest = rarity, rarest
            elif rarity > next_rarest:
                next_rarest = rarity
        if is_name(flag_a | flag_b, middle[tid], capital[tid]):
            names_a += wa
            names_b += wb
            names += min(wa, wb)
        if (flag_a | flag_b) & NUMBER:
            numbers_a += in_a
            numbers_b += in_b
            numbers += both
        i += in_a
        j += in_b
    out[COSINE] = dot / math.sqrt(max(1e-9, a2 * b2))
    out[TITLE_COSINE] = title_dot / math.sqrt(max(1e-9, title_a2 * title_b2))
    out[MINE_COVERED] = mine / max(1e-9, title_a2)
    out[THEIRS_COVERED] = theirs / max(1e-9, title_b2)
    out[SHARED] = shared / scale
    out[RAREST] = rarest / scale
    out[NEXT_RAREST] = next_rarest / scale
    out[NAMES] = names / max(1e-9, min(names_a, names_b))
    out[NAME_MASS] = names / scale
    out[COUNT] = math.log1p(count)
    out[CONTAINED] = dot / max(1e-9, min(a2, b2))
    out[NUMBERS] = 1.0 if numbers > 0 else -1.0 if min(numbers_a, numbers_b) > 0 else 0.0


@njit(cache=True)
def measure(
    top: Array, found: Array, at: float, horizon: float, terms: Array, weights: Array, flags: Array,
    scale: float, log_df: Array, middle: Array, capital: Array, term_start: Array, term_end: Array, store_tid: Array,
    store_weight: Array, store_flag: Array, first: Array, last: Array, head: Array, before: Array,
) -> tuple[Array, Array]:  # fmt: skip
    """The features of each story in ``top`` (rows), and the slot nearest to the item in each.

    A story is represented by the items found near and by its newest ones, so that one chance likeness does not decide.
    """
    out = np.zeros((len(top), N_FEATURES))
    nearest = np.full(len(top), -1, np.int32)
    one = np.zeros(N_PAIR)
    for k in range(len(top)):
        if top[k] < 0:
            break
        out[k, NUMBERS] = -1.0
        gap, total, n = 1e9, 0.0, 0
        newest, taken, step = head[top[k]], 0, 0
        while True:
            if step < MAX_ITEMS and found[k, step] >= 0:
                slot = found[k, step]
            elif taken < _NEWEST and newest >= 0:
                slot = newest
                newest = before[newest]
                known = last[slot] < horizon
                for m in range(MAX_ITEMS):
                    known |= found[k, m] == slot
                taken += 1
                if known:
                    step += 1
                    continue
            else:
                break
            step += 1
            pair(slot, terms, weights, flags, scale, log_df, middle, capital, term_start, term_end, store_tid,
                 store_weight, store_flag, one)  # fmt: skip
            if nearest[k] < 0 or one[COSINE] > out[k, COSINE]:
                nearest[k] = slot
            for f in range(N_PAIR):
                out[k, f] = max(out[k, f], one[f])
            total += one[COSINE]
            n += 1
            gap = min(gap, max(0.0, at - last[slot], first[slot] - at))
        out[k, MEAN] = total / max(1, n)
        out[k, MEMBERS] = n
        out[k, GAP] = math.log1p(gap / 3600.0)
        out[k, LENGTH] = math.log(len(terms) + 1.0)
    return out, nearest
