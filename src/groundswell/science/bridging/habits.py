"""How communities have gone together on earlier answers, and so what those that have not rated yet will probably say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Past = Iterable[Mapping[Any, tuple[float, float]]]

# A community is known from so many earlier answers on; at most so many communities are, those with the most.
_KNOWN_FROM, _MOST = 8, 60
# Doubt about what few answers show: so many answers' worth of "like everybody" for means, spreads and likeness.
_DOUBT = 4.0
_LEAST_SPREAD = 0.05
# Two communities less alike than this have gone apart.
_ALIKE = 0.5


class Expected(NamedTuple):
    """What approval is to be expected of a community that has not rated yet."""

    community: Hashable
    mean: float


class Habits:
    """Means, spreads and likeness of communities, learnt from earlier answers.

    Parameters
    ----------
    history : iterable of mapping
        One for each earlier answer: by community, how many people rated and their mean approval.
    min_raters : int
        Fewer people's mean is not looked at.

    Notes
    -----
    Approvals of an answer by the communities are taken as jointly normal. Their covariance is that of the earlier answers
    which both rated, less what chance in small numbers adds, drawn to one likeness for all pairs the fewer these are. What
    is expected of a community is then the mean given what others said of this answer (the best linear predictor).
    """

    def __init__(self, history: Past, min_raters: int) -> None:
        rows = [{name: one for name, one in _checked(answer).items() if one[0] >= min_raters} for answer in history]
        seen = Counter(name for row in rows for name in row)
        often = sorted((name for name in seen if seen[name] >= _KNOWN_FROM), key=lambda name: (-seen[name], str(name)))
        self.names: list[Hashable] = often[:_MOST]
        self.place = {name: i for i, name in enumerate(self.names)}
        cells = [
            (r, self.place[name], n, mean)
            for r, row in enumerate(rows)
            for name, (n, mean) in row.items()
            if name in self.place
        ]
        if not cells:
            self.mean, self.spread = np.zeros(0), np.zeros((0, 0))
            return
        at, who, n, mean = (np.array(column) for column in zip(*cells, strict=True))
        shape = (len(rows), len(self.names))
        there, approval, noise = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        there[at, who], approval[at, who], noise[at, who] = 1.0, mean, chance(mean, n)
        self._learn(there, approval, noise)

    def _learn(self, there: Array, approval: Array, noise: Array) -> None:
        each = there.sum(0)
        overall = approval.sum() / each.sum()
        self.mean = (approval.sum(0) + _DOUBT * overall) / (each + _DOUBT)
        away = there * (approval - self.mean)
        own = (away**2).sum(0) - (there * noise).sum(0)
        usual = max(own.sum() / each.sum(), _LEAST_SPREAD**2)
        variance = np.maximum((own + _DOUBT * usual) / (each + _DOUBT), _LEAST_SPREAD**2)
        scaled = away / np.sqrt(variance)
        both, together = _exact(there), _exact(scaled)
        pairs = ~np.eye(len(each), dtype=bool)
        common = float(np.clip(together[pairs].sum() / max(both[pairs].sum(), 1.0), 0.0, 0.9)) if len(each) > 1 else 0.0
        likeness = np.clip((together + _DOUBT * common) / (both + _DOUBT), -0.95, 0.95)
        np.fill_diagonal(likeness, 1.0)
        values, vectors = np.linalg.eigh(likeness)
        likeness = (vectors * np.maximum(values, 1e-3)) @ vectors.T
        scale = np.sqrt(variance / np.diag(likeness))
        self.spread = likeness * scale[:, None] * scale[None, :]

    def expected(self, said: Mapping[Any, tuple[float, float]]) -> list[Expected]:
        """What known communities that are not in ``said`` (people and mean approval by community) will probably say."""
        heard = [name for name in said if name in self.place]
        silent = [i for i, name in enumerate(self.names) if name not in said]
        if not heard or not silent:
            return []
        seen = [self.place[name] for name in heard]
        n, mean = (np.array([said[name][k] for name in heard]) for k in (0, 1))
        inner = self.spread[np.ix_(seen, seen)] + np.diag(chance(mean, n))
        pull = np.linalg.solve(inner, mean - self.mean[seen])
        middle = self.mean[silent] + np.sum(self.spread[np.ix_(silent, seen)] * pull, axis=1)
        return [Expected(self.names[i], float(one)) for i, one in zip(silent, np.clip(middle, 0.0, 1.0), strict=True)]

    def differ(self, names: Iterable[Hashable]) -> bool:
        """Whether some two of these are known to have gone apart on earlier answers."""
        known = [self.place[name] for name in names if name in self.place]
        if len(known) < 2:
            return False
        scale = np.sqrt(np.diag(self.spread))
        return bool(np.any((self.spread / np.outer(scale, scale))[np.ix_(known, known)] < _ALIKE))


def _checked(answer: Mapping[Any, tuple[float, float]]) -> Mapping[Any, tuple[float, float]]:
    if not isinstance(answer, Mapping) or not all(one[0] >= 0 and 0 <= one[1] <= 1 for one in answer.values()):
        raise ValueError("history must be mappings from a community to how many rated and their mean approval, 0 to 1")
    return answer


def chance(mean: Array, n: Array) -> Array:
    """How far the mean of n people's approval is off by chance: its variance, with one more on either side."""
    share = (mean * n + 1) / (n + 2)
    variance: Array = share * (1 - share) / np.maximum(n, 1)
    return variance


def _exact(table: Array) -> Array:
    """Inner products of columns, summed in a fixed order."""
    products: Array = np.einsum("ri,rj->ij", table, table)
    return products
