"""Who stands between groups, and remains so when ties are drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from groundswell.science.networks.results import Bridges
from groundswell.science.networks.ties import Ties

Array = NDArray[Any]

_SPREAD = 0.3
_DRAWS, _SURVIVES = 100, 0.95
_COMPARED = 500  # nodes whose median constraint is the line
_STEPS = 1_000_000  # ties looked at for constraints in one draw
_BATCH = 10
_TIMES = np.searchsorted(np.cumsum(np.exp(-1.0) / np.array([1, 1, 2, 6, 24, 120, 720, 5040])), (np.arange(65536) + 0.5) / 65536)
_TIMES = _TIMES.astype(np.float64)  # a Poisson draw of mean one for each of as many chances


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """Each node's ties, those into one group next to each other: where they begin, other ends, which tie it is."""

    first: Array
    other: Array
    tie: Array


@njit(cache=True)
def _participation(first: Array, other: Array, tie: Array, weight: Array, labels: Array, nodes: Array) -> Array:
    """1 less the sum of squared shares of a node's ties that go to each group; 0 without ties."""
    out = np.zeros(len(nodes))
    for place in range(len(nodes)):
        i = nodes[place]
        total = part = squares = 0.0
        for e in range(first[i], first[i + 1]):
            if e > first[i] and labels[other[e]] != labels[other[e - 1]]:
                squares += part * part
                part = 0.0
            part += weight[tie[e]]
            total += weight[tie[e]]
        squares += part * part
        out[place] = 1.0 - squares / (total * total) if total > 0 else 0.0
    return out


@njit(cache=True)
def _constraint(first: Array, other: Array, tie: Array, weight: Array, strength: Array, nodes: Array, near: Array) -> Array:
    """Burt's constraint of some nodes: over contacts, the squared share of ties spent on each, directly and by others.

    ``near`` is (n, 2) of zeros and is left so. A node without ties is constrained beyond all.
    """
    out = np.zeros(len(nodes))
    for place in range(len(nodes)):
        i = nodes[place]
        if strength[i] <= 0:
            out[place] = np.inf
            continue
        for e in range(first[i], first[i + 1]):
            near[other[e], 0] = weight[tie[e]] / strength[i]
        for e in range(first[i], first[i + 1]):
            q = other[e]
            if near[q, 0] > 0:
                for f in range(first[q], first[q + 1]):
                    j = other[f]
                    if j != i and near[j, 0] > 0:
                        near[j, 1] += near[q, 0] * weight[tie[f]] / strength[q]
        for e in range(first[i], first[i + 1]):
            j = other[e]
            out[place] += (near[j, 0] + near[j, 1]) ** 2 if near[j, 0] > 0 else 0.0
            near[j, 0] = near[j, 1] = 0.0
    return out


def nobody() -> Bridges:
    """No bridges."""
    return Bridges(np.empty(0, np.int64), np.empty(0), np.empty(0), np.empty(0), np.empty(0))


def between(ties: Ties, labels: Array, seed: int) -> Bridges:
    """The nodes that are bridges in nearly every network whose ties are drawn anew (each as often as chance has it)."""
    around = _around(ties, labels)
    spread = _participation(around.first, around.other, around.tie, ties.weight, labels, np.arange(ties.n))
    asked = _spread(ties, around, labels, np.flatnonzero(spread >= _SPREAD), seed)
    asked = np.sort(_affordable(around, asked[np.argsort(-spread[asked], kind="stable")], _STEPS))
    if len(asked) == 0:
        return nobody()
    constraint, survival = _survival(ties, around, labels, asked, seed)
    kept = survival >= _SURVIVES
    order = np.lexsort((asked[kept], -spread[asked[kept]]))
    nodes = asked[kept][order]
    return Bridges(nodes, spread[nodes], _within(ties, labels)[nodes], constraint[kept][order], survival[kept][order])


def _spread(ties: Ties, around: _Around, labels: Array, nodes: Array, seed: int) -> Array:
    """Those of the nodes that are spread over groups in nearly every draw; who has failed too often is not drawn again."""
    failed = np.zeros(len(nodes), np.int64)
    for draw in range(_DRAWS):
        if len(nodes) == 0:
            break
        weight = _anew(ties, seed, draw)
        failed += _participation(around.first, around.other, around.tie, weight, labels, nodes) < _SPREAD
        if draw % _BATCH == _BATCH - 1:
            still = failed <= (1.0 - _SURVIVES) * _DRAWS
            nodes, failed = nodes[still], failed[still]
    return nodes


def _around(ties: Ties, labels: Array) -> _Around:
    count = len(ties.ends)
    own, other = np.concatenate([ties.ends[:, 0], ties.ends[:, 1]]), np.concatenate([ties.ends[:, 1], ties.ends[:, 0]])
    order = np.lexsort((labels[other], own))
    first = np.concatenate([[0], np.cumsum(np.bincount(own, minlength=ties.n))])
    return _Around(first, other[order], order % count)


def _anew(ties: Ties, seed: int, draw: int) -> Array:
    """The weights, each tie taken as often as chance has it, once on average."""
    rng = np.random.default_rng([seed, draw])
    out: Array = ties.weight * _TIMES[rng.integers(0, 65536, len(ties.weight), dtype=np.uint16)]
    return out


def _affordable(around: _Around, nodes: Array, most: int) -> Array:
    """The first of the nodes, as many as can be looked at again and again."""
    degree = np.diff(around.first)
    beyond = np.concatenate([[0], np.cumsum(degree[around.other])])
    steps = np.cumsum(beyond[around.first[nodes + 1]] - beyond[around.first[nodes]])
    return nodes[steps <= max(most, int(steps[0]) if len(steps) else 0)]


def _survival(ties: Ties, around: _Around, labels: Array, asked: Array, seed: int) -> tuple[Array, Array]:
    """Constraint of each, and the share of draws in which it is spread and under the median constraint."""
    degree = np.diff(around.first)
    able = np.flatnonzero(degree >= 2)
    compared = np.sort(np.random.default_rng([seed, _DRAWS]).permutation(able)[:_COMPARED])
    compared = _affordable(around, compared, _STEPS // 4)
    near = np.zeros((ties.n, 2))
    held = np.zeros(len(asked))

    def constraint(weight: Array, nodes: Array) -> Array:
        strength = Ties(ties.n, ties.ends, weight).strength
        out: Array = _constraint(around.first, around.other, around.tie, weight, strength, nodes, near)
        return out

    seen = constraint(ties.weight, asked)
    line = float(np.median(constraint(ties.weight, compared)))
    for draw in range(_DRAWS):
        weight = _anew(ties, seed, draw)
        spread = _participation(around.first, around.other, around.tie, weight, labels, asked)
        found = constraint(weight, np.concatenate([asked, compared]))
        others = found[len(asked) :]
        held += (spread >= _SPREAD) & (found[: len(asked)] < np.median(others[np.isfinite(others)]))
    return seen, np.where(seen < line, held / _DRAWS, 0.0)


def _within(ties: Ties, labels: Array) -> Array:
    """(n,) ties into the own group, in standard deviations from the group's mean; 0 where all have alike."""
    inside = labels[ties.ends[:, 0]] == labels[ties.ends[:, 1]]
    own = Ties(ties.n, ties.ends[inside], ties.weight[inside]).strength
    size = np.bincount(labels)
    mean = np.bincount(labels, own) / size
    spread = np.sqrt(np.bincount(labels, (own - mean[labels]) ** 2) / size)[labels]
    out: Array = np.divide(own - mean[labels], spread, out=np.zeros(ties.n), where=spread > 1e-12 * mean[labels])
    return out
