"""How alike two items are, measured exactly: the pair features that decide whether they tell one story."""

from __future__ import annotations

import math
from typing import Any

from numba import njit
from numpy.typing import NDArray

from groundswell.science.stories.index import idf
from groundswell.science.stories.text import CAPITAL, NUMBER, TITLE

Array = NDArray[Any]

COSINE, TITLE_COSINE, RARE, NAMES, NUMBERS, GAP = 0, 1, 2, 3, 4, 5
N_FEATURES = 6


@njit(cache=True)
def is_name(flag: int, middle: float, capital: float) -> bool:
    """Written with a capital here, and usually so inside sentences."""
    return flag & CAPITAL != 0 and capital >= 0.6 * middle


@njit(cache=True)
def features(
    slot: int,
    terms: Array,
    weights: Array,
    flags: Array,
    at: float,
    n_documents: float,
    log_df: Array,
    middle: Array,
    capital: Array,
    term_start: Array,
    term_end: Array,
    store_tid: Array,
    store_weight: Array,
    store_flag: Array,
    first: Array,
    last: Array,
    out: Array,
) -> None:
    """Fill ``out`` with cosine, title cosine, share of rare words, of names, of numbers, and the gap in hours."""
    i, j, end = 0, term_start[slot], term_end[slot]
    dot = a2 = b2 = title_dot = title_a2 = title_b2 = 0.0
    rare_a = rare_b = rare_both = names_a = names_b = names_both = 0.0
    numbers_a = numbers_b = numbers_both = 0.0
    cut = 0.55 * math.log(n_documents + 30.0)
    while i < len(terms) or j < end:
        in_a = i < len(terms) and (j >= end or terms[i] <= store_tid[j])
        in_b = j < end and (i >= len(terms) or store_tid[j] <= terms[i])
        tid = terms[i] if in_a else store_tid[j]
        rarity = idf(log_df[tid], n_documents)
        flag_a = flags[i] if in_a else 0
        flag_b = store_flag[j] if in_b else 0
        wa = weights[i] * rarity if in_a else 0.0
        wb = store_weight[j] * rarity if in_b else 0.0
        dot += wa * wb
        a2 += wa * wa
        b2 += wb * wb
        if flag_a & TITLE:
            title_a2 += rarity * rarity
        if flag_b & TITLE:
            title_b2 += rarity * rarity
        if flag_a & flag_b & TITLE:
            title_dot += rarity * rarity
        if rarity > cut:
            rare_a += wa
            rare_b += wb
            if in_a and in_b:
                rare_both += min(wa, wb)
        if is_name(flag_a | flag_b, middle[tid], capital[tid]):
            names_a += wa
            names_b += wb
            if in_a and in_b:
                names_both += min(wa, wb)
        if (flag_a | flag_b) & NUMBER:
            numbers_a += in_a
            numbers_b += in_b
            numbers_both += in_a and in_b
        i += in_a
        j += in_b
    out[COSINE] = dot / math.sqrt(a2 * b2) if a2 > 0 and b2 > 0 else 0.0
    out[TITLE_COSINE] = title_dot / math.sqrt(title_a2 * title_b2) if title_a2 > 0 and title_b2 > 0 else 0.0
    out[RARE] = rare_both / max(1e-9, min(rare_a, rare_b))
    out[NAMES] = names_both / max(1e-9, min(names_a, names_b))
    out[NUMBERS] = numbers_both - 0.5 if min(numbers_a, numbers_b) > 0 else 0.0
    out[GAP] = max(0.0, at - last[slot], first[slot] - at) / 3600.0
