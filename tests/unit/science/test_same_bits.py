"""The same input gives the same bits, however many threads a matrix product may take."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from groundswell.science import bridging, influence, opinion, trials

rng = np.random.default_rng(5)
PAIRS = np.unique(rng.integers(0, 600_000, 20_000))
PEOPLE, THINGS = PAIRS // 300, PAIRS % 300
LIKED = np.where((PEOPLE + THINGS) % 2 == 0, 1.0, rng.choice([0.0, 0.5, 1.0], len(PAIRS)))
TIMES = np.sort(rng.uniform(0.0, 500.0, 3_000))
ARMS = rng.integers(0, 2, 4_000)


def fit_bridging() -> Any:
    return bridging.fit(PEOPLE, THINGS, LIKED, seed=0)


def fit_opinion() -> Any:
    return opinion.fit(PEOPLE, THINGS, np.where(LIKED > 0.5, 1, -1))


def fit_influence() -> Any:
    return influence.fit(TIMES, np.arange(len(TIMES)) % 6, 6, horizon=500.0, decays=1.0)


def compare_arms() -> Any:
    return trials.compare(ARMS + 0.1 * np.sin(np.arange(4_000)), ARMS, control=0, cluster=np.arange(4_000) // 2)


def peek_at_arms() -> Any:
    peek = trials.Peek([0, 1], control=0)
    peek.add_many(ARMS, np.abs(np.sin(np.arange(4_000))))
    return peek.table()


@pytest.mark.parametrize("engine", [fit_bridging, fit_opinion, fit_influence, compare_arms, peek_at_arms])
def test_threads_change_no_bit(engine: Callable[[], Any]) -> None:
    with threadpool_limits(1):
        alone = numbers(engine())
    with threadpool_limits(2):
        together = numbers(engine())
    assert len(alone) > 0
    assert alone == together


def numbers(found: Any) -> list[str]:
    """Every number of a result, written so that no bit is lost."""
    given = vars(found) if hasattr(found, "__dict__") else {f.name: getattr(found, f.name) for f in dataclasses.fields(found)}
    told = [one for one in given.values() if isinstance(one, float | int | np.ndarray)]
    return [repr(np.asarray(one).tolist()) for one in told] or [repr(found)]
