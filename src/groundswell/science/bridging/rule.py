"""When an answer is ready: every community that counts approves, with few ratings held against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from groundswell.science.bridging.habits import Habits, Past

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


def readiness(
    rater: Sequence[Hashable] | NDArray[Any],
    approval: ArrayLike,
    memberships: Memberships,
    *,
    groups: Groups | None = None,
    line: float = 0.6,
    tail: float = 0.1,
    min_raters: int = 3,
    authors: Iterable[Hashable] = (),
    history: Past | Habits = (),
) -> Readiness:
    """Judge one answer by its ratings.

    The lower bound of a community is the ``tail`` quantile of Beta(1 + a, 1 + n - a), a being the approval of n raters
    with "somewhat" as a half: 4 of 4 gives .63, 21 of 21 gives .90. Ready means that at least two communities count,
    that some two of them share under half of the raters of either, that every one that counts reaches the line, and that
    no community known from ``history`` that does not count yet is expected to stay under it.

    Parameters
    ----------
    rater : sequence of hashable, length n
        Who rated, each person once (the rating that stands).
    approval : array_like of float, length n
        From 0 (no) over 0.5 (somewhat) to 1 (yes).
    memberships : mapping or sequence of length n
        The communities of each rater: by rater, or in the order of ``rater``. A person in k communities weighs 1/k in each.
    groups : mapping or sequence of length n, optional
        The opinion group of each rater as found from earlier ratings, None or -1 for nobody's. Without it, or where all
        communities that count lean to one and the same group, ``no_history`` is among the missing.
    line : float
        The lower bound that every community that counts must reach.
    tail : float
        How much doubt to allow: the chance that a community's true approval is under its lower bound.
    min_raters : int
        A community counts from this many raters who are not authors.
    authors : iterable of hashable
        Whoever wrote the answer: their ratings are left out. (A caller may as well leave them out beforehand.)
    history : iterable of mapping, or Habits
        Earlier answers: for each, by community, how many people rated and their mean approval. A community is known from
        eight of them on.

    Returns
    -------
    Readiness

    Raises
    ------
    ValueError
        Lengths differ, an approval is not within 0 and 1, a rater comes twice, or an option is out of range.

    Notes
    -----
    The rule asks for agreement of people who belong to different communities; that these usually disagree is known
    only where ``groups`` or ``history`` says so. It does not see a bloc that joins several communities in order to rate;
    such a bloc weighs less in each, and stops the answer once it is half of the raters of either.

    References
    ----------
    Brown, L., Cai, T. and DasGupta, A. (2001), "Interval estimation for a binomial proportion", *Statistical Science*
    16(2). Small, C. et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", *Recerca*
    26(2) (group-informed consensus, which this rule resembles).

    Examples
    --------
    >>> verdict = readiness("abcdefgh", [1] * 8, ["N"] * 4 + ["S"] * 4)
    >>> verdict.ready, round(verdict.score, 2), verdict.missing
    (True, 0.63, (Missing(code='no_history', community=None, how_many=0),))
    >>> readiness("abcd", [1] * 4, ["N"] * 4).missing[0]
    Missing(code='outside', community='N', how_many=3)
    """
    if not 0 < line < 1 or not 0 < tail < 1 or min_raters < 1:
        raise ValueError("line and tail must lie between 0 and 1, min_raters must be at least 1")
    people, given = _checked(rater, approval)
    left_out = set(authors)
    kept = [i for i, person in enumerate(people) if person not in left_out]
    belongs = _aligned(memberships, people, "memberships")
    sides = _aligned(groups, people, "groups") if groups is not None else None
    table = _Table([_unique(belongs[i]) for i in kept], given[kept], None if sides is None else [sides[i] for i in kept])
    return table.verdict(line, tail, min_raters, history if isinstance(history, Habits) else Habits(history, min_raters))


class _Table:
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


def _checked(rater: Sequence[Hashable] | NDArray[Any], approval: ArrayLike) -> tuple[list[Hashable], NDArray[np.float64]]:
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


def _aligned(values: Mapping[Any, Any] | Sequence[Any], people: list[Hashable], name: str) -> list[Any]:
    """What belongs to each rater, in their order; a mapping may leave raters out."""
    if isinstance(values, Mapping):
        return [values.get(person) for person in people]
    listed = list(values)
    if len(listed) != len(people):
        raise ValueError(f"{name} must be a mapping or as long as rater")
    return listed


def _unique(own: Any) -> tuple[Hashable, ...]:
    """One rater's communities, each once; a single name stands for itself."""
    if own is None:
        return ()
    if isinstance(own, str | bytes) or not isinstance(own, Iterable):
        return (own,)
    return tuple(dict.fromkeys(own))


def _by_name(value: Hashable) -> tuple[str, str]:
    return type(value).__name__, str(value)
