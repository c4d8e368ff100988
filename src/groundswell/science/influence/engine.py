"""Fitting: every kind is a target of its own, for the likelihood falls into one concave piece for each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.influence import target as targets
from groundswell.science.influence.asked import Outside, Watch, number, watch
from groundswell.science.influence.decay import DecayProfile, candidate_rates, next_rate, usual_rates
from groundswell.science.influence.fitted import InfluenceFit
from groundswell.science.influence.results import FitCheck
from groundswell.science.pieces import Executor, fitting

Array = NDArray[Any]

COARSE = 1000
_FEW_WEEKS = 4
_REFINED = 5
_TICKS = (86400.0, 43200.0, 21600.0, 3600.0, 1800.0, 900.0, 600.0, 300.0, 60.0, 30.0, 20.0, 15.0, 10.0, 5.0, 2.0, 1.0)


def fit(times: ArrayLike, kinds: ArrayLike, n_kinds: int, *, horizon: Any, decays: ArrayLike | None,
        baseline: str = "hourly-weekly", covariates: Outside | None = None, l1: float | None = None,
        resolution: float = 0.0, executor: Executor | None = None) -> InfluenceFit:  # fmt: skip
    """Fit how events of some kinds are followed by events of others: a multivariate Hawkes process.

    Parameters
    ----------
    times : array_like of float
        (N,) when events happened, in seconds (UTC since the epoch where hours of the week matter), in order.
    kinds : array_like of int
        (N,) of which kind each is, from 0 to ``n_kinds - 1``.
    n_kinds : int
        D, how many kinds there are, at most 4096.
    horizon : float or (float, float)
        The end of the time that was watched, or its start and end, in seconds; it starts at 0 unless said.
    decays : float or array_like of float, or None
        How fast follow-ups fade, in rates per second: one or up to 16 that are added up. None: one, the most likely
        (see :func:`decay_profile`).
    baseline : {"hourly-weekly", "constant"}
        Whether what follows nothing goes by the hour of the week (smoothed as far as the events ask for) or is steady.
    covariates : mapping of str to array_like of float, optional
        Outside events that were seen (a rally announced, a holiday): for each the (m, 2) starts and ends of the times
        at which it was on, in seconds. Each may add events; for what takes some away, give the times when it was off.
    l1 : float, optional
        Keep only influences that stand out by about so many standard errors of chance (they are chosen by a penalty, and
        the rest fitted again without it, so that what is kept is not shrunk). Intervals do not know of the choice.
    resolution : float
        To how many seconds times were rounded, if they were, at most half of 1 / decay. What is found is then too high
        by about 2 % at a tenth of 1 / decay and 9 % at a third; not told, it is far too low.
    executor : Executor, optional
        What spreads the targets (see ``groundswell.science.pieces``): by default processes where the job is big. The
        result has the same bits either way.

    Returns
    -------
    InfluenceFit
        With ``attribution()``, ``counterfactual(kind)``, ``test(target, source)``, ``simulate(rng)``.

    Raises
    ------
    ValueError
        Something handed over is not as described; the message names it.

    Notes
    -----
    The rate of kind i at time t is its baseline, plus for each earlier event of kind j and each decay d
    ``branching[i, j, k] * d * exp(-d * age)``. With the decays given the log-likelihood is a concave function for
    each i alone; its maximum is found by Newton's steps under the bounds. Memory and time grow in line with N (D * K
    multiplications an event to look back, (D * K)^2 for the curvature); rows of about 32 MB are in memory at one time.
    Events at the same instant do not count as following each other.

    Not fit for saying what causes what: a cause outside that moves two kinds looks like one exciting the other; nor
    for kinds that dampen each other. Under about a thousand events of a kind its row is coarse, and with less than a
    month a weekly pattern may be taken for influence. Intervals hold for values that are not zero, when the decays
    are right.

    References
    ----------
    Hawkes (1971), *Biometrika* 58; Bertsekas (1982), *SIAM J. Control and Optimization* 20; Self and Liang (1987), *JASA* 82;
    Wood and Fasiolo (2017), *Biometrics* 73. See ``docs/science/influence.md``.

    Examples
    --------
    >>> import numpy as np
    >>> from groundswell.science import influence
    >>> made = [[0.0, 0.0], [0.6, 0.3]]
    >>> times, kinds = influence.simulate(np.random.default_rng(7), [0.3, 0.1], made, 0.5, horizon=9000.0)
    >>> found = influence.fit(times, kinds, 2, horizon=9000.0, decays=0.5, baseline="constant")
    >>> found.branching[:, :, 0].round(1)
    array([[0. , 0. ],
           [0.6, 0.3]])
    >>> bool(found.test(1, 0).p < 1e-9), bool(found.test(0, 1).p > 0.01)
    (True, True)
    """
    price = None if l1 is None else number(l1, "l1", least=0.0)
    asked = watch(times, kinds, n_kinds, horizon, [1.0] if decays is None else decays, baseline, covariates, resolution)
    if decays is None:
        asked = replace(asked, decays=np.array([profiled(asked, None, executor).best]))
    return fitted(targets.Job(asked, price), executor)


def decay_profile(times: ArrayLike, kinds: ArrayLike, n_kinds: int, *, horizon: Any, candidates: ArrayLike | None = None,
                  baseline: str = "hourly-weekly", covariates: Outside | None = None, resolution: float = 0.0,
                  executor: Executor | None = None) -> DecayProfile:  # fmt: skip
    """How likely the events are by each single decay, and the most likely one.

    Parameters
    ----------
    candidates : array_like of float, optional
        Rates per second; by default two a decade, from a tenth of the watch to the typical gap between events. The best
        is then sought between its neighbours.

    See :func:`fit` for the others.

    Examples
    --------
    >>> import numpy as np
    >>> from groundswell.science import influence
    >>> times, kinds = influence.simulate(np.random.default_rng(7), [0.3], [[0.6]], 0.5, horizon=9000.0)
    >>> found = influence.decay_profile(times, kinds, 1, horizon=9000.0, baseline="constant")
    >>> 0.4 < found.best < 0.6
    True
    """
    asked = watch(times, kinds, n_kinds, horizon, [1.0], baseline, covariates, 0.0)
    rates = None if candidates is None else candidate_rates(candidates)
    tick = number(resolution, "resolution", least=0.0)
    return profiled(replace(asked, resolution=tick), rates, executor)


def fitted(job: targets.Job, executor: Executor | None = None) -> InfluenceFit:
    """Fit what was checked."""
    asked = job.watch
    prices = (targets.expected(asked, asked.ground.end), targets.expected(asked, targets.split(asked)))
    found = examined(job, prices, executor)
    level = np.array([one.level for one in found])
    follow = np.array([one.branching for one in found])
    counts = asked.counts
    return InfluenceFit(
        baseline=level if asked.ground.hourly else level[:, 0],
        branching=follow,
        decays=asked.decays,
        intervals=np.array([one.bounds for one in found]),
        loglik=float(sum(one.loglik for one in found)),
        spectral_radius=float(np.abs(np.linalg.eigvals(follow.sum(axis=2))).max()),
        fit_check=check(asked, found),
        effects=np.array([one.effects for one in found]),
        effect_intervals=np.array([one.effect_bounds for one in found]),
        outside=asked.outside,
        counts=counts,
        job=job,
        price=prices[0],
        covariances=tuple(one.covariance for one in found),
    )


def examined(job: targets.Job, prices: tuple[Array, Array], executor: Executor | None) -> list[targets.TargetFit]:
    """Every target, in order."""
    spread = executor or fitting(float(len(job.watch.times)) * (job.watch.width + len(job.watch.outside)) ** 2)
    parts = spread.map(partial(targets.examine, job, prices), targets.blocks(job.watch))
    return [one for part in parts for one in part]


def profiled(asked: Watch, rates: Array | None, executor: Executor | None) -> DecayProfile:
    """The log-likelihood at each decay; then at three more between the neighbours of the best."""

    def at(rate: float) -> float:
        job = targets.Job(replace(asked, decays=np.array([rate])), checked=False, bounded=False)
        price = targets.expected(job.watch, asked.ground.end)
        return float(sum(one.loglik for one in examined(job, (price, price), executor)))

    tried = {rate: at(rate) for rate in (usual_rates(asked) if rates is None else rates).tolist()}
    for _ in range(_REFINED):
        tried.setdefault(between := next_rate(tried), at(between))
    ordered = sorted(tried)
    values = np.array([tried[rate] for rate in ordered])
    return DecayProfile(np.array(ordered), values, ordered[int(values.argmax())])


def check(asked: Watch, found: list[targets.TargetFit]) -> FitCheck:
    """What is to be known before the fit is believed."""
    at, kinds = asked.times, asked.kinds
    again = at[1:] == at[:-1]
    tied = np.zeros(len(at), bool)
    tied[1:] |= again
    tied[:-1] |= again
    ties = float(tied.mean())
    p = np.array([one.p for one in found])
    later = np.bincount(kinds[np.searchsorted(at, targets.split(asked)) :], minlength=asked.n_kinds)
    notes = ["These figures are consistent with influence; a cause outside that moves several kinds looks the same."]
    few = np.flatnonzero(asked.counts < COARSE)
    if len(few):
        notes.append(f"Coarse: under {COARSE} events of kind {_named(few)}. Pool kinds or watch longer.")
    if asked.ground.hourly and asked.span < _FEW_WEEKS * 604800:
        notes.append("Watched for under four weeks: what belongs to the hour of the week may be taken for influence.")
    if ties > 0.01:
        notes.append(f"{ties:.0%} of the events share their instant with another; these do not count as following each other.")
    tick = rounding(at) if ties > 0.01 and not asked.resolution else 0.0
    if tick * float(asked.decays.max()) > 0.005:
        notes.append(f"Times are rounded to {tick:g} seconds: without resolution={tick:g} influence is understated.")
    badly = np.flatnonzero(p < 0.01)
    if len(badly):
        notes.append(f"The last fifth of the time is not as the model expects for kind {_named(badly)}.")
    return FitCheck(targets.split(asked), later, np.array([one.distance for one in found]), p, ties, tuple(notes))


def rounding(times: Array) -> float:
    """To how many seconds all times are rounded, by the look of them; 0 if they are not."""
    return next((tick for tick in _TICKS if not np.any(times % tick)), 0.0)


def _named(kinds: Array) -> str:
    shown = ", ".join(map(str, kinds[:10].tolist()))
    return shown + (f" and {len(kinds) - 10} more" if len(kinds) > 10 else "")
