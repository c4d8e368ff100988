"""The map while people vote: exact counts and one's own place at once, a fresh map every so often, lasting names of groups."""

from __future__ import annotations

from array import array
from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from groundswell.science.opinion.fitting import ENOUGH_VOTES, Ground, grounded, reported
from groundswell.science.opinion.results import OpinionMap
from groundswell.science.opinion.votes import Table, as_ids, checked_id, tabled

Array = NDArray[Any]

_FIRST, _GROWTH = 500, 4


class Placed(NamedTuple):
    """Where a voter stands on the present axes, and in which group (-1: none yet)."""

    position: tuple[float, float]
    group: int


class Live:
    """A map that is kept up to date vote by vote.

    ``vote`` counts exactly and places that voter on the axes of the latest refresh, in microseconds. Axes and groups are
    refreshed whenever the votes have grown by a quarter, and by ``map``, each time from where they were: axes keep their
    sides, and a group keeps its number for as long as most of its members stay together. A number that was given up comes
    back with its people.

    Parameters
    ----------
    seed : int
        For first guesses. The same calls in the same order give the same bits.

    Examples
    --------
    >>> live = Live()
    >>> for voter in range(20):
    ...     for statement in range(8):
    ...         placed = live.vote(voter, statement, 1 if (statement < 4) == (voter < 12) else -1)
    >>> before = live.map()
    >>> before.k, before.groups.tolist() == [0] * 12 + [1] * 8
    (2, True)
    >>> for voter in range(20, 40):
    ...     for statement in range(8):
    ...         placed = live.vote(voter, statement, 1 if statement >= 4 else -1)
    >>> live.map().groups.tolist() == [0] * 12 + [1] * 28
    True
    >>> live.tally(0)
    (12, 0, 28)
    """

    def __init__(self, seed: int = 0) -> None:
        if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
            raise ValueError("seed must be a whole number from 0")
        self._seed = seed
        self._voters: dict[Hashable, int] = {}
        self._statements: dict[Hashable, int] = {}
        self._words: list[dict[int, int]] = []
        self._tally: list[list[int]] = []
        self._log = (array("i"), array("i"), array("b"))
        # Of each voter: sums of products of loadings 11, 12, 22, then of centred votes with either loading.
        self._sums: list[list[float]] = []
        self._axes: list[tuple[float, float, float]] = []
        self._doubt = (1.0, 1.0)
        self._centres: list[tuple[float, float, int]] = []
        self._loadings = np.zeros((0, 2))
        self._names = _Names()
        self._fresh: tuple[Table, Ground, list[int]] | None = None
        self._drawn: OpinionMap | None = None
        self._waiting = 0

    def vote(self, voter: Hashable, statement: Hashable, value: int) -> Placed:
        """Count one vote (-1, 0 or 1); a second one on the same statement replaces the first.

        Raises
        ------
        ValueError
            ``value`` is something else, or an id is not hashable.
        """
        if value not in (-1, 0, 1) or value is True or value is False:
            raise ValueError("value must be -1 (disagree), 0 (pass) or 1 (agree)")
        value = int(value)
        try:
            row, column = self._voters.get(voter), self._statements.get(statement)
        except TypeError as error:
            raise ValueError("voter and statement must be hashable") from error
        if row is None or column is None:
            row, column = self._new(voter, statement)
        words, tally, sums = self._words[row], self._tally[column], self._sums[row]
        mean, x, y = self._axes[column]
        last = words.get(column)
        if last is None:
            sums[0] += x * x
            sums[1] += x * y
            sums[2] += y * y
            change = value - mean
        else:
            tally[1 - last] -= 1
            change = value - last
        sums[3] += change * x
        sums[4] += change * y
        words[column] = value
        tally[1 - value] += 1
        if value != last:
            who, what, said = self._log
            who.append(row)
            what.append(column)
            said.append(value)
            self._fresh = self._drawn = None
            self._waiting += 1
            if self._waiting >= _FIRST and self._waiting * _GROWTH >= len(who):
                self._refresh()
                sums = self._sums[row]
        return self._placed(sums, len(words))

    def tally(self, statement: Hashable) -> tuple[int, int, int]:
        """How many agree, pass and disagree.

        Raises
        ------
        ValueError
            Nobody has voted on ``statement``.
        """
        column = self._statements.get(checked_id(statement, "statement"))
        if column is None:
            raise ValueError("statement must be one that was voted on")
        agree, passed, disagree = self._tally[column]
        return agree, passed, disagree

    def place(self, voter: Hashable) -> Placed:
        """Where a voter stands now.

        Raises
        ------
        ValueError
            ``voter`` has not voted.
        """
        row = self._voters.get(checked_id(voter, "voter"))
        if row is None:
            raise ValueError("voter must be one who has voted")
        return self._placed(self._sums[row], len(self._words[row]))

    def map(self) -> OpinionMap:
        """The map of all votes until now: voters and statements in the order in which they first came.

        Where nobody disagrees yet everybody stands in the middle, in one group.
        """
        if self._drawn is None:
            table, ground, called = self._fresh or self._refresh()
            kept = np.ones(len(self._statements), bool)
            self._drawn = reported(
                as_ids(self._voters), list(self._statements), kept, table, ground,
                seed=self._seed, as_polis=False, called=called,
            )  # fmt: skip
        return self._drawn

    def _new(self, voter: Hashable, statement: Hashable) -> tuple[int, int]:
        checked_id(voter, "voter")
        checked_id(statement, "statement")
        row = self._voters.setdefault(voter, len(self._voters))
        if row == len(self._words):
            self._words.append({})
            self._sums.append([0.0, 0.0, 0.0, 0.0, 0.0])
        column = self._statements.setdefault(statement, len(self._statements))
        if column == len(self._tally):
            self._tally.append([0, 0, 0])
            self._axes.append((0.0, 0.0, 0.0))
        return row, column

    def _placed(self, sums: list[float], given: int) -> Placed:
        a, b, d, s, t = sums
        a += self._doubt[0]
        d += self._doubt[1]
        whole = a * d - b * b
        x, y = (d * s - b * t) / whole, (a * t - b * s) / whole
        group = -1
        if given >= ENOUGH_VOTES or given == len(self._tally):
            least = float("inf")
            for i, j, name in self._centres:
                apart = (x - i) * (x - i) + (y - j) * (y - j)
                if apart < least:
                    least, group = apart, name
        return Placed((x, y), group)

    def _refresh(self) -> tuple[Table, Ground, list[int]]:
        who, what, said = (np.array(part) for part in self._log)
        m = len(self._tally)
        table = tabled(who, what, said, len(self._voters), np.ones(m, bool))
        if len(who) > 2 * len(table.code):
            self._log = _shorter(table)
        before = None
        if self._loadings.any():
            before = np.zeros((m, 2))
            before[: len(self._loadings)] = self._loadings
        near = np.array([centre[:2] for centre in self._centres]).reshape(-1, 2)
        ground = grounded(
            table, k=None, compatible=None, seed=self._seed, before=before, near=near, held=len(self._centres)
        )  # fmt: skip
        called = self._names.given(ground.grouped, ground.camps.labels, len(ground.camps.centres))
        self._keep(table, ground, called)
        return table, ground, called

    def _keep(self, table: Table, ground: Ground, called: list[int]) -> None:
        self._loadings = ground.axes.loadings[:, :2]
        self._doubt = (float(ground.axes.doubt[0]), float(ground.axes.doubt[1]))
        self._axes = list(zip(table.mean.tolist(), *self._loadings.T.tolist(), strict=True))
        self._sums = np.column_stack([ground.axes.seen, ground.axes.scores[:, :2]]).tolist()
        self._centres = [(x, y, name) for (x, y), name in zip(ground.camps.centres.tolist(), called, strict=True)]
        self._fresh, self._waiting = (table, ground, called), 0


