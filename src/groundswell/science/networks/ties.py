"""Ties as they are handed over, checked and brought into one form: each pair once, nobody tied to themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]

_MOST_NODES = 100_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Undirected ties: ends (E, 2), the smaller first, in order; and weights (E,), of n nodes."""

    n: int
    ends: Array
    weight: Array

    @property
    def strength(self) -> Array:
        """(n,) weights of each node's ties, summed."""
        out: Array = np.bincount(self.ends[:, 0], self.weight, self.n) + np.bincount(self.ends[:, 1], self.weight, self.n)
        return out


def checked(source: ArrayLike, target: ArrayLike, weight: ArrayLike | None, n: Any) -> Ties:
    """Check and tidy; raises ValueError with the name of what is wrong."""
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or not 1 <= int(n) <= _MOST_NODES:
        raise ValueError(f"n must be a whole number of nodes from 1 to {_MOST_NODES}")
    size = int(n)
    one, other = _ends(source, "source", size), _ends(target, "target", size)
    if one.shape != other.shape:
        raise ValueError("target must be as many nodes as source")
    heavy = _weights(weight, len(one))
    apart = one != other
    if not apart.any():
        raise ValueError("source and target must hold at least one tie between two nodes")
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    pairs, place = np.unique(low * size + high, return_inverse=True)
    summed = np.ones(len(pairs)) if weight is None else np.bincount(place, heavy[apart], len(pairs))
    return Ties(size, np.stack([pairs // size, pairs % size], axis=1), summed)


def _ends(values: ArrayLike, name: str, n: int) -> Array:
    try:
        found = np.asarray(values)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name} must be a list of nodes") from error
    if found.ndim != 1 or found.size == 0:
        raise ValueError(f"{name} must be a list of at least one node")
    if found.dtype.kind not in "iu":
        raise ValueError(f"{name} must be whole numbers")
    if int(found.min()) < 0 or int(found.max()) >= n:
        raise ValueError(f"{name} must be nodes from 0 to n - 1 = {n - 1}")
    return found.astype(np.int64)


def _weights(weight: ArrayLike | None, count: int) -> Array:
    if weight is None:
        return np.ones(count)
    try:
        found = np.asarray(weight)
    except ValueError as error:
        raise ValueError("weight must be numbers, as many as source") from error
    if found.shape != (count,) or found.dtype.kind not in "fiu":
        raise ValueError("weight must be numbers, as many as source")
    found = found.astype(np.float64)
    if not (np.isfinite(found).all() and float(found.min()) >= 1e-100 and float(found.max()) <= 1e100):
        raise ValueError("weight must be finite numbers above 0, from 1e-100 to 1e100")
    return found
