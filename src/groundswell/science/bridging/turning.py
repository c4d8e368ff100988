"""What would make an answer that is ready fall short again: how many readers, where."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from groundswell.science.bridging.table import Memberships, Table, aligned, checked, unique

_MOST = 1 << 30


class Turn(NamedTuple):
    """``how_many`` more readers of ``community`` who do not approve would take it under the line."""

    community: Hashable
    how_many: int


def turning(
    rater: Sequence[Hashable] | NDArray[Any],
    approval: ArrayLike,
    memberships: Memberships,
    *,
    line: float = 0.6,
    tail: float = 0.1,
    min_raters: int = 3,
    authors: Iterable[Hashable] = (),
) -> tuple[Turn, ...]:
    """Say for every community that counts and reaches the line how many readers who disapprove would take it under.

    Parameters
    ----------
    rater, approval, memberships, line, tail, min_raters, authors
        As ``readiness`` takes them.

    Returns
    -------
    tuple of Turn
        The nearest to the line first.

    Raises
    ------
    ValueError
        As ``readiness``.

    Notes
    -----
    New readers are taken to be in that community alone and to say no outright; who is in several weighs less, and it takes
    more of them. Not fit for foretelling whether they will come.

    Examples
    --------
    >>> turning("abcdefgh", [1] * 8, ["N"] * 4 + ["S"] * 4)
    (Turn(community='N', how_many=1), Turn(community='S', how_many=1))
    """
    if not 0 < line < 1 or not 0 < tail < 1 or min_raters < 1:
        raise ValueError("line and tail must lie between 0 and 1, min_raters must be at least 1")
    people, given = checked(rater, approval)
    left_out = set(authors)
    kept = [i for i, person in enumerate(people) if person not in left_out]
    belongs = aligned(memberships, people, "memberships")
    table = Table([unique(belongs[i]) for i in kept], given[kept], None)
    found = []
    for share in table.shares(tail, min_raters):
        if share.counts and share.lower >= line:
            i = table.ids[share.community]
            found.append(Turn(share.community, _doubts_needed(float(table.approving[i]), float(table.n[i]), line, tail)))
    return tuple(sorted(found, key=lambda one: one.how_many))


def _doubts_needed(approving: float, n: float, line: float, tail: float) -> int:
    """The fewest further readers who disapprove that carry the lower bound under the line."""

    def is_under(more: int) -> bool:
        return bool(betaincinv(1 + approving, 1 + n - approving + more, tail) < line)

    low, high = 0, 1
    while not is_under(high) and high < _MOST:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_under(middle) else (middle, high)
    return high
