"""Meek's distribution: what each candidate keeps of the papers that pass through their hands. Compiled, exact to 1e-12.

Papers that name the same people up to the first who keeps all are one: they lie in a tree of names, and a distribution
costs as many steps as the tree has nodes, however many papers there are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]

ONE = 1_000_000_000_000
STEP = 1_000_000


@njit(cache=True)
def tree(order: Array, weights: Array, state: Array) -> tuple[Array, Array, Array, Array]:
    """Of each node: the one above, the candidate, the weight that comes through and that ends there; node 0 is the root.

    ``state`` is 0 for who is out (passed over), 1 for who keeps all (the end), 2 for who passes on.
    """
    room, n = 1024, 1
    above, who = np.zeros(room, np.int32), np.full(room, -1, np.int32)
    first, beside = np.full(room, -1, np.int32), np.full(room, -1, np.int32)
    through, ended = np.zeros(room, np.int64), np.zeros(room, np.int64)
    for i in range(order.shape[0]):
        at = 0
        through[0] += weights[i]
        for k in range(order.shape[1]):
            one = order[i, k]
            if one < 0:
                break
            if state[one] == 0:
                continue
            below = first[at]
            while below >= 0 and who[below] != one:
                below = beside[below]
            if below < 0:
                if n == room:
                    above, who = np.append(above, np.zeros(room, np.int32)), np.append(who, np.full(room, -1, np.int32))
                    first, beside = (
                        np.append(first, np.full(room, -1, np.int32)),
                        np.append(beside, np.full(room, -1, np.int32)),
                    )
                    through, ended = np.append(through, np.zeros(room, np.int64)), np.append(ended, np.zeros(room, np.int64))
                    room *= 2
                below = n
                n += 1
                above[below], who[below], beside[below] = at, one, first[at]
                first[at] = below
            at = below
            through[at] += weights[i]
            if state[one] == 1:
                break
        ended[at] += weights[i]
    return above[:n].copy(), who[:n].copy(), through[:n].copy(), ended[:n].copy()


@njit(cache=True)
def keep(above: Array, who: Array, through: Array, ended: Array, factors: Array) -> tuple[Array, Array]:
    """What each candidate keeps, nobody last, as two whole numbers: a million of the second make one of the first.

    Of what reaches them each keeps their factor, rounded up at twelve decimals.
    """
    high, low = np.zeros(len(factors) + 1, np.int64), np.zeros(len(factors) + 1, np.int64)
    left = np.empty(len(above), np.int64)
    left[0] = ONE
    high[-1] = ONE // STEP * ended[0]
    for node in range(1, len(above)):
        reached, factor = left[above[node]], factors[who[node]]
        # reached * factor / ONE, rounded up, in two halves that fit into 64 bits
        rest = reached * (factor % STEP)
        whole = reached * (factor // STEP) + rest // STEP
        part = whole // STEP + (1 if whole % STEP or rest % STEP else 0)
        left[node] = reached - part
        high[who[node]] += part // STEP * through[node]
        low[who[node]] += part % STEP * through[node]
        high[-1] += left[node] // STEP * ended[node]
        low[-1] += left[node] % STEP * ended[node]
    return high, low
