"""When an answer is ready: every community that counts approves, with few ratings held against it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from numpy.typing import ArrayLike, NDArray

from groundswell.science.bridging.habits import Habits, Past
from groundswell.science.bridging.table import Groups, Memberships, Readiness, Table, aligned, checked, unique


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
    people, given = checked(rater, approval)
    left_out = set(authors)
    kept = [i for i, person in enumerate(people) if person not in left_out]
    belongs = aligned(memberships, people, "memberships")
    sides = aligned(groups, people, "groups") if groups is not None else None
    table = Table([unique(belongs[i]) for i in kept], given[kept], None if sides is None else [sides[i] for i in kept])
    return table.verdict(line, tail, min_raters, history if isinstance(history, Habits) else Habits(history, min_raters))
