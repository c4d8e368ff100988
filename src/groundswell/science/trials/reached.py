"""What the thing itself does to those whom the draw made take it up: some who were drawn are never reached."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

from groundswell.science.trials import door, least
from groundswell.science.trials.table import renumbered

Array = NDArray[Any]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Complier:
    """The effect of being drawn, of being reached, and how many of those drawn were reached for it.

    Attributes
    ----------
    itt : float
        Effect of being drawn on the outcome (intention to treat).
    itt_error : float
    itt_interval : tuple of float
    compliance : float
        By how much being drawn raised the share of those reached.
    compliance_error : float
    compliance_interval : tuple of float
    cace : float
        ``itt / compliance``: the effect on those who are reached if drawn, and not otherwise.
    cace_error : float
        By the delta method: only of use where compliance is far from 0.
    cace_interval : tuple of float
        95 %, by Fieller and Anderson-Rubin, right also where compliance is small; then it can be all numbers
        (-inf, inf). Where it would be two half lines, all numbers are given.
    n : int
    clusters : int
    """

    itt: float
    itt_error: float
    itt_interval: Range
    compliance: float
    compliance_error: float
    compliance_interval: Range
    cace: float
    cace_error: float
    cace_interval: Range
    n: int
    clusters: int


def complier(
    outcome: ArrayLike,
    drawn: ArrayLike,
    reached: ArrayLike,
    *,
    cluster: Any = None,
    block: Any = None,
    covariates: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> Complier:
    """Find the effect on those whom the draw made take it up (complier average causal effect).

    Parameters
    ----------
    outcome : array_like, shape (n,)
        What came of each person.
    drawn : array_like of bool, shape (n,)
        Whether the lot fell on them.
    reached : array_like of bool, shape (n,)
        Whether it reached them (the door opened, the message was read).
    cluster, block, covariates, weights
        As for :func:`compare`; small blocks are paid for in the same way.

    Returns
    -------
    Complier

    Raises
    ------
    ValueError
        As for :func:`compare`; drawn or reached are not yes and no, drawn is the same for all, or the draw did not
        change at all who is reached.

    Notes
    -----
    It takes for granted that being drawn works only through being reached, and makes nobody shun it. It speaks of those who
    are reached *because* they were drawn, not of all. Comparing reached with not reached would compare people who open
    doors with people who do not: never do that.

    References
    ----------
    Angrist, J. D., Imbens, G. W. and Rubin, D. B. (1996), "Identification of causal effects using instrumental variables",
    *Journal of the American Statistical Association* 91. Fieller, E. C. (1954), "Some problems in interval estimation",
    *Journal of the Royal Statistical Society B* 16.

    Examples
    --------
    >>> drawn, reached = [1] * 4 + [0] * 4, [1, 1, 0, 0] + [0] * 4
    >>> found = complier([1, 1, 1, 0, 1, 0, 0, 1], drawn, reached)
    >>> found.itt, found.compliance, found.cace
    (0.25, 0.5, 0.5)
    """
    y = door.numbers(outcome, "outcome")
    n = len(y)
    z, d = _whether(drawn, "drawn", n), _whether(reached, "reached", n)
    w, beside = door.weighed(weights, n), door.beside(covariates, n)
    kept = w > 0
    group = None if cluster is None else renumbered(door.coded(cluster, "cluster", n)[0][kept])
    within = None if block is None else renumbered(door.coded(block, "block", n)[0][kept])
    y, z, d, w, beside = y[kept], z[kept], d[kept], w[kept], beside[kept]
    for side in (z == 0, z == 1):
        if (int(side.sum()) if group is None else len(np.unique(group[side]))) < 2:
            raise ValueError(f"{'drawn' if group is None else 'cluster'} must hold at least two of each")
    columns = np.column_stack([z, beside])
    if len(y) <= columns.shape[1] + 1:
        raise ValueError("covariates must be fewer than the people")
    try:
        found = least.fit(np.column_stack([y, d]), columns, w, group, within)
    except np.linalg.LinAlgError:
        raise ValueError("drawn must differ within blocks, and covariates from it and from one another") from None
    return _told(found, len(y), len(y) if group is None else int(group.max()) + 1)


def _told(found: least.Fit, n: int, clusters: int) -> Complier:
    itt, share = found.coefficients[0].tolist()
    if abs(share) < 1e-12:
        raise ValueError("reached must be more, or less, among those drawn")
    spread = found.covariance[0, :, 0, :]
    errors = [math.sqrt(max(0.0, float(spread[k, k]))) for k in (0, 1)]
    far = float(student.ppf(0.975, found.freedom))
    cace = itt / share
    slope = float(spread[0, 0] - 2 * cace * spread[0, 1] + cace**2 * spread[1, 1])
    return Complier(
        itt=itt,
        itt_error=errors[0],
        itt_interval=(itt - far * errors[0], itt + far * errors[0]),
        compliance=share,
        compliance_error=errors[1],
        compliance_interval=(share - far * errors[1], share + far * errors[1]),
        cace=cace,
        cace_error=math.sqrt(max(0.0, slope)) / abs(share),
        cace_interval=_fieller(itt, share, spread, far),
        n=n,
        clusters=clusters,
    )


def _fieller(itt: float, share: float, spread: Array, far: float) -> Range:
    """All t for which itt - t share is not farther from 0 than chance takes it."""
    a = share**2 - far**2 * float(spread[1, 1])
    b = itt * share - far**2 * float(spread[0, 1])
    c = itt**2 - far**2 * float(spread[0, 0])
    if a <= 0:
        return -math.inf, math.inf
    root = math.sqrt(max(0.0, b * b - a * c))
    return (b - root) / a, (b + root) / a


def _whether(values: ArrayLike, name: str, n: int) -> Array:
    found = door.numbers(values, name, n)
    if not np.isin(found, (0.0, 1.0)).all():
        raise ValueError(f"{name} must be true or false")
    return found
