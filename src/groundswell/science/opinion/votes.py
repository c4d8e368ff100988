"""Votes as rows: each voter's last word on each statement, in as little memory as that takes."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Ids = Sequence[Hashable] | Array


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Votes by voter: ``code`` is three times the statement's number, plus 0 disagree, 1 pass, 2 agree.

    Voter i has ``code[start[i]:start[i + 1]]``; ``cast`` counts votes with those on statements left out. ``tally`` (m, 3)
    counts each statement's votes.
    """

    start: Array
    code: Array
    cast: Array
    tally: Array

    @property
    def counts(self) -> Array:
        """Votes of each voter on the statements that count."""
        return np.diff(self.start)

    @property
    def mean(self) -> Array:
        """Mean vote on each statement."""
        mean: Array = (self.tally[:, 2] - self.tally[:, 0]) / np.maximum(1, self.tally.sum(1))
        return mean


def numbered(ids: Ids, name: str) -> tuple[Array, Array]:
    """The ids that occur, and for each entry the number of its id: whole numbers ascending, others as they first came."""
    if isinstance(ids, np.ndarray):
        if ids.ndim != 1:
            raise ValueError(f"{name} must have one dimension")
        if ids.dtype.kind in "iu":
            return _ranked(ids)
        ids = ids.tolist()
    listed = list(ids)
    if listed and all(type(one) is int for one in listed):
        whole = np.array(listed)
        if whole.dtype.kind in "iu":
            return _ranked(whole)
    return _first_come(listed, name)


def checked_votes(votes: ArrayLike, n: int) -> Array:
    """Votes as int8, or what is wrong with them."""
    given = np.asarray(votes)
    if given.ndim != 1 or len(given) != n:
        raise ValueError("votes must be as long as voters and statements")
    good = given.dtype.kind in "iuf" and bool(np.all((given >= -1) & (given <= 1)))
    if good and given.dtype.kind == "f":
        good = bool(np.all(given == np.rint(given)))
    if not good:
        raise ValueError("votes must be -1 (disagree), 0 (pass) or 1 (agree)")
    return given.astype(np.int8)


def tabled(voter: Array, statement: Array, vote: Array, n: int, kept: Array) -> Table:
    """The rows of ``n`` voters on the statements marked in ``kept``; of two votes on one statement the last stands."""
    start, code, cast = _rows(voter, statement, vote, n, kept)
    return Table(start, code, cast, np.bincount(code, minlength=3 * len(kept)).reshape(-1, 3))


def checked_id(one: Any, name: str) -> Hashable:
    """An id that can be looked up again, or ValueError."""
    try:
        hash(one)
    except TypeError as error:
        raise ValueError(f"{name} must be hashable") from error
    if isinstance(one, float) and math.isnan(one):
        raise ValueError(f"{name} must not be NaN")
    return one  # type: ignore[no-any-return]


def as_ids(names: Iterable[Hashable]) -> Array:
    """Ids of any kind in an array, each as it is."""
    listed = list(names)
    out = np.empty(len(listed), object)
    out[:] = listed
    return out


def _ranked(ids: Array) -> tuple[Array, Array]:
    if not len(ids):
        return ids, np.zeros(0, np.int32)
    low, high = int(ids.min()), int(ids.max())
    if high - low > 4 * len(ids) + 1024 or high >= 2**63:
        names, codes = np.unique(ids, return_inverse=True)
        return names, codes.astype(np.int32)
    there, codes = _dense(ids.astype(np.int64, copy=False), low, high - low + 1)
    return there, codes


def _first_come(listed: list[Hashable], name: str) -> tuple[Array, Array]:
    seen: dict[Hashable, int] = {}
    try:
        codes = np.fromiter((seen.setdefault(one, len(seen)) for one in listed), np.int32, len(listed))
    except TypeError as error:
        raise ValueError(f"{name} must be hashable") from error
    for one in seen:
        checked_id(one, name)
    return as_ids(seen), codes


@njit(cache=True)
def _dense(ids: Array, low: int, size: int) -> tuple[Array, Array]:
    place = np.zeros(size, np.int32)
    for one in ids:
        place[one - low] = 1
    names = np.empty(place.sum(), np.int64)
    n = 0
    for i in range(size):
        if place[i]:
            place[i] = n
            names[n] = low + i
            n += 1
    codes = np.empty(len(ids), np.int32)
    for i in range(len(ids)):
        codes[i] = place[ids[i] - low]
    return names, codes


@njit(cache=True)
def _rows(voter: Array, statement: Array, vote: Array, n: int, kept: Array) -> tuple[Array, Array, Array]:
    """Sort votes by voter, keep the last on each statement, leave out statements that are not kept."""
    place = np.zeros(n + 1, np.int64)
    for one in voter:
        place[one + 1] += 1
    for i in range(n):
        place[i + 1] += place[i]
    begin = place.copy()
    code = np.empty(len(voter), np.int32)
    for i in range(len(voter)):
        code[place[voter[i]]] = 3 * statement[i] + vote[i] + 1
        place[voter[i]] += 1
    last = np.full(len(kept), -1, np.int64)
    start, cast = np.zeros(n + 1, np.int64), np.zeros(n, np.int64)
    end = 0
    for i in range(n):
        row = end
        for at in range(begin[i], begin[i + 1]):
            one = code[at] // 3
            if last[one] >= row:
                code[last[one]] = code[at]
            else:
                last[one] = end
                code[end] = code[at]
                end += 1
        cast[i] = end - row
        # What is left out is taken from the row only now, for a later vote must not bring it back.
        to = row
        for at in range(row, end):
            one = code[at] // 3
            last[one] = -1
            if kept[one]:
                code[to] = code[at]
                to += 1
        end = to
        start[i + 1] = end
    return start, code[:end].copy(), cast
