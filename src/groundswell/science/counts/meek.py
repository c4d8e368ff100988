"""Single transferable vote by Meek's method: everybody elected keeps just so much of each paper that they have the quota."""

from __future__ import annotations

from typing import Any

import numpy as np

from groundswell.science.counts import door, keeping
from groundswell.science.counts.lots import Lots, by_earlier
from groundswell.science.counts.results import Count, Round, exact

_OMEGA = 1_000_000  # in units of 1e-12: a millionth of a vote
_MOST = 9 * 10**12
_OUT, _HOPEFUL, _ELECTED = 0, 1, 2


def stv_meek(ballots: Any, *, candidates: Any, seats: int = 1, weights: Any = None, seed: int = 0) -> Count:
    """Fill seats in proportion by the single transferable vote, by Meek's method.

    Parameters
    ----------
    ballots : sequence of sequences, or array_like of int, shape (n, ranks)
        Each ranks candidates, best first. As an array: places in ``candidates``, padded with -1. A ballot that
        comes to a tuple (an equal rank) is exhausted there.
    candidates : sequence of hashable
        Whom one can vote for.
    seats : int
        How many are elected.
    weights : array_like, optional
        What each ballot weighs; not negative.
    seed : int
        Public seed of the lots.

    Returns
    -------
    Count
        A round for each election and each exclusion; with its ``factors`` its ``votes`` can be recomputed from the
        papers: of what reaches a candidate they keep their factor, rounded up at twelve decimals, the rest goes on.

    Raises
    ------
    ValueError
        A ballot ranks somebody twice or somebody unknown; there are no ballots, no first preference at all, more seats
        than candidates or bad weights.

    Notes
    -----
    The reference rule of the Proportional Representation Foundation, with twelve decimals in place of nine: the quota
    follows the papers that still count; factors are refined until the surplus is under a millionth of a vote or shrinks
    no more; then the last goes out. Two are equal if the surplus could change their order; ties: the latest earlier round
    in which they differed, then lot. A pass over the papers for each round, not for each refinement. Not fit for counting
    by hand.

    References
    ----------
    Hill, I. D., Wichmann, B. A. and Woodall, D. R. (1987), "Algorithm 123: Single transferable vote by Meek's method",
    *The Computer Journal* 30.

    Examples
    --------
    >>> ballots = [["Ann", "Bo"]] * 6 + [["Cy", "Di"]] * 3 + [["Di"]] * 1
    >>> found = stv_meek(ballots, candidates=["Ann", "Bo", "Cy", "Di"], seats=2)
    >>> found.winners, [(one.elected, one.excluded) for one in found.rounds]
    (('Ann', 'Cy'), [(('Ann',), ()), ((), ('Di',)), ((), ('Bo',)), (('Cy',), ())])
    """
    data = door.ranked(ballots, candidates, weights)
    door.whole(seats, "seats", 1, len(data.candidates))
    if int(data.weights.sum()) > _MOST:
        raise ValueError("weights must be smaller, or fractions with a smaller common denominator")
    return _Meek(data, seats, door.seeded(seed)).count()


class _Meek:
    """The state of one count; votes in units of 1e-12 of the smallest weight."""

    def __init__(self, data: door.Ranked, seats: int, seed: int) -> None:
        self._data, self._seats, self._names = data, seats, data.candidates
        self._lots = Lots(seed, data.candidates)
        self._state = np.full(len(self._names), _HOPEFUL, np.int8)
        self._factors = np.full(len(self._names), keeping.ONE, np.int64)
        self._winners: list[int] = []
        self._rounds: list[Round] = []
        self._history: list[list[int]] = []
        self._one = keeping.ONE * data.unit
        self._votes: list[int] = []
        self._nobody = self._quota = 0

    def count(self) -> Count:
        while len(self._winners) < self._seats:
            surplus = self._settle()
            hopeful = np.flatnonzero(self._state == _HOPEFUL).tolist()
            reached = [place for place in hopeful if self._votes[place] >= self._quota]
            if len(hopeful) <= self._seats - len(self._winners):
                reached = hopeful
            if reached:
                reached.sort(key=lambda place: -self._votes[place])
                self._winners += reached
                self._close(elected=reached)
                self._state[reached] = _ELECTED
                continue
            least = min(self._votes[place] for place in hopeful)
            tied = [place for place in hopeful if self._votes[place] <= least + surplus]
            at = len(self._rounds) + 1
            out = tied[0]
            if len(tied) > 1:
                out = by_earlier(tied, self._history, self._lots, lowest=True, what="excluded", at=at)
            self._close(excluded=[out])
            self._state[out], self._factors[out] = _OUT, 0
        winners = tuple(self._names[place] for place in self._winners)
        return Count(winners, tuple(self._rounds), tuple(self._lots.ties), exact(self._nobody, self._one))

    def _settle(self) -> int:
        """Refine the factors until somebody is elected or nothing more is to be had; the surplus that remains."""
        nodes = keeping.tree(self._data.order, self._data.weights, self._state)
        before = -1
        while True:
            self._distribute(nodes)
            surplus = sum(max(0, self._votes[place] - self._quota) for place in self._winners)
            hopeful = np.flatnonzero(self._state == _HOPEFUL)
            if len(hopeful) <= self._seats - len(self._winners) or any(self._votes[place] >= self._quota for place in hopeful):
                return surplus
            if surplus < _OMEGA * self._data.unit or 0 <= before <= surplus:
                return surplus
            before = surplus
            for place in self._winners:
                kept = _up(int(self._factors[place]) * self._quota, keeping.ONE)
                self._factors[place] = min(keeping.ONE, _up(kept * keeping.ONE, self._votes[place]))

    def _distribute(self, nodes: tuple[Any, ...]) -> None:
        above, who, through, ended = nodes
        high, low = keeping.keep(above, who, through, ended, self._factors)
        found = [int(a) * keeping.STEP + int(b) for a, b in zip(high, low, strict=True)]
        self._votes, self._nobody = found[:-1], found[-1]
        if not self._rounds and not sum(self._votes):
            raise ValueError("ballots must hold at least one first preference")
        self._quota = sum(self._votes) // (self._seats + 1) + 1

    def _close(self, *, elected: list[int] | None = None, excluded: list[int] | None = None) -> None:
        self._history.append(list(self._votes))
        self._rounds.append(
            Round(
                number=len(self._rounds) + 1,
                action="keep factors" if self._rounds else "first preferences",
                votes={name: exact(votes, self._one) for name, votes in zip(self._names, self._votes, strict=True)},
                quota=exact(self._quota, self._one),
                elected=tuple(self._names[place] for place in elected or ()),
                excluded=tuple(self._names[place] for place in excluded or ()),
                exhausted=exact(self._nobody, self._one),
                factors={name: exact(int(one), keeping.ONE) for name, one in zip(self._names, self._factors, strict=True)},
            )
        )


def _up(over: int, under: int) -> int:
    return -(-over // under)
