"""Which item is a copy of which: MinHash signatures of the text, found again through bands."""

from __future__ import annotations

import hashlib
from array import array
from typing import Any

import numpy as np
import rensa
from numba import njit
from numpy.typing import NDArray

PERMUTATIONS = 128
BANDS = 32
ROWS = PERMUTATIONS // BANDS
SHINGLE = 5
SHINGLED_CHARACTERS = 800
_SEED = 20081104

Array = NDArray[Any]


def title_hash(title: str) -> int:
    """A 64-bit hash of the normalised title, the same in every process."""
    return int.from_bytes(hashlib.blake2b(title.encode(), digest_size=8).digest(), "little")


def signature(whole: str) -> Array:
    """The MinHash signature (128 uint32) of the character 5-grams of ``whole``."""
    points = np.frombuffer(whole[:SHINGLED_CHARACTERS].encode("utf-32-le"), dtype=np.uint32)
    hashes = _shingle_hashes(points)
    digest = rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, [0, len(hashes)], PERMUTATIONS, _SEED)
    return np.frombuffer(array("I", digest.to_rows()[0]), np.uint32)


@njit(cache=True)
def _shingle_hashes(points: Array) -> Array:
    n = max(1, len(points) - SHINGLE + 1)
    out = np.empty(n, np.uint64)
    for i in range(n):
        h = np.uint64(0xCBF29CE484222325)
        for j in range(i, min(i + SHINGLE, len(points))):
            h = (h ^ np.uint64(points[j])) * np.uint64(0x100000001B3)
        h ^= h >> np.uint64(29)
        out[i] = h * np.uint64(0xBF58476D1CE4E5B9)
    return out


@njit(cache=True)
def _bucket(sign: Array, band: int, mask: np.uint64) -> np.uint64:
    h = np.uint64(band + 1) * np.uint64(0x9E3779B97F4A7C15)
    for row in range(band * ROWS, band * ROWS + ROWS):
        h = (h ^ np.uint64(sign[row])) * np.uint64(0x100000001B3)
        h ^= h >> np.uint64(31)
    return h & mask


@njit(cache=True)
def file_signatures(begin: int, end: int, signatures: Array, heads: Array, following: Array) -> None:
    """Put the slots from ``begin`` to ``end``, in order, at the head of their buckets in every band."""
    mask = np.uint64(len(heads) - 1)
    for slot in range(begin, end):
        for band in range(BANDS):
            bucket = _bucket(signatures[slot], band, mask)
            following[slot, band] = heads[bucket]
            heads[bucket] = slot


@njit(cache=True)
def closest(
    sign: Array, language: int, heads: Array, following: Array, signatures: Array, last: Array, languages: Array, horizon: float
) -> tuple[int, float]:
    """The live slot whose signature agrees most with ``sign``, and the share that agrees; the older wins a tie.

    A slot in another language is passed over; language 0 is one that nobody stated.
    """
    mask = np.uint64(len(heads) - 1)
    best, share = -1, 0.0
    for band in range(BANDS):
        slot = heads[_bucket(sign, band, mask)]
        steps = 0
        while slot >= 0 and steps < 256:
            steps += 1
            if last[slot] >= horizon and (languages[slot] == language or languages[slot] * language == 0):
                same = 0
                for i in range(PERMUTATIONS):
                    same += signatures[slot, i] == sign[i]
                found = same / PERMUTATIONS
                if found > share or (found == share and slot < best):
                    best, share = slot, found
            slot = following[slot, band]
    return best, share


def agreement(one: Array, other: Array) -> float:
    """The share of two signatures that agrees: an estimate of the Jaccard similarity."""
    return float(np.mean(one == other))


@njit(cache=True)
def substitutions(a: Array, b: Array) -> Array:
    """Where two word sequences put different words into the same place.

    Aligns by the longest common subsequence; a row is (start, end) in ``a`` and (start, end) in ``b`` of a gap
    that both sides fill. A word that one side merely leaves out makes no row.
    """
    n, m = len(a), len(b)
    table = np.zeros((n + 1, m + 1), np.int16)
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            if a[i] == b[j]:
                table[i, j] = table[i + 1, j + 1] + 1
            else:
                table[i, j] = max(table[i + 1, j], table[i, j + 1])
    out = np.empty((min(n, m) + 1, 4), np.int64)
    rows = i = j = from_i = from_j = 0
    while True:
        at_end = i == n or j == m
        if at_end or a[i] == b[j]:
            if at_end:
                i, j = n, m
            if i > from_i and j > from_j:
                out[rows] = (from_i, i, from_j, j)
                rows += 1
            if at_end:
                return out[:rows]
            i, j = i + 1, j + 1
            from_i, from_j = i, j
        elif table[i + 1, j] >= table[i, j + 1]:
            i += 1
        else:
            j += 1


@njit(cache=True)
def common(a: Array, b: Array) -> int:
    """How many words two sequences share, order left aside."""
    shared = 0
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                shared += 1
                break
    return shared


@njit(cache=True)
def from_one_template(a: Array, b: Array, gaps: Array, least: int) -> bool:
    """Whether two titles differ in their gaps only, and agree in ``least`` words and in more than any gap holds."""
    here = there = 0
    for k in range(len(gaps)):
        here += gaps[k, 1] - gaps[k, 0]
        there += gaps[k, 3] - gaps[k, 2]
    same = common(a, b)
    return same >= least and here + same >= len(a) and there + same >= len(b) and max(here, there) < same


@njit(cache=True)
def rarest_shared(terms: Array, others: Array, df: Array, out: Array) -> int:
    """Write the rarest terms that both sorted lists hold into ``out``, rarest first; returns how many there are."""
    n = i = j = 0
    while i < len(terms) and j < len(others):
        if terms[i] < others[j]:
            i += 1
        elif terms[i] > others[j]:
            j += 1
        else:
            place = min(n, len(out))
            while place > 0 and df[terms[i]] < df[out[place - 1]]:
                if place < len(out):
                    out[place] = out[place - 1]
                place -= 1
            if place < len(out):
                out[place] = terms[i]
                n = min(n + 1, len(out))
            i, j = i + 1, j + 1
    return n
