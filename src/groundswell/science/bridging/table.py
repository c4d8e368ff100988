"""Who of which community rated how, what each community comes to, and what is missing: the rows that the rule counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from groundswell.science.bridging.habits import Habits

VERSION = "readiness-2"

# Of communities that are expected to stay under the line so many are named, the least convinced first.
_NAMED = 3

Memberships = Mapping[Any, Iterable[Hashable]] | Sequence[Iterable[Hashable]]
Groups = Mapping[Any, Hashable] | Sequence[Hashable]


class Missing(NamedTuple):
    """One thing that stands between an answer and ready, as data: a page turns it into words.

    ``code`` is one of

    ``outside``
        too few communities count: ``how_many`` readers from outside ``community`` are needed (None: from anywhere).
    ``more_raters``
        ``community`` has begun to rate; with ``how_many`` more readers it counts.
    ``same_people``
        the communities that count are half the same people: ``how_many`` readers from outside ``community`` are needed.
    ``under_line``
        ``community`` is not convinced: ``how_many`` more readers there who fully approve would carry it over the line.
    ``expected_under``
        ``community`` has not rated yet, and going by how it went together with the others on earlier answers it would not
        reach the line: with ``how_many`` more readers its own word counts instead.
    ``no_history``
        nobody knows yet whether these communities usually disagree. A note: it does not hold an answer back.
    """

    code: str
    community: Hashable | None
    how_many: int


@dataclass(frozen=True, slots=True)
class Share:
    """How one community rates: raters, mean approval, its lower bound, and whether the community counts.

    ``n`` is a number of people; in ``mean`` and ``lower`` a person in k communities weighs 1/k.
    """

    community: Hashable
    n: int
    mean: float
    lower: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether an answer is ready, and why not.

    ``score`` is the lower bound of the weakest community that counts; while fewer than two count, what a community
    without ratings would have. Where earlier answers are known it is no more than the approval to be expected of the known
    community that is likely to approve least. ``shares`` come largest first. ``missing`` is empty of all but notes when
    ``ready``.
    """

    ready: bool
    score: float
    shares: tuple[Share, ...]
    missing: tuple[Missing, ...]
    version: str = VERSION


