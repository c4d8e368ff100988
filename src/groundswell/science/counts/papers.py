"""Ballot papers as arrays: what is wrong with them, whom each goes to next, who is preferred to whom. Compiled, exact."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]


@njit(cache=True)
def flaw(order: Array, candidates: int) -> tuple[int, int]:
    """The first paper that cannot be counted, and why: 1 ranks somebody twice, 2 goes on after its end."""
    seen = np.full(candidates, -1, np.int64)
    for i in range(order.shape[0]):
        ended = False
        for k in range(order.shape[1]):
            one = order[i, k]
            if one < 0:
                ended = True
            elif ended:
                return i, 2
            elif seen[one] == i:
                return i, 1
            else:
                seen[one] = i
    return -1, 0


@njit(cache=True)
def follow(order: Array, weights: Array, papers: Array, standing: Array) -> tuple[Array, Array]:
    """Whom each of these papers goes to next among those who stand (-1: nobody), and the weight that each gets, nobody last."""
    to = np.empty(len(papers), np.int16)
    gained = np.zeros(len(standing) + 1, np.int64)
    for i in range(len(papers)):
        paper, found = papers[i], -1
        for k in range(order.shape[1]):
            one = order[paper, k]
            if one < 0:
                break
            if standing[one]:
                found = one
                break
        to[i] = found
        gained[found] += weights[paper]
    return to, gained


@njit(cache=True)
def preferred(order: Array, place: Array, weights: Array, candidates: int) -> Array:
    """(a, b): the weight of those who put a before b; whom a paper leaves out comes after all others, and all such are equal.

    With equal ranks ``place`` says where each stands; otherwise it is empty and ``order`` says so.
    """
    found = np.zeros((candidates, candidates), np.int64)
    row = np.empty(candidates, np.int64)
    for i in range(order.shape[0]):
        if place.shape[0]:
            for a in range(candidates):
                row[a] = place[i, a]
        else:
            row[:] = candidates
            for k in range(order.shape[1]):
                if order[i, k] < 0:
                    break
                row[order[i, k]] = k
        for a in range(candidates):
            if row[a] < candidates:
                for b in range(candidates):
                    if row[a] < row[b]:
                        found[a, b] += weights[i]
    return found
