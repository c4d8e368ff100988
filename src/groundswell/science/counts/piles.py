"""Papers lying in piles before the candidates who have them: what moves from whom to whom, round by round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.counts import papers
from groundswell.science.counts.door import Ranked
from groundswell.science.counts.lots import Lots, by_earlier
from groundswell.science.counts.results import Count, Exact, Round, exact

Array = NDArray[Any]


class Piles:
    """The state of a count: each candidate has papers, in parcels of equal value; ``scale`` is the value of a new one."""

    def __init__(self, data: Ranked, seed: int, *, scale: int) -> None:
        self.names, self.lots = data.candidates, Lots(seed, data.candidates)
        self.rounds: list[Round] = []
        self.winners: list[int] = []
        self._data, self._scale = data, scale
        self.one = scale * data.unit
        n = len(self.names)
        self.standing = np.ones(n, np.bool_)
        self._parcels: list[dict[int, list[Array]]] = [{} for _ in range(n)]
        self.totals = [0] * n
        self.moved = [0] * n
        self.history: list[list[int]] = []
        self._lay(np.arange(len(data.order), dtype=np.int32), scale)
        self.valid = sum(self.totals)
        if not self.valid:
            raise ValueError("ballots must hold at least one first preference")
        self._all = scale * int(data.weights.sum())
        self._told: tuple[str, tuple[int, ...], dict[int, int]] = ("first preferences", (), {})
        self.history.append(list(self.totals))

    def active(self) -> list[int]:
        """Those who are neither elected nor out."""
        return np.flatnonzero(self.standing).tolist()

    def transfer(self, place: int, action: str, worth: Callable[[int], int], *, left: int) -> None:
        """All papers of one go on to whom they name next, each at a new value; ``left`` stays."""
        self.moved = [0] * len(self.names)
        changed: dict[int, int] = {}
        parcels, self._parcels[place] = self._parcels[place], {}
        for value in sorted(parcels, reverse=True):
            changed[value] = worth(value)
            self._lay(np.concatenate(parcels[value]), changed[value])
        self.totals[place] = left
        self._told = (action, (place,), changed if action == "surplus" else {})
        self.history.append(list(self.totals))

    def elect(self, places: Iterable[int]) -> list[int]:
        """These are elected, the one with the most votes first."""
        found = sorted(places, key=lambda place: -self.totals[place])
        self.winners += found
        self.standing[found] = False
        return found

    def lowest(self) -> int:
        """Who goes out: the fewest votes, of equals the fewest in the latest earlier round, then by lot."""
        active = self.active()
        least = min(self.totals[place] for place in active)
        tied = [place for place in active if self.totals[place] == least]
        return self.first_of(tied, lowest=True, what="excluded")

    def first_of(self, tied: list[int], *, lowest: bool, what: str) -> int:
        """One of those who are equal."""
        return by_earlier(tied, self.history, self.lots, lowest=lowest, what=what, at=len(self.rounds) + 1)

    def close(self, *, quota: Exact, elected: Iterable[int] = (), excluded: Iterable[int] = ()) -> None:
        """Write the round down."""
        action, of, changed = self._told
        self.rounds.append(
            Round(
                number=len(self.rounds) + 1,
                action=action,
                votes={name: exact(self.totals[place], self.one) for place, name in enumerate(self.names)},
                of=self._named(of),
                quota=quota,
                elected=self._named(elected),
                excluded=self._named(excluded),
                transfers={self.names[place]: exact(gain, self.one) for place, gain in enumerate(self.moved) if gain},
                exhausted=self.exhausted(),
                factors={exact(old, self._scale): exact(new, self._scale) for old, new in changed.items()},
            )
        )

    def exhausted(self) -> Exact:
        """What no candidate has now."""
        return exact(self._all - sum(self.totals), self.one)

    def count(self) -> Count:
        """All of it."""
        return Count(self._named(self.winners), tuple(self.rounds), tuple(self.lots.ties), self.exhausted())

    def _named(self, places: Iterable[int]) -> tuple[Any, ...]:
        return tuple(self.names[place] for place in places)

    def _lay(self, those: Array, value: int) -> None:
        to, gained = papers.follow(self._data.order, self._data.weights, those, self.standing)
        for place in np.flatnonzero(gained[:-1]).tolist():
            self._parcels[place].setdefault(value, []).append(those[to == place])
            self.moved[place] += int(gained[place]) * value
            self.totals[place] += int(gained[place]) * value
