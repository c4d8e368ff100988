"""Finding groups: Leiden's method over a range of resolutions and seeds, and the resolution whose groups come back."""

from __future__ import annotations

import random
import threading
from typing import Any

import igraph
import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.networks.bridges import between, nobody
from groundswell.science.networks.results import Communities
from groundswell.science.networks.ties import Ties, checked

Array = NDArray[Any]

RESOLUTIONS = tuple(2.0**k for k in range(9))
_ITERATIONS = 2
_ALIKE = 0.01  # stabilities that are not told apart
_SMALL, _COVERED = 3, 0.9
_BELIEVED = 0.5
_one_at_a_time = threading.Lock()  # igraph has one source of chance for the whole process


def communities(source: ArrayLike, target: ArrayLike, weight: ArrayLike | None = None, *, n: int,
                resolutions: ArrayLike | None = None, seed: int, runs: int = 4) -> Communities:  # fmt: skip
    """Find groups in a network of ties, and who stands between them.

    Parameters
    ----------
    source, target : array_like of int
        (E,) ends of each tie, nodes from 0 to ``n - 1``. Direction does not count, nor does a tie to
        oneself; a pair given several times counts once, or with weights by their sum.
    weight : array_like of float, optional
        (E,) how strong each tie is, above 0; 1 by default.
    n : int
        How many nodes there are; those without ties are kept as groups of their own.
    resolutions : array_like of float, optional
        Which to try: 1 is that of modularity, larger finds smaller groups; by default 1, 2, 4, ..., 256.
    seed : int
        Where chance comes from, from 0 on.
    runs : int
        With how many seeds each resolution is tried.

    Returns
    -------
    Communities

    Raises
    ------
    ValueError
        Something handed over is not as described; the message names it.

    Notes
    -----
    Leiden's method with a constant Potts model whose nodes weigh as their ties do: a group has more ties than
    ``resolution`` times what chance would bring. Modularity, at resolution 1, merges small groups in large networks. So
    the resolution is taken whose groups come back most alike with other seeds; among those alike to .01, the one whose
    groups change least from the resolution before to the one after. Resolutions that leave more than a tenth of the
    nodes in groups of under three are not taken while there are others. Of its runs the one with the best quality stands.
    Bridges have a participation of .3 or more and a constraint under the median, in 95 of 100 networks drawn anew.

    Not fit for groups that overlap, for ties that mean dislike, or for saying why people keep together. Every network
    gives some groups, one made by chance too; ``stability`` tells.

    References
    ----------
    Traag, Waltman and van Eck (2019), *Scientific Reports* 9; Traag, Van Dooren and Nesterov (2011), *Physical Review E* 84;
    Guimera and Amaral (2005), *Nature* 433; Burt (1992), *Structural Holes*.

    Examples
    --------
    Two circles of five friends who all know one another, and one tie between them.

    >>> from groundswell.science import networks
    >>> pairs = [(i + k, j + k) for k in (0, 5) for i in range(5) for j in range(i)] + [(0, 5)]
    >>> one, other = zip(*pairs)
    >>> found = networks.communities(one, other, n=11, seed=1)
    >>> found.labels
    array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2])
    >>> round(found.modularity, 2), found.stability
    (0.45, 1.0)
    """
    ties = checked(source, target, weight, n)
    tried = _resolutions(resolutions)
    start, times = _whole(seed, "seed", 0, 2**63), _whole(runs, "runs", 1, 1000)
    strength = ties.strength
    tied = strength > 0
    found = _tried(ties, strength, tried, start, times)
    stabilities = np.array([_stability([labels[tied] for labels, _ in each]) for each in found])
    best = [max(each, key=lambda run: run[1])[0] for each in found]
    chosen = _chosen([labels[tied] for labels in best], stabilities)
    labels = _by_size(best[chosen])
    stability = float(stabilities[chosen])
    return Communities(
        labels=labels,
        resolution=float(tried[chosen]),
        modularity=modularity(ties, strength, labels),
        stability=stability,
        bridges=nobody() if stability < _BELIEVED else between(ties, labels, start),
        resolutions=tried,
        stabilities=stabilities,
    )


