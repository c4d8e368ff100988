"""A fit, and what can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.influence import target as targets
from groundswell.science.influence.asked import whole
from groundswell.science.influence.bounds import Z95
from groundswell.science.influence.results import Attribution, Counterfactual, FitCheck, LikelihoodRatio
from groundswell.science.influence.simulation import simulate
from groundswell.science.pieces import Executor, fitting

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class InfluenceFit:
    """Which kinds of events are followed by which, of D kinds, by K decays.

    Attributes
    ----------
    baseline : numpy.ndarray
        Events per second that follow nothing: (D,), or (D, 168) by hour of the week, Monday 00:00 UTC first; NaN for
        hours that were never watched.
    branching : numpy.ndarray
        (D, D, K): ``branching[i, j, k]`` events of kind i follow one of kind j through decay k, on average.
    decays : numpy.ndarray
        (K,) rates per second: half of those that follow do so within log(2) / decay.
    intervals : numpy.ndarray
        (D, D, K, 2): where each of ``branching`` lies, 95 %; up to infinity for a kind of which there are no events.
    loglik : float
        Log-likelihood of the events, times in seconds.
    spectral_radius : float
        Of ``branching`` summed over decays. From 1 on, the kinds together keep themselves going.
    fit_check : FitCheck
        How it holds on time it has not seen, and what to know before it is believed.
    effects, effect_intervals : numpy.ndarray
        (D, C) and (D, C, 2): further events per second while each outside event is on.
    outside : tuple of str
        Names of the outside events.
    counts : numpy.ndarray
        (D,) events of each kind.
    """

    baseline: Array
    branching: Array
    decays: Array
    intervals: Array
    loglik: float
    spectral_radius: float
    fit_check: FitCheck
    effects: Array
    effect_intervals: Array
    outside: tuple[str, ...]
    counts: Array
    job: targets.Job = field(repr=False)
    price: Array = field(repr=False)
    covariances: tuple[Array | None, ...] = field(repr=False)

    def attribution(self) -> Attribution:
        """Where the events of each kind are consistent with coming from."""
        watch = self.job.watch
        named = len(self.outside)
        outside = self.effects * self.price[len(self.price) - named :] if named else np.zeros((watch.n_kinds, 0))
        direct = (self.branching * self._reach()).sum(axis=2)
        background = np.maximum(self.counts - direct.sum(axis=1) - outside.sum(axis=1), 0.0)
        begun = background + outside.sum(axis=1)
        roots = np.linalg.solve(np.eye(watch.n_kinds) - self._direct_share(), np.diag(begun))
        return Attribution(background, outside, direct, np.maximum(roots, 0.0))

    def counterfactual(self, kind: int) -> Counterfactual:
        """What the fitted model expects had there been no events of one kind: neither they nor what follows from them.

        Everything else stays as it was: what people would have done instead is not in the data, so this is no
        forecast of an intervention.

        Raises
        ------
        ValueError
            There is no such kind.
        """
        size = len(self.counts)
        gone = whole(kind, "kind", least=0, most=size - 1)
        kept = np.arange(size) != gone
        begun = self.counts - (self.branching * self._reach()).sum(axis=(1, 2))
        left = np.eye(size) - self._direct_share() * kept[None, :] * kept[:, None]
        inverse = np.linalg.inv(left)
        without = np.clip(inverse @ (begun * kept), 0.0, self.counts) * kept
        less = np.divide(without, self.counts, out=np.zeros(size), where=self.counts > 0) - 1.0
        moved = (self._reach() * less[:, None]).ravel()
        known = [spread for spread in self.covariances if spread is not None]
        spread = np.full(size, np.nan)
        if len(known) == size:
            own = np.array([moved @ one @ moved for one in known]) * kept
            spread = Z95 * np.sqrt(np.maximum(inverse**2 @ own, 0.0))
        difference = self.counts - without
        low, high = np.maximum(difference - spread, 0.0), np.minimum(difference + spread, self.counts)
        return Counterfactual(gone, self.counts, without, difference, np.stack([low, high], axis=1))

    def test(self, target: int, source: int) -> LikelihoodRatio:
        """Whether events of the target follow those of the source beyond chance, by likelihood ratio.

        Half of the time an influence that is not there is estimated as none at all, for it cannot fall under zero; p
        takes that into account. NaN where there are no events of the source.

        Raises
        ------
        ValueError
            There is no such kind.
        """
        size = len(self.counts)
        i, j = whole(target, "target", least=0, most=size - 1), whole(source, "source", least=0, most=size - 1)
        return targets.ratios(self.job, self.price, [i], [j])[0][0]

    def tests(self, executor: Executor | None = None) -> Array:
        """(D, D) p of :meth:`test` for every target and source. Of D * D tests some are small by chance."""
        watch = self.job.watch
        sources = list(range(watch.n_kinds))
        spread = executor or fitting(float(len(watch.times)) * watch.width**2 * watch.n_kinds)
        found = spread.map(partial(targets.ratios, self.job, self.price, sources=sources), targets.blocks(watch))
        return np.array([[one.p for one in line] for part in found for line in part])

    def simulate(self, rng: np.random.Generator, *, horizon: Any = None, most: int = 10_000_000) -> tuple[Array, Array]:
        """Events as the fitted model would have them, from nothing before: times and kinds.

        Parameters
        ----------
        rng : numpy.random.Generator
            Where chance comes from.
        horizon : float or (float, float), optional
            End, or start and end, in seconds; by default what was watched.
        most : int
            Refuse to make more than so many.

        Raises
        ------
        ValueError
            There would be more events, or hours of the week are asked for that were never watched.
        """
        watch = self.job.watch
        ground = watch.ground
        if horizon is not None and bool(np.isnan(self.baseline).any()):
            raise ValueError("horizon must be left out where hours of the week were never watched")
        return simulate(
            rng,
            np.nan_to_num(self.baseline),
            self.branching,
            self.decays,
            horizon=(ground.start, ground.end) if horizon is None else horizon,
            covariates=dict(zip(self.outside, ground.windows, strict=True)) or None,
            effects=self.effects if self.outside else None,
            most=most,
        )

    def _reach(self) -> Array:
        """(D, K): events of each kind whose follow-ups could be seen, those cut off by the end counted in part."""
        watch = self.job.watch
        bins = watch.ground.bins
        reach: Array = self.price[bins : bins + watch.width].reshape(watch.n_kinds, -1)
        return reach

    def _direct_share(self) -> Array:
        """(D, D): direct followers seen, for each event of a kind."""
        direct = (self.branching * self._reach()).sum(axis=2)
        share: Array = np.divide(direct, self.counts, out=np.zeros_like(direct), where=self.counts > 0)
        return share
