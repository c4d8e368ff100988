"""Least squares with blocks taken out and errors that may be alike within clusters (CR1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_ALIKE = 1e-9


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

    Notes
    -----
    CR1: G / (G - 1) times (N - 1) / (N - K), K being the columns and the constant, not the blocks. Without clusters each
    person is one, which gives HC1. Sums are taken without BLAS: same bits on any number of threads.
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
    groups = n
    if cluster is not None:
        groups = int(cluster.max()) + 1
        scores = np.column_stack([np.bincount(cluster, column, groups) for column in scores.T])
    q = outcomes.shape[1]
    middle = _inner(scores, scores).reshape(k, q, k, q)
    factor = groups / (groups - 1) * (n - 1) / (n - k - 1)
    spread = factor * np.einsum("ab,bqcr,cd->aqdr", inverse, middle, inverse)
    return Fit(beta, spread, groups - 1 if cluster is not None else n - k - 1)


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