def _shorter(table: Table) -> tuple[array[int], array[int], array[int]]:
    """The log without votes that were taken back."""
    row, column, value = array("i"), array("i"), array("b")
    row.frombytes(np.repeat(np.arange(len(table.cast), dtype=np.int32), table.counts).tobytes())
    column.frombytes((table.code // 3).tobytes())
    value.frombytes((table.code % 3 - 1).astype(np.int8).tobytes())
    return row, column, value


class _Names:
    """Which number each group goes by, told from its members."""

    def __init__(self) -> None:
        self._members: dict[int, Array] = {}

    def given(self, grouped: Array, labels: Array, k: int) -> list[int]:
        """Numbers of k groups: those of the groups that most of their members were in, else new ones."""
        own = [grouped[labels == group] for group in range(k)]
        names = sorted(self._members)
        called: dict[int, int] = {}
        if names and k:
            shared = np.array(
                [[np.isin(rows, self._members[name], assume_unique=True).sum() for name in names] for rows in own]
            )
            for group, column in zip(*linear_sum_assignment(shared, maximize=True), strict=True):
                if shared[group, column]:
                    called[int(group)] = names[column]
        for group in range(k):
            if group not in called:
                taken = {*names, *called.values()}
                called[group] = next(name for name in range(len(taken) + 1) if name not in taken)
            # A number that nobody goes by now keeps its last members, to be known again by them.
            self._members[called[group]] = own[group]
        return [called[group] for group in range(k)]