def modularity(ties: Ties, strength: Array, labels: Array) -> float:
    """Share of ties within groups, less what chance would bring."""
    total = float(ties.weight.sum())
    inside = float(ties.weight[labels[ties.ends[:, 0]] == labels[ties.ends[:, 1]]].sum()) / total
    parts = np.bincount(labels, strength) / (2.0 * total)
    return inside - float(parts @ parts)


def _tried(ties: Ties, strength: Array, resolutions: Array, seed: int, runs: int) -> list[list[tuple[Array, float]]]:
    """For each resolution the groups and their quality in each run."""
    scale = float(ties.weight.mean())  # so that units of weight change nothing
    graph = igraph.Graph(n=ties.n, edges=ties.ends)
    weights, masses = (ties.weight / scale).tolist(), (strength / scale).tolist()
    total = float(np.sum(strength / scale))
    with _one_at_a_time:
        try:
            return [
                [_run(graph, weights, masses, float(resolution) / total, f"{seed} {run} {resolution!r}") for run in range(runs)]
                for resolution in resolutions.tolist()
            ]
        finally:
            igraph.set_random_number_generator(random)


def _run(graph: Any, weights: list[float], masses: list[float], resolution: float, seed: str) -> tuple[Array, float]:
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  no secret hangs on it
    found = graph.community_leiden(
        objective_function="CPM", weights=weights, node_weights=masses, resolution=resolution, n_iterations=_ITERATIONS
    )
    return np.asarray(found.membership, dtype=np.int64), float(found.quality)


def _stability(labels: list[Array]) -> float:
    """Mean agreement between every two runs."""
    pairs = [agreement(labels[i], labels[j]) for i in range(len(labels)) for j in range(i)]
    return float(np.mean(pairs)) if pairs else float("nan")


def _chosen(labels: list[Array], stabilities: Array) -> int:
    """The resolution whose groups come back most alike."""
    sizes = [np.bincount(one) for one in labels]
    # pairs count for next to nothing, but for more than being alone
    covered = np.array([(size[size >= _SMALL].sum() + 1e-3 * size[size == 2].sum()) / size.sum() for size in sizes])
    fit = covered >= min(_COVERED, float(covered.max()))
    known = np.where(fit, np.nan_to_num(stabilities), -1.0)
    alike = np.flatnonzero(known >= known.max() - _ALIKE)

    def lasting(k: int) -> float:
        beside = [j for j in (k - 1, k + 1) if 0 <= j < len(labels)]
        return float(np.mean([agreement(labels[k], labels[j]) for j in beside])) if beside else 1.0

    lasts = [lasting(int(k)) for k in alike]
    return int(alike[int(np.argmax(lasts))])


def agreement(one: Array, other: Array) -> float:
    """The adjusted Rand index of two groupings of the same nodes: 1 the same, 0 as by chance."""

    def pairs(counts: Array) -> float:
        counts = counts.astype(np.float64)
        return float((counts * (counts - 1.0)).sum()) / 2.0

    n = len(one)
    both = pairs(np.unique(one * (int(other.max()) + 1) + other, return_counts=True)[1])
    left, right = pairs(np.bincount(one)), pairs(np.bincount(other))
    chance = left * right / max(n * (n - 1) / 2.0, 1.0)
    most = (left + right) / 2.0
    return 1.0 if most - chance <= 1e-12 * most else (both - chance) / (most - chance)


def _by_size(labels: Array) -> Array:
    """Groups numbered by size, those of one size by their first node."""
    _, first, place, size = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(size), np.int64)
    number[np.lexsort((first, -size))] = np.arange(len(size))
    out: Array = number[place]
    return out


def _resolutions(resolutions: ArrayLike | None) -> Array:
    if resolutions is None:
        return np.array(RESOLUTIONS)
    try:
        found = np.atleast_1d(np.asarray(resolutions))
    except ValueError as error:
        raise ValueError("resolutions must be a list of numbers") from error
    if found.ndim != 1 or not 1 <= len(found) <= 1000 or found.dtype.kind not in "fiu":
        raise ValueError("resolutions must be a list of 1 to 1000 numbers")
    found = np.unique(found.astype(np.float64))
    if not (np.isfinite(found).all() and float(found[0]) > 0):
        raise ValueError("resolutions must be finite numbers above 0")
    return found


def _whole(value: Any, name: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not least <= int(value) < most:
        raise ValueError(f"{name} must be a whole number from {least} to {most - 1}")
    return int(value)
