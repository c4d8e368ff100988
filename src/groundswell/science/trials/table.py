"""One table about a trial: how each arm did, by how much more than the control, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

from groundswell.science.trials import door, least

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class TrialTable:
    """What a trial says; all fields aligned with ``arms``.

    Attributes
    ----------
    arms : tuple
        The arms, the control first, the others sorted.
    n : numpy.ndarray of int
        People in each.
    clusters : numpy.ndarray of int
        Clusters with somebody in it; people, where there are no clusters.
    means : numpy.ndarray
        Mean outcome, as it is.
    effects : numpy.ndarray
        Difference to the control, after blocks and covariates; 0 for the control.
    standard_errors : numpy.ndarray
        Of the effects; 0 for the control.
    lower, upper : numpy.ndarray
        Where the effect lies, 95 %, each by itself.
    p : numpy.ndarray
        Probability of a difference at least so large by chance alone; NaN for the control.
    """

    arms: tuple[Hashable, ...]
    n: Array
    clusters: Array
    means: Array
    effects: Array
    standard_errors: Array
    lower: Array
    upper: Array
    p: Array


def compare(
    outcome: ArrayLike,
    arm: Any,
    *,
    control: Hashable,
    cluster: Any = None,
    block: Any = None,
    covariates: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> TrialTable:
    """Compare the arms of a trial with its control.

    Parameters
    ----------
    outcome : array_like, shape (n,)
        What came of each person: a number, or whether.
    arm : sequence of hashable, shape (n,)
        What was drawn for each person, whether or not it reached them.
    control : hashable
        The arm that the others are compared with.
    cluster : sequence of hashable, optional
        What the draw was made by (a household, a village), if not by person. Errors may be alike within one.
    block : sequence of hashable, optional
        Within what the draw was made. Each block is compared within itself.
    covariates : array_like, shape (n,) or (n, k), optional
        Numbers known before the draw. They make the comparison sharper, not fairer.
    weights : array_like, shape (n,), optional
        What each person weighs. Nobody with weight 0 is counted.

    Returns
    -------
    TrialTable
        Effects in the unit of the outcome: shares for yes and no (.08 is eight points).

    Raises
    ------
    ValueError
        Lengths differ; something is unknown or not finite; the control is no arm or there is no other; an arm has fewer than
        two people or clusters; blocks or covariates leave nothing to compare, or too little to tell
        an error from; numbers are beyond 1e40 or below 1e-40 in size.

    Notes
    -----
    Least squares; standard errors CR1: G / (G - 1) times (N - 1) / (N - K), K without the blocks; ranges and p by Student's t
    with G - 1 degrees (N - K without clusters). In a block of g < 16 clusters, squares count g / (g - 1) times and one degree
    is lost, so pairs give the paired t-test; without clusters every block is paid for so. Larger blocks keep the plain formula,
    at most 3.3 % too small. Time and memory grow with n. Ranges are right for one look at a time fixed beforehand: who looks
    daily and stops at the first p under .05 is wrong far more often. With fewer than some thirty clusters they are too narrow.
    With several arms, some p is small by chance: look at all. Not fit for groups that were not drawn by lot.

    References
    ----------
    Gerber, A. S., Green, D. P. and Larimer, C. W. (2008), "Social pressure and voter turnout", *American Political Science
    Review* 102. Liang, K.-Y. and Zeger, S. L. (1986), "Longitudinal data analysis using generalized linear models",
    *Biometrika* 73. De Chaisemartin, C. and Ramirez-Cuellar, J. (2024), "At what level should one cluster standard errors in
    paired and small-strata experiments?", *American Economic Journal: Applied Economics* 16.

    Examples
    --------
    >>> found = compare([1, 0, 1, 1, 0, 0], ["call"] * 3 + ["none"] * 3, control="none")
    >>> found.arms, found.means.round(2).tolist(), found.effects.round(2).tolist()
    (('none', 'call'), [0.33, 0.67], [0.0, 0.33])
    >>> found.standard_errors.round(3).tolist(), found.p[1].round(2)
    ([0.0, 0.471], np.float64(0.52))
    """
    y = door.numbers(outcome, "outcome")
    n = len(y)
    codes, names = door.coded(arm, "arm", n)
    if control not in names:
        raise ValueError("control must be one of the arms")
    if len(names) < 2:
        raise ValueError("arm must hold the control and at least one other")
    arms = [control, *(name for name in names if name != control)]
    w, beside = door.weighed(weights, n), door.beside(covariates, n)
    kept = w > 0
    codes = np.array([arms.index(name) for name in names])[codes][kept]
    group = None if cluster is None else renumbered(door.coded(cluster, "cluster", n)[0][kept])
    within = None if block is None else renumbered(door.coded(block, "block", n)[0][kept])
    return _table(tuple(arms), y[kept], codes, beside[kept], w[kept], group, within)


def _table(
    arms: tuple[Hashable, ...], y: Array, codes: Array, beside: Array, w: Array, group: Array | None, within: Array | None
) -> TrialTable:
    people = np.bincount(codes, minlength=len(arms))
    of_arm = people if group is None else _clusters(codes, group, len(arms))
    if int(of_arm.min()) < 2:
        raise ValueError(f"{'arm' if group is None else 'cluster'} must hold at least two in each arm")
    found = _fitted(y, codes, len(arms), beside, w, group, within)
    effects = np.concatenate([[0.0], found.coefficients[: len(arms) - 1, 0]])
    errors = np.concatenate([[0.0], np.sqrt(np.diag(found.covariance[:, 0, :, 0]))[: len(arms) - 1]])
    reach = float(student.ppf(0.975, found.freedom)) * errors
    return TrialTable(
        arms=arms,
        n=people,
        clusters=of_arm,
        means=np.bincount(codes, w * y) / np.bincount(codes, w),
        effects=effects,
        standard_errors=errors,
        lower=effects - reach,
        upper=effects + reach,
        p=_p(effects, errors, found.freedom),
    )


def _fitted(y: Array, codes: Array, arms: int, beside: Array, w: Array, group: Array | None, within: Array | None) -> least.Fit:
    columns = np.column_stack([*((codes == place).astype(float) for place in range(1, arms)), beside])
    if len(y) <= columns.shape[1] + 1:
        raise ValueError("covariates must be fewer than the people")
    try:
        return least.fit(y[:, None], columns, w, group, within)
    except np.linalg.LinAlgError:
        if within is not None and not _comparable(columns[:, : arms - 1], w, within):
            raise ValueError("block must hold people of different arms: nothing can be compared within") from None
        raise ValueError("covariates must differ from one another, from the arms and within blocks") from None


def _comparable(columns: Array, w: Array, within: Array) -> bool:
    try:
        least.fit(np.zeros((len(w), 1)), columns, w, None, within)
    except np.linalg.LinAlgError:
        return False
    return True


def _p(effects: Array, errors: Array, freedom: float) -> Array:
    found = np.full(len(effects), np.nan)
    for k in range(1, len(effects)):
        if errors[k] > 0:
            found[k] = 2 * float(student.sf(abs(effects[k]) / errors[k], freedom))
        else:
            found[k] = 1.0 if effects[k] == 0 else 0.0
    return found


def renumbered(codes: Array) -> Array:
    return np.asarray(np.unique(codes, return_inverse=True)[1])


def _clusters(codes: Array, group: Array, arms: int) -> Array:
    met = np.zeros((arms, int(group.max()) + 1), np.bool_)
    met[codes, group] = True
    found: Array = met.sum(axis=1)
    return found
