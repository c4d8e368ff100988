"""Least squares with blocks taken out and errors that may be alike within clusters (CR1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_ALIKE = 1e-9
_FEW = 16


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, shape (columns, outcomes), and the covariance of all of them, shape (columns, outcomes) twice."""

    coefficients: Array
    covariance: Array
    freedom: float


def fit(outcomes: Array, columns: Array, weights: Array, cluster: Array | None, block: Array | None) -> Fit:
    """Regress each outcome on the columns.

    Parameters
    ----------
    outcomes : ndarray, shape (n, q)
    columns : ndarray, shape (n, k)
        Without a constant: it is taken out, by block where there are blocks.
    weights : ndarray, shape (n,)
    cluster, block : ndarray of int, shape (n,), or None

    Raises
    ------
    numpy.linalg.LinAlgError
        The columns cannot be told apart.
    ValueError
        So few people or clusters differ within blocks that no error can be told.

    Notes
    -----
    CR1: G / (G - 1) times (N - 1) / (N - K), K being the columns and the constant, not the blocks. But a block takes out its
    own mean and with it a g-th of what varies, g being its clusters: in pairs a half. So squares in a block of fewer than
    sixteen clusters count g / (g - 1) times and it costs a degree of freedom: with L such blocks G / (G - 1) becomes
    (G - L) / (G - L - 1). From sixteen on, and with one block only, the plain formula stands; it is at most 3.3 % too small.
    Without clusters each person is one and every block B counts, whatever its size: with blocks alike in size it is
    N / (N - K - B + 1), HC1 with a column for each block. G, N, L and B count only blocks in which a column differs: the rest
    tells nothing. Sums are taken without BLAS: same bits on any number of threads.
    """
    n, k = columns.shape
    place = np.zeros(n, np.int64) if block is None else block
    x, y = _within(columns, weights, place), _within(outcomes, weights, place)
    weighted = x * weights[:, None]
    inner = _inner(weighted, x)
    scale = np.sqrt(np.diag(inner))
    whole = np.sqrt(np.diag(_inner(columns * weights[:, None], columns)))
    if not (scale > _ALIKE * whole).all():
        raise np.linalg.LinAlgError
    values, vectors = np.linalg.eigh(inner / np.outer(scale, scale))
    if values[0] < _ALIKE:
        raise np.linalg.LinAlgError
    inverse = (vectors / values) @ vectors.T / np.outer(scale, scale)
    beta = inverse @ _inner(weighted, y)
    left = y - _product(x, beta)
    scores = (weighted[:, :, None] * left[:, None, :]).reshape(n, -1)
    telling = np.bincount(place, (np.abs(x) > _ALIKE * np.abs(x).max(axis=0)).any(axis=1)) > 0
    if cluster is None:
        grown, factor, freedom = _alone(place, telling, k)
    else:
        grown, factor, freedom = _together(place, telling, cluster, k)
    scores *= np.sqrt(grown)[place][:, None]
    if cluster is not None:
        scores = np.column_stack([np.bincount(cluster, column) for column in scores.T])
    q = outcomes.shape[1]
    middle = _inner(scores, scores).reshape(k, q, k, q)
    return Fit(beta, factor * np.einsum("ab,bqcr,cd->aqdr", inverse, middle, inverse), freedom)


def _alone(place: Array, telling: Array, k: int) -> tuple[Array, float, int]:
    """How much squares grow in each block, the factor on all of them, and the degrees of freedom: each person alone."""
    sizes = np.bincount(place)
    left = int(sizes[telling].sum()) - int(telling.sum())
    if left <= k:
        raise ValueError("block must be fewer, or hold more people who differ: no error can be told")
    grown = np.where(telling, sizes / np.maximum(sizes - 1, 1), 1.0)
    return grown, left / (left - k), left - k


def _together(place: Array, telling: Array, cluster: Array, k: int) -> tuple[Array, float, int]:
    """The same where people of one cluster may be alike."""
    count = int(cluster.max()) + 1
    met = np.unique(place * count + cluster)
    met = met[telling[met // count]]
    blocks, whose = met // count, met % count
    sizes = np.bincount(blocks, minlength=len(telling))
    small = telling & (sizes > 1) & (sizes < _FEW) & (int(telling.sum()) > 1)
    # A cluster that lies in several blocks does not lose a part of itself to each of them.
    inside = np.bincount(whose, minlength=count)[whose] == 1
    lost = int((small & (np.bincount(blocks, ~inside, len(telling)) == 0)).sum())
    people, left = int(telling[place].sum()), len(np.unique(whose)) - lost
    if left < 2 or people < k + 2:
        raise ValueError("block must be fewer, or hold more clusters that differ: no error can be told")
    grown = np.where(small, sizes / np.maximum(sizes - 1, 1), 1.0)
    return grown, left / (left - 1) * (people - 1) / (people - k - 1), left - 1


def _within(columns: Array, weights: Array, place: Array) -> Array:
    """Less the weighted mean of each block."""
    whole = np.bincount(place, weights)
    found = np.empty(columns.shape)
    for j in range(columns.shape[1]):
        found[:, j] = columns[:, j] - (np.bincount(place, weights * columns[:, j]) / whole)[place]
    return found


def _inner(one: Array, other: Array) -> Array:
    return np.array([[float((a * b).sum()) for b in other.T] for a in one.T])


def _product(x: Array, beta: Array) -> Array:
    found = np.zeros((len(x), beta.shape[1]))
    for j in range(beta.shape[1]):
        for k in range(x.shape[1]):
            found[:, j] += x[:, k] * beta[k, j]
    return found
