"""What may enter a trial's reckoning: outcomes, arms, clusters, blocks, covariates and weights, checked once."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_SMALLEST, _LARGEST = 1e-40, 1e40


def numbers(values: Any, name: str, n: int | None = None) -> Array:
    """Finite numbers, one for each person."""
    try:
        found = np.asarray(values)
    except ValueError:
        found = np.empty((0, 0))
    if found.ndim != 1 or len(found) == 0 or found.dtype.kind not in "fiub":
        raise ValueError(f"{name} must be numbers, one for each person")
    if n is not None and len(found) != n:
        raise ValueError(f"{name} must be as many as outcome: {n}")
    found = found.astype(np.float64)
    if not np.isfinite(found).all():
        raise ValueError(f"{name} must be finite")
    _sized(found, name)
    return found


def _sized(found: Array, name: str) -> None:
    """Neither so large nor so small that squares of products leave what a float can hold."""
    for largest in np.atleast_1d(np.abs(found).max(axis=0)):
        if largest > _LARGEST or 0 < largest < _SMALLEST:
            raise ValueError(f"{name} must be of a size between {_SMALLEST} and {_LARGEST}: take another unit")


def coded(values: Any, name: str, n: int) -> tuple[Array, list[Hashable]]:
    """Each person's group as a number, and the names of the groups, sorted where they can be."""
    found = values if isinstance(values, np.ndarray) else None
    if found is None and not isinstance(values, list | tuple):
        try:
            values = list(values)
        except TypeError:
            raise ValueError(f"{name} must be as many as outcome: {n}") from None
    if (found is not None and found.ndim != 1) or len(values) != n:
        raise ValueError(f"{name} must be as many as outcome: {n}")
    if found is not None and found.dtype.kind in "iub":
        groups, codes = np.unique(found, return_inverse=True)
        return codes, groups.tolist()
    seen: dict[Hashable, int] = {}
    listed = found.tolist() if found is not None else values
    try:
        first = np.fromiter((seen.setdefault(one, len(seen)) for one in listed), np.int64, n)
    except TypeError:
        raise ValueError(f"{name} must be names, numbers or ids") from None
    if any(one is None or (isinstance(one, float) and math.isnan(one)) for one in seen):
        raise ValueError(f"{name} must be known for everybody")
    names = list(seen)
    try:
        order = sorted(range(len(names)), key=lambda place: names[place])  # type: ignore[arg-type,return-value]
    except TypeError:
        order = list(range(len(names)))
    place = np.empty(len(names), np.int64)
    place[order] = np.arange(len(names))
    return place[first], [names[k] for k in order]


def beside(covariates: Any, n: int) -> Array:
    """Covariates as columns, each less its mean."""
    if covariates is None:
        return np.empty((n, 0))
    try:
        found = np.asarray(covariates)
    except ValueError:
        found = np.empty(0, object)
    found = found[:, None] if found.ndim == 1 else found
    if found.ndim != 2 or found.shape[0] != n or found.dtype.kind not in "fiub":
        raise ValueError(f"covariates must be numbers, one row for each person: {n}")
    found = found.astype(np.float64)
    if not np.isfinite(found).all():
        raise ValueError("covariates must be finite")
    _sized(found, "covariates")
    centred: Array = found - found.mean(axis=0)
    return centred


def weighed(weights: Any, n: int) -> Array:
    """What each person weighs."""
    if weights is None:
        return np.ones(n)
    found = numbers(weights, "weights", n)
    if float(found.min()) < 0 or float(found.max()) == 0:
        raise ValueError("weights must not be negative, nor all zero")
    return found
