"""What would make an answer ready: how many more readers who find it helpful, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from groundswell.science.bridging.habits import Habits, Past
from groundswell.science.bridging.table import Memberships, Readiness, Table, aligned, checked, unique

_ROUNDS = 40  # of adding what is missing; each settles a community, or brings one nearer
_MOST = 5_000  # readers more than this and nobody is helped by the number


class Reach(NamedTuple):
    """``how_many`` more readers of ``community`` who find it helpful; None stands for a community that has not rated yet."""

    community: Hashable | None
    how_many: int


class Interval(NamedTuple):
    """Where the approval of ``community``, of which ``n`` have read, probably lies: between the bounds, as likely over
    ``likely`` as under it."""

    community: Hashable
    n: int
    lower: float
    likely: float
    upper: float


class _Elsewhere:
    """Stands for some community that nobody who rated is in."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __repr__(self) -> str:
        return f"~elsewhere {self.number}"


def reaching(
    rater: Sequence[Hashable] | NDArray[Any],
    approval: ArrayLike,
    memberships: Memberships,
    *,
    line: float = 0.6,
    tail: float = 0.1,
    min_raters: int = 3,
    authors: Iterable[Hashable] = (),
    history: Past | Habits = (),
) -> tuple[Reach, ...]:
    """Say with how many more readers who approve, and of which communities, an answer would be ready.

    Parameters
    ----------
    rater, approval, memberships, line, tail, min_raters, authors, history
        As ``readiness`` takes them.

    Returns
    -------
    tuple of Reach
        Most first. Empty where it is ready, and where not even thousands would do.

    Raises
    ------
    ValueError
        As ``readiness``.

    Notes
    -----
    What is said is checked by the rule itself: with exactly these readers added it is ready, and with one fewer in any of
    these communities it is not. New readers are taken to be in that community alone and to say yes outright. There may be
    other ways of as many readers. Not fit for foretelling whether they will come, or what they will say.

    Examples
    --------
    >>> reaching("abcdefg", [1] * 7, ["N"] * 4 + ["S"] * 3)
    (Reach(community='S', how_many=1),)
    >>> reaching("abcd", [1] * 4, ["N"] * 4)
    (Reach(community=None, how_many=4),)
    """
    if not 0 < line < 1 or not 0 < tail < 1 or min_raters < 1:
        raise ValueError("line and tail must lie between 0 and 1, min_raters must be at least 1")
    people, given = checked(rater, approval)
    left_out = set(authors)
    kept = [i for i, person in enumerate(people) if person not in left_out]
    belongs = [unique(aligned(memberships, people, "memberships")[i]) for i in kept]
    habits = history if isinstance(history, Habits) else Habits(history, min_raters)
    here = given[kept]

    def judged(more: Counter[Hashable]) -> Readiness:
        added = [(community,) for community, many in more.items() for _ in range(many)]
        table = Table([*belongs, *added], np.concatenate([here, np.ones(len(added))]), None)
        return table.verdict(line, tail, min_raters, habits)

    more: Counter[Hashable] = Counter()
    elsewhere = [_Elsewhere(number) for number in (1, 2)]
    for _ in range(_ROUNDS):
        verdict = judged(more)
        if verdict.ready:
            return _told(_fewest(more, judged))
        step = _step(verdict, more, elsewhere)
        if not step or more.total() + step.total() > _MOST:
            return ()
        more += step
    return ()


def _step(verdict: Readiness, more: Counter[Hashable], elsewhere: Sequence[_Elsewhere]) -> Counter[Hashable]:
    """What the rule itself says is missing, as readers to add."""
    step: Counter[Hashable] = Counter()
    for code, community, many in verdict.missing:
        if code in ("more_raters", "under_line", "expected_under") and community is not None:
            step[community] += max(1, many)
    if step:
        return step
    for code, community, many in verdict.missing:
        if code in ("outside", "same_people"):
            fresh = next((one for one in elsewhere if not more[one]), elsewhere[-1])
            others = [share.community for share in verdict.shares if share.community != community and not share.counts]
            step[others[0] if others else fresh] += max(1, many)
            if code == "outside":
                break
    return step


def _fewest(more: Counter[Hashable], judged: Any) -> Counter[Hashable]:
    """Take away again what is not needed, the most numerous first."""
    for community, _many in more.most_common():
        while more[community]:
            less = more.copy()
            less[community] -= 1
            if not judged(+less).ready:
                break
            more = +less
    return +more


def _told(more: Counter[Hashable]) -> tuple[Reach, ...]:
    named = [(None if isinstance(one, _Elsewhere) else one, many) for one, many in more.items()]
    return tuple(Reach(*one) for one in sorted(named, key=lambda one: (-one[1], str(one[0]))))


def intervals(
    rater: Sequence[Hashable] | NDArray[Any],
    approval: ArrayLike,
    memberships: Memberships,
    *,
    tail: float = 0.1,
    authors: Iterable[Hashable] = (),
) -> tuple[Interval, ...]:
    """Say for every community between which bounds its approval probably lies: the rule's lower one, and its counterpart.

    Parameters
    ----------
    rater, approval, memberships, tail, authors
        As ``readiness`` takes them; between the bounds lies 1 - 2 ``tail`` of what is likely.

    Returns
    -------
    tuple of Interval
        The largest community first.

    Raises
    ------
    ValueError
        As ``readiness``.

    Examples
    --------
    >>> one, = intervals("abcd", [1] * 4, ["N"] * 4)
    >>> one.community, one.n, round(one.lower, 2), round(one.likely, 2), round(one.upper, 2)
    ('N', 4, 0.63, 0.87, 0.98)
    """
    if not 0 < tail < 0.5:
        raise ValueError("tail must lie between 0 and one half")
    people, given = checked(rater, approval)
    left_out = set(authors)
    kept = [i for i, person in enumerate(people) if person not in left_out]
    belongs = aligned(memberships, people, "memberships")
    table = Table([unique(belongs[i]) for i in kept], given[kept], None)
    likely, upper = (betaincinv(1 + table.approving, 1 + table.n - table.approving, one) for one in (0.5, 1 - tail))
    found = ((one, table.ids[one.community]) for one in table.shares(tail, 1))
    return tuple(Interval(one.community, one.n, one.lower, float(likely[i]), float(upper[i])) for one, i in found)
