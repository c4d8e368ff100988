"""What everybody says and what marks each group, as Polis defines it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from groundswell.science.opinion.results import Agreed, Consensus, Said

Array = NDArray[Any]

_LISTED = 5
# One-sided, 90 %.
_CLEAR = 1.2816


def group_informed(agrees: ArrayLike, seen: ArrayLike) -> Array:
    r"""Group-informed consensus of statements: the chance that one of each group agrees.

    Parameters
    ----------
    agrees, seen : array_like of int, shape (groups, statements)
        How many of each group agree with each statement, and how many voted on it (passes are votes).

    Returns
    -------
    ndarray, shape (statements,)
        :math:`\prod_g (A_g + 1) / (S_g + 2)`; a group that has not voted counts one half.

    Raises
    ------
    ValueError
        The shapes differ or a count is impossible.

    References
    ----------
    Small, C. et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", *Recerca* 26(2).

    Examples
    --------
    >>> group_informed([[3, 0], [1, 4]], [[4, 0], [4, 4]]).round(4)
    array([0.2222, 0.4167])
    """
    yes, of = np.asarray(agrees, np.float64), np.asarray(seen, np.float64)
    if yes.ndim != 2 or yes.shape != of.shape:
        raise ValueError("agrees and seen must be of one shape (groups, statements)")
    if not (np.all(yes >= 0) and np.all(yes <= of) and np.all(np.isfinite(of))):
        raise ValueError("agrees must lie between 0 and seen")
    chance: Array = np.prod((yes + 1) / (of + 2), axis=0)
    return chance


def consensus(names: list[Any], tally: Array, kept: Array) -> Consensus:
    """At most five statements of either kind on which most voters say the same."""
    of = tally.sum(1)
    both = []
    for count in (tally[:, 2], tally[:, 0]):
        share, test = (count + 1) / (of + 2), _against_half(count, of)
        good = np.flatnonzero(kept & (share > 0.5) & (test > _CLEAR))
        order = good[np.argsort(-(share * test)[good], kind="stable")][:_LISTED]
        both.append(tuple(Agreed(names[j], int(count[j]), int(of[j]), float(share[j]), float(test[j])) for j in order))
    return Consensus(both[0], both[1])


def representative(names: list[Any], counts: Array, kept: Array) -> dict[int, tuple[Said, ...]]:
    """What marks each group; ``counts`` (groups, statements, 3). A group that is alone is marked by what most in it say."""
    if len(counts) == 1:
        return {0: _alone(names, counts[0], kept)}
    total = counts.sum(0)
    return {group: _of_group(names, counts[group], total - counts[group], kept) for group in range(len(counts))}


@njit(cache=True)
def by_group(start: Array, code: Array, groups: Array, k: int, m: int) -> Array:
    """Votes of each group on each statement, (k, m, 3)."""
    out = np.zeros((k, 3 * m), np.int64)
    for i in range(len(groups)):
        if groups[i] >= 0:
            for at in range(start[i], start[i + 1]):
                out[groups[i], code[at]] += 1
    return out.reshape(k, m, 3)


def _against_half(count: Array, of: Array) -> Array:
    errors: Array = 2 * np.sqrt(of + 1) * ((count + 1) / (of + 1) - 0.5)
    return errors


def _against_others(count: Array, others: Array, of: Array, of_others: Array) -> Array:
    count, others, of, of_others = count + 1, others + 1, of + 1, of_others + 1
    whole = (count + others) / (of + of_others)
    spread = np.sqrt(np.maximum(whole * (1 - whole), 0) * (1 / of + 1 / of_others))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 0, (count / of - others / of_others) / spread, 0.0)


class _Side:
    """Agreeing, or disagreeing, of one group with every statement beside that of all others."""

    def __init__(self, inside: Array, outside: Array, column: int) -> None:
        count, others, of, of_others = inside[:, column], outside[:, column], inside.sum(1), outside.sum(1)
        share = (count + 1) / (of + 2)
        self.count: list[int] = count.tolist()
        self.of: list[int] = of.tolist()
        self.share: list[float] = share.tolist()
        self.test: list[float] = _against_half(count, of).tolist()
        self.ratio: list[float] = (share / ((others + 1) / (of_others + 2))).tolist()
        self.ratio_test: list[float] = _against_others(count, others, of, of_others).tolist()

    def clear(self, j: int) -> bool:
        return self.ratio_test[j] > _CLEAR and self.test[j] > _CLEAR

    def weight(self, j: int) -> float:
        return self.ratio[j] * self.ratio_test[j] * self.share[j] * self.test[j]

    def said(self, name: Any, word: str, j: int) -> Said:
        return Said(
            name, word, self.count[j], self.of[j], self.share[j], self.test[j], self.ratio[j], self.ratio_test[j]
        )  # fmt: skip


def _of_group(names: list[Any], inside: Array, outside: Array, kept: Array) -> tuple[Said, ...]:
    yes, no = _Side(inside, outside, 2), _Side(inside, outside, 0)

    def side(j: int) -> tuple[_Side, str]:
        return (yes, "agree") if yes.ratio_test[j] > no.ratio_test[j] else (no, "disagree")

    clear, best, agreed = [], -1, -1
    strongest = -math.inf
    for j in np.flatnonzero(kept).tolist():
        if yes.clear(j) or no.clear(j):
            clear.append(j)
        elif not clear and max(yes.ratio_test[j], no.ratio_test[j]) > strongest:
            best, strongest = j, max(yes.ratio_test[j], no.ratio_test[j])
        if _is_better_agreed(yes, no, j, agreed):
            agreed = j
    # What the group agrees on comes first, whichever side marks it more.
    first = [agreed] if agreed >= 0 else [best] if best >= 0 and not clear else []
    rest = sorted((j for j in clear if j != agreed), key=lambda j: -side(j)[0].weight(j))
    found = [side(j)[0].said(names[j], side(j)[1], j) for j in (first + rest)[:_LISTED]]
    return tuple(sorted(found, key=lambda said: said.repful_for != "agree"))


def _alone(names: list[Any], inside: Array, kept: Array) -> tuple[Said, ...]:
    both = consensus(names, inside, kept)
    listed = [(one, word) for word, side in (("agree", both.agree), ("disagree", both.disagree)) for one in side]
    listed.sort(key=lambda entry: -entry[0].p_success * entry[0].p_test)
    found = [Said(one.statement, word, *one[1:], 1.0, 0.0) for one, word in listed[:_LISTED]]
    return tuple(sorted(found, key=lambda said: said.repful_for != "agree"))


def _is_better_agreed(yes: _Side, no: _Side, j: int, best: int) -> bool:
    """Whether statement j speaks better for what the group agrees on than the best until now."""
    if yes.count[j] == 0 and no.count[j] == 0:
        return False
    if best < 0:
        return yes.test[j] > _CLEAR or (yes.ratio[j] > 1.0 and yes.share[j] > 0.5)
    if yes.ratio[best] > 1.0:
        return yes.weight(j) > yes.weight(best)
    return yes.share[j] * yes.test[j] > yes.share[best] * yes.test[best]
