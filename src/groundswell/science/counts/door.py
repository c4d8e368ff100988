"""What may enter a count: candidates, seats, weights and ranked ballots, checked once and put into arrays."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.counts import papers
from groundswell.science.counts.results import Candidate

Array = NDArray[Any]

_MOST = 2**62
_FINEST = 1_000_000
_MANY = 32_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ranked ballots: the places of candidates, best first, -1 behind; ``place`` only where some ranks are equal.

    ``order`` ends before the first equal rank; ``weights`` are whole numbers, ``unit`` of which make one vote.
    """

    candidates: tuple[Candidate, ...]
    order: Array
    place: Array
    weights: Array
    unit: int


def listed(candidates: int | Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, each once."""
    if isinstance(candidates, bool) or not isinstance(candidates, int | np.integer | Iterable):
        raise ValueError("candidates must be a list of whom one can vote for")
    found = tuple(range(int(candidates)) if isinstance(candidates, int | np.integer) else candidates)
    if not 0 < len(found) <= _MANY:
        raise ValueError(f"candidates must be at least one and at most {_MANY}")
    if any(not isinstance(one, Hashable) or isinstance(one, tuple | list | set | frozenset | dict) for one in found):
        raise ValueError("candidates must be names, numbers or ids, not collections")
    found = tuple(one.item() if isinstance(one, np.generic) else one for one in found)
    if len(set(found)) < len(found):
        raise ValueError("candidates must not name anybody twice")
    return found


def whole(value: Any, name: str, least: int, most: int | None = None) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} must be a whole number from {least} on")
    if most is not None and value > most:
        raise ValueError(f"{name} must be at most {most}, the number of candidates")
    return int(value)


def seeded(seed: Any) -> int:
    """A seed: any whole number."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer):
        raise ValueError("seed must be a whole number")
    return int(seed)


def number(value: Any, name: str) -> Fraction:
    """An exact number: floats are read as they are written."""
    if isinstance(value, bool | np.bool_):
        return Fraction(int(value))
    if isinstance(value, int | np.integer):
        return Fraction(int(value))
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, float | np.floating) and math.isfinite(value):
        return Fraction(repr(float(value)))
    raise ValueError(f"{name} must be finite numbers")


def weighed(weights: Any, n: int) -> tuple[Array, int]:
    """Weights as whole numbers, and how many of them make one vote; floats are read to six decimals."""
    if weights is None:
        return np.ones(n, np.int64), 1
    array = np.asarray(weights)
    if array.ndim != 1 or len(array) != n:
        raise ValueError(f"weights must be as many as ballots: {n}")
    if array.dtype.kind in "iu":
        scaled, unit = array, 1
    elif array.dtype.kind == "f":
        if not np.isfinite(array).all() or float(np.max(np.abs(array), initial=0.0)) > 2**40:
            raise ValueError("weights must be finite numbers below 2**40")
        scaled, unit = np.rint(array * _FINEST).astype(np.int64), _FINEST
    else:
        parts = [number(one, "weights") for one in array.tolist()]
        unit = math.lcm(*(part.denominator for part in parts))
        scaled = np.array([int(part * unit) for part in parts], object)
    if n and min(scaled.tolist() if scaled.dtype == object else [scaled.min()]) < 0:
        raise ValueError("weights must not be negative")
    total = sum(scaled.tolist()) if scaled.dtype == object or float(scaled.sum(dtype=float)) > 2**60 else int(scaled.sum())
    if total >= _MOST:
        raise ValueError("weights must be smaller, or fractions with a smaller common denominator")
    if n and total == 0:
        raise ValueError("weights must not all be zero")
    scaled = scaled.astype(np.int64)
    shared = math.gcd(unit, int(np.gcd.reduce(scaled))) if n else 1
    return scaled // shared, unit // shared


def ranked(ballots: Any, candidates: Any, weights: Any) -> Ranked:
    """Ranked ballots, checked: an array of places padded with -1, or sequences of candidates with tuples of equals."""
    names = listed(candidates)
    if isinstance(ballots, np.ndarray) and ballots.dtype.kind in "iu" and ballots.ndim == 2:
        order, place = _array(ballots, len(names)), np.empty((0, 0), np.int16)
    else:
        order, place = _sequences(ballots, names)
    row, why = papers.flaw(order, len(names))
    if why:
        raise ValueError(f"ballots must {('', 'rank nobody twice', 'hold -1 only behind the last')[why]}: ballot {row} does")
    scaled, unit = weighed(weights, len(order))
    return Ranked(names, order, place, scaled, unit)


def several(ballots: Any) -> Sequence[Any]:
    """At least one ballot, in a list."""
    if isinstance(ballots, str | bytes | dict) or not isinstance(ballots, Iterable):
        raise ValueError("ballots must be a list with one entry for each voter")
    found = (
        ballots if isinstance(ballots, list | tuple) else ballots.tolist() if isinstance(ballots, np.ndarray) else list(ballots)
    )
    if not 0 < len(found) < 2**31:
        raise ValueError("ballots must hold at least one")
    return found


def _array(ballots: Array, candidates: int) -> Array:
    if not 0 < len(ballots) < 2**31:
        raise ValueError("ballots must hold at least one")
    if ballots.size and (int(ballots.max()) >= candidates or int(ballots.min()) < -1):
        raise ValueError(f"ballots must hold places of candidates, 0 to {candidates - 1}, or -1")
    return np.ascontiguousarray(ballots, np.int16)


def _sequences(ballots: Any, names: tuple[Candidate, ...]) -> tuple[Array, Array]:
    """The part of each ballot before its first equal rank, and, where ranks are equal at all, where each stands."""
    found = several(ballots)
    index = {one: place for place, one in enumerate(names)}
    flat: list[int] = []
    lengths: list[int] = []
    where: list[tuple[int, int, int]] = []
    tied = False
    for row, ballot in enumerate(found):
        levels = _levels(ballot, row, index)
        before = next((k for k, level in enumerate(levels) if len(level) > 1), len(levels))
        flat += [level[0] for level in levels[:before]]
        lengths.append(before)
        if before < len(levels):
            tied = True
            everyone = [one for level in levels for one in level]
            if len(set(everyone)) < len(everyone):
                raise ValueError(f"ballots must rank nobody twice: ballot {row} does")
            where += [(row, one, k) for k, level in enumerate(levels) for one in level]
    order = np.full((len(found), max(lengths)), -1, np.int16)
    order[np.arange(order.shape[1]) < np.array(lengths)[:, None]] = flat
    if not tied:
        return order, np.empty((0, 0), np.int16)
    place = np.full((len(found), len(names)), len(names), np.int16)
    rows, columns = np.nonzero(order >= 0)
    place[rows, order[rows, columns]] = columns
    rows, whom, levels_of = np.array(where).T
    place[rows, whom] = levels_of
    return order, place


def _levels(ballot: Any, row: int, index: dict[Candidate, int]) -> list[tuple[int, ...]]:
    if not isinstance(ballot, Sequence | np.ndarray) or isinstance(ballot, bytes):
        raise ValueError(f"ballots must be sequences of candidates, best first: ballot {row} is none")
    try:
        levels = [
            tuple(index[one] for one in entry) if isinstance(entry, tuple | list | set | frozenset) else (index[entry],)
            for entry in ballot
        ]
    except (KeyError, TypeError):
        raise ValueError(f"ballots must name candidates only: ballot {row} names somebody else") from None
    if () in levels:
        raise ValueError(f"ballots must hold somebody in each rank: ballot {row} has an empty one")
    return levels