class Table:
    """Who of which community rated how: the rows that the rule counts."""

    def __init__(
        self, belongs: list[tuple[Hashable, ...]], approval: NDArray[np.float64], sides: list[Hashable] | None
    ) -> None:
        names = sorted({community for own in belongs for community in own}, key=_by_name)
        number = {community: i for i, community in enumerate(names)}
        self.names = names
        self.sides = sides
        self.own = [[number[community] for community in own] for own in belongs]
        person = np.repeat(np.arange(len(belongs)), [len(own) for own in belongs])
        community = np.array([i for own in self.own for i in own], np.int64)
        weight = 1.0 / np.array([len(own) for own in self.own], np.float64)[person] if len(person) else np.zeros(0)
        self.heads = np.bincount(community, minlength=len(names))
        self.n = np.bincount(community, weight, len(names))
        self.approving = np.bincount(community, weight * approval[person], len(names))
        self.ids: dict[Hashable, int] = number

    def verdict(self, line: float, tail: float, min_raters: int, habits: Habits) -> Readiness:
        """The rule itself."""
        shares = self.shares(tail, min_raters)
        counting = [share for share in shares if share.counts]
        missing = self.missing(counting, shares, line, tail, min_raters)
        lowest = min((share.lower for share in counting), default=tail)
        alone = any(entry.code in ("outside", "more_raters", "same_people") for entry in missing)
        if len(counting) > 1:
            heard = {share.community: (float(self.n[self.ids[share.community]]), share.mean) for share in counting}
            expected = sorted((one.mean, i, one.community) for i, one in enumerate(habits.expected(heard)))
            begun = {share.community: share.n for share in shares}
            low = [community for mean, _, community in expected[:_NAMED] if mean < line]
            missing += [Missing("expected_under", name, min_raters - begun.get(name, 0)) for name in low]
            lowest = min([lowest, *(mean for mean, _, _ in expected[:1])])
        ready = not missing
        if not self.disagree(counting) and not habits.differ(share.community for share in counting):
            missing.append(Missing("no_history", None, 0))
        return Readiness(ready, min(lowest, tail) if alone else lowest, tuple(shares), tuple(missing))

    def shares(self, tail: float, min_raters: int) -> list[Share]:
        """Every community with its bound, the largest first."""
        lower = betaincinv(1 + self.approving, 1 + self.n - self.approving, tail)
        order = np.argsort(-self.heads, kind="stable")
        return [
            Share(
                self.names[i],
                int(self.heads[i]),
                float(self.approving[i] / self.n[i]),
                float(lower[i]),
                bool(self.heads[i] >= min_raters),
            )
            for i in order
        ]

    def missing(self, counting: list[Share], shares: list[Share], line: float, tail: float, min_raters: int) -> list[Missing]:
        """What is missing, without notes."""
        found = []
        if len(counting) < 2:
            others = [share for share in shares if not share.counts]
            if len(counting) + len(others) < 2 or counting:
                inside = shares[0].community if shares else None
                begun = others[0].n if counting and others else 0
                found.append(Missing("outside", inside, min_raters - begun))
            found += [Missing("more_raters", share.community, min_raters - share.n) for share in others]
        else:
            found += self._same_people(counting)
        for share in counting:
            if share.lower < line:
                i = self.ids[share.community]
                needed = _approvals_needed(float(self.approving[i]), float(self.n[i]), line, tail)
                found.append(Missing("under_line", share.community, needed))
        return found

    def _same_people(self, counting: list[Share]) -> list[Missing]:
        """Nothing where some two counting communities share under half of the raters of either; else the nearest two."""
        ids = [self.ids[share.community] for share in counting]
        among = set(ids)
        shared: Counter[tuple[int, int]] = Counter()
        for own in self.own:
            shared.update(combinations(sorted(among.intersection(own)), 2))
        if len(shared) < len(ids) * (len(ids) - 1) // 2:
            return []
        best: list[Missing] = []
        least = None
        for one, other in combinations(ids, 2):
            enough = 2 * shared[min(one, other), max(one, other)] + 1
            lacking = [(self.names[a], enough - int(self.heads[b])) for a, b in ((one, other), (other, one))]
            total = sum(max(0, many) for _, many in lacking)
            if least is None or total < least:
                least, best = total, [Missing("same_people", name, many) for name, many in lacking if many > 0]
        return best

    def disagree(self, counting: list[Share]) -> bool:
        """Whether the communities that count are known to lean to more than one opinion group."""
        if self.sides is None:
            return False
        leanings: dict[int, Counter[Hashable]] = {self.ids[share.community]: Counter() for share in counting}
        for own, side in zip(self.own, self.sides, strict=True):
            if side is not None and side != -1:
                for i in own:
                    if i in leanings:
                        leanings[i][side] += 1
        leaders = [min(sides, key=lambda side: (-sides[side], _by_name(side))) for sides in leanings.values() if sides]
        return len(set(leaders)) > 1


def _approvals_needed(approving: float, n: float, line: float, tail: float) -> int:
    """The fewest further full approvals that carry the lower bound over the line."""

    def is_over(more: int) -> bool:
        return bool(betaincinv(1 + approving + more, 1 + n - approving, tail) >= line)

    low, high = 0, 1
    while not is_over(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_over(middle) else (middle, high)
    return high


def checked(rater: Sequence[Hashable] | NDArray[Any], approval: ArrayLike) -> tuple[list[Hashable], NDArray[np.float64]]:
    """Return who rated and how, once it is clear that a rule can count them."""
    try:
        people, given = list(rater), np.asarray(approval, dtype=np.float64)
        several = len(set(people)) != len(people)
    except TypeError as error:
        raise ValueError("rater must be a sequence of hashable ids, and approval one of numbers") from error
    if given.ndim != 1 or len(given) != len(people):
        raise ValueError("approval must be as long as rater")
    if not np.all((given >= 0) & (given <= 1)):
        raise ValueError("approval must lie between 0 and 1")
    if several:
        raise ValueError("rater names somebody twice")
    return people, given


def aligned(values: Mapping[Any, Any] | Sequence[Any], people: list[Hashable], name: str) -> list[Any]:
    """What belongs to each rater, in their order; a mapping may leave raters out."""
    if isinstance(values, Mapping):
        return [values.get(person) for person in people]
    listed = list(values)
    if len(listed) != len(people):
        raise ValueError(f"{name} must be a mapping or as long as rater")
    return listed


def unique(own: Any) -> tuple[Hashable, ...]:
    """One rater's communities, each once; a single name stands for itself."""
    if own is None:
        return ()
    if isinstance(own, str | bytes) or not isinstance(own, Iterable):
        return (own,)
    return tuple(dict.fromkeys(own))


def _by_name(value: Hashable) -> tuple[str, str]:
    return type(value).__name__, str(value)
