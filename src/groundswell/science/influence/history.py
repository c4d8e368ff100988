"""What an event sees of those before it: the decayed sums of every kind, found in one walk over time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]


@njit(cache=True)
def see(
    times: Array, kinds: Array, place: Array, decays: Array, factor: Array, unit: Array, out: Array, when: Array, sources: int
) -> None:
    """Fill the rows of some targets and their times: the decayed sum of each kind's earlier events, by each decay.

    ``place[i]`` is the row of ``out`` at which the events of kind i begin, or -1 if they are not wanted; columns are
    ``j * K + k``. Sums are kept as of a reference time and only decayed where a row is written, so a walk costs an
    exponential an event, and a multiplication a cell that is kept. Events of the same time do not see each other.
    """
    n, fades = len(times), len(decays)
    state = np.zeros((fades, sources))
    since = np.full(fades, times[0])
    grown, faded = np.ones(fades), np.ones(fades)
    m = 0
    while m < n:
        t = times[m]
        for k in range(fades):
            x = decays[k] * (t - since[k])
            if x > 30.0:
                by = math.exp(-x)
                for j in range(sources):
                    kept = state[k, j] * by
                    state[k, j] = kept if kept > 1e-280 else 0.0
                since[k], x = t, 0.0
            faded[k] = math.exp(-x)
            grown[k] = 1.0 / faded[k]
            faded[k] *= factor[k]
        first = m
        while m < n and times[m] == t:
            i = kinds[m]
            row = place[i]
            if row >= 0:
                for k in range(fades):
                    by = faded[k] * unit[i]
                    for j in range(sources):
                        out[row, j * fades + k] = state[k, j] * by
                when[row] = t
                place[i] = row + 1
            m += 1
        for e in range(first, m):
            for k in range(fades):
                state[k, kinds[e]] += grown[k]


def expected_until(times: Array, kinds: Array, sources: int, decays: Array, begun: Array, until: float) -> Array:
    """(sources, K): what one follow-up a event would have added up to by then, summed over the events of each kind.

    ``begun`` is the share of a follow-up's time that counts (less than one where times are rounded).
    """
    seen = int(np.searchsorted(times, until, "left"))
    out = np.zeros((sources, len(decays)))
    for k, decay in enumerate(decays):
        for first in range(0, seen, 65536):  # in pieces: memory stays small
            part = slice(first, min(seen, first + 65536))
            share = np.maximum(begun[k] - np.exp(-decay * (until - times[part])), 0.0)
            out[:, k] += np.bincount(kinds[part], share, sources)
    return out


@njit(cache=True)
def by_bin(scaled: Array, inverse: Array, bin: Array, cross: Array, diagonal: Array, slope: Array) -> None:
    """Add to the curvature between bins and the other columns, within bins, and to the slope by bins."""
    for m in range(len(bin)):
        b = bin[m]
        slope[b] += inverse[m]
        diagonal[b] += inverse[m] * inverse[m]
        for c in range(scaled.shape[1]):
            cross[b, c] += scaled[m, c] * inverse[m]
