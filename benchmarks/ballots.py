"""Ballots for the benchmark of the counts: PrefLib's files, and made ones."""

from __future__ import annotations

import re
from typing import Any

_PART = re.compile(r"\{([^}]*)\}|(\d+)")


def preflib(path: str) -> tuple[list[str], list[tuple[Any, ...]], list[int]]:
    """The names, the orders (places from 0; a tuple of equals) and how often each was cast."""
    names, orders, often = [], [], []
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("# ALTERNATIVE NAME"):
                names.append(line.split(":", 1)[1].strip())
            elif not line.startswith("#") and line.strip():
                count, _, order = line.partition(":")
                often.append(int(count))
                found = (
                    (tuple(int(one) - 1 for one in equal.split(",") if one.strip()) if equal else int(single) - 1)
                    for equal, single in _PART.findall(order)
                )
                orders.append(tuple(one for one in found if one != ()))
    return names, orders, often


def made(n: int, candidates: int, seed: int, *, cut: bool = True) -> Any:
    """Ranked ballots of voters and candidates on a plane, the nearest first; cut short at random, padded with -1."""
    import numpy as np

    rng = np.random.default_rng(seed)
    voters, places = rng.normal(size=(n, 2)), rng.normal(size=(candidates, 2))
    far = ((voters[:, None, :] - places[None]) ** 2).sum(axis=2) + rng.exponential(0.5, (n, candidates))
    order = np.argsort(far, axis=1).astype(np.int64)
    if cut:
        order[np.arange(candidates) >= rng.integers(1, candidates + 1, n)[:, None]] = -1
    return order
