"""What may enter a reckoning of chains: who came by whom, when, in which community."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]

_MANY = 2000


def checked(parent: ArrayLike, created: ArrayLike, now: float | None) -> tuple[Array, Array, float]:
    """Pass-ons that stand after one another, and until when they were watched."""
    above, at = np.asarray(parent), np.asarray(created)
    if above.ndim != 1 or len(above) == 0:
        raise ValueError("parent must be a list of at least one index")
    if above.dtype.kind not in "iu":
        raise ValueError("parent must hold whole numbers")
    n = len(above)
    if n >= 2**31 or int(above.max()) >= n or int(above.min()) < -1:
        raise ValueError("parent must hold indexes of the pass-ons, or -1")
    if at.shape != above.shape or at.dtype.kind not in "fiu":
        raise ValueError("created must be numbers, as many as parent")
    at = at.astype(np.float64)
    if not np.isfinite(at).all() or float(at.min()) < 0:
        raise ValueError("created must be finite seconds from 0 on")
    until = float(at.max()) if now is None else float(now)
    if not math.isfinite(until) or until < float(at.max()):
        raise ValueError("now must be a finite time, and none created after it")
    above = above.astype(np.int32)
    if bool(np.any((above >= 0) & (at < at[above]))):
        raise ValueError("created must not be before that of the parent")
    return above, at, until


def recruits(recruited: ArrayLike | None, above: Array) -> Array:
    """Whether anybody came by each."""
    passed = np.zeros(len(above), bool)
    passed[above[above >= 0]] = True
    if recruited is None:
        return passed
    came = np.asarray(recruited)
    if came.shape != above.shape or came.dtype.kind != "b":
        raise ValueError("recruited must be true or false, as many as parent")
    if bool(np.any(passed & ~came)):
        raise ValueError("recruited must be true where somebody passed on who came by it")
    return came


def communities(community: Any, n: int) -> tuple[Array, tuple[Hashable, ...]]:
    """In which community each was made, as a number, and the names of all, sorted where they can be."""
    found = community if isinstance(community, np.ndarray) else None
    if found is None and (isinstance(community, str) or not hasattr(community, "__len__")):
        raise ValueError("community must be as many as parent")
    if len(community) != n or (found is not None and found.ndim != 1):
        raise ValueError("community must be as many as parent")
    if found is not None and found.dtype.kind in "iu" and int(found.min()) >= 0 and int(found.max()) < 2**20:
        present = np.flatnonzero(np.bincount(found))
        place = np.zeros(int(found.max()) + 1, np.int32)
        place[present] = np.arange(len(present))
        codes, names = place[found], present.tolist()
    else:
        codes, names = _coded(found.tolist() if found is not None else list(community))
    if len(names) > _MANY:
        raise ValueError(f"community must name at most {_MANY}")
    return codes, tuple(names)


def _coded(listed: list[Any]) -> tuple[Array, list[Any]]:
    seen: dict[Any, int] = {}
    try:
        first = np.fromiter((seen.setdefault(one, len(seen)) for one in listed), np.int32, len(listed))
    except TypeError:
        raise ValueError("community must hold names, numbers or ids") from None
    if any(one is None or one != one for one in seen):
        raise ValueError("community must be known for every pass-on")
    names = list(seen)
    try:
        order = sorted(range(len(names)), key=lambda place: names[place])
    except TypeError:
        order = list(range(len(names)))
    place = np.empty(len(names), np.int32)
    place[order] = np.arange(len(names))
    return place[first], [names[k] for k in order]
