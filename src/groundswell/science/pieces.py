"""Independent pieces of one big job: in series where the job is small, else over processes; the same bits either way."""

from __future__ import annotations

import multiprocessing
import os
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Protocol

_BIG = 4e9  # multiplications; under this, starting processes costs more than they save


class Executor(Protocol):
    """What spreads the pieces: yields ``function(piece)`` for each, in the order of the pieces.

    Anything with such a ``map`` serves, an executor of ``concurrent.futures`` among them. Function and pieces must
    be picklable, and a piece's result must depend on nothing but the piece.
    """

    def map(self, function: Callable[[Any], Any], pieces: Iterable[Any], /) -> Iterable[Any]:
        """The results, in order."""


class Series:
    """One piece after the other, in this process."""

    def map(self, function: Callable[[Any], Any], pieces: Iterable[Any], /) -> Iterator[Any]:
        """The results, in order."""
        return map(function, pieces)


class Processes:
    """A pool of processes, as many as there are processors unless said; in series where no pool can be had.

    A process that runs a single thread is copied as it stands (fork), so that a script without a guarded main part may
    use this too; one with several threads, whose locks would be copied as they are held, starts fresh ones.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def map(self, function: Callable[[Any], Any], pieces: Iterable[Any], /) -> Iterator[Any]:
        """The results, in order."""
        waiting = list(pieces)
        if min(self.workers, len(waiting)) < 2 or multiprocessing.current_process().daemon:
            yield from map(function, waiting)
            return
        lone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if lone else "spawn")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of any thread, BLAS's own too
            with ProcessPoolExecutor(min(self.workers, len(waiting)), mp_context=context) as pool:
                yield from pool.map(function, waiting)


def fitting(cost: float) -> Executor:
    """The executor for a job of so many multiplications."""
    return Processes() if cost > _BIG else Series()
