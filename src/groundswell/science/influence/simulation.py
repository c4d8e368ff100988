"""Events made up by a model: those of the ground, then those that follow them, generation by generation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.influence.asked import Outside, rates_of, watch
from groundswell.science.influence.week import Ground, hour_of_week

Array = NDArray[Any]


def simulate(
    rng: np.random.Generator,
    baseline: ArrayLike,
    branching: ArrayLike,
    decays: ArrayLike,
    *,
    horizon: Any,
    covariates: Outside | None = None,
    effects: ArrayLike | None = None,
    most: int = 10_000_000,
) -> tuple[Array, Array]:
    """Make events up.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where chance comes from.
    baseline : array_like of float
        (D,) or (D, 168) events per second that follow nothing.
    branching : array_like of float
        (D, D, K), or (D, D) with one decay: events i that follow one event j, on average.
    decays : array_like of float
        (K,) rates per second.
    horizon : float or (float, float)
        End, or start and end, in seconds.
    covariates : mapping of str to array_like of float, optional
        Start and end pairs of each outside event.
    effects : array_like of float, optional
        (D, C) further events per second while each outside event is on.
    most : int
        Refuse to make more than so many.

    Returns
    -------
    times, kinds : numpy.ndarray
        In order of time.

    Raises
    ------
    ValueError
        Shapes do not fit, a rate is negative or not finite, or there would be more than ``most`` events.

    Examples
    --------
    >>> import numpy as np
    >>> times, kinds = simulate(np.random.default_rng(1), [0.5, 0.1], [[0.2, 0.0], [0.5, 0.0]], 1.0, horizon=4000.0)
    >>> (np.bincount(kinds) / 4000).round(2)  # .5 / .8 = .625, and .1 + .5 * .625 = .41
    array([0.63, 0.42])
    """
    if not isinstance(rng, np.random.Generator):
        raise ValueError("rng must be a numpy.random.Generator")
    rates = rates_of(decays)
    levels = _positive(baseline, "baseline")
    hourly = levels.ndim == 2
    if levels.ndim not in (1, 2) or (hourly and levels.shape[1] != 168):
        raise ValueError("baseline must be (D,) or (D, 168)")
    shape = (len(levels), len(levels), len(rates))
    follow = _positive(branching, "branching")
    if follow.shape != shape and not (len(rates) == 1 and follow.shape == shape[:2]):
        raise ValueError("branching must be (D, D, K)")
    asked = watch(
        [_start(horizon)], [0], len(levels), horizon, rates, "hourly-weekly" if hourly else "constant", covariates, 0.0
    )
    more = np.zeros((len(levels), len(asked.outside))) if effects is None else _positive(effects, "effects")
    if more.shape != (len(levels), len(asked.outside)):
        raise ValueError("effects must be (D, C), as many as covariates")
    seeds = _from_the_ground(rng, asked.ground, levels.reshape(len(levels), -1), more, most)
    return _followed(rng, seeds, follow.reshape(shape), rates, asked.ground.end, most)


def _start(horizon: Any) -> Any:
    return 0.0 if np.isscalar(horizon) or len(horizon) != 2 else horizon[0]


def _positive(values: ArrayLike, name: str) -> Array:
    found = np.atleast_1d(np.asarray(values))
    if found.dtype.kind not in "fiu" or found.size == 0 or not np.isfinite(found).all() or float(found.min()) < 0:
        raise ValueError(f"{name} must be finite numbers, none negative")
    return found.astype(np.float64)


def _from_the_ground(rng: np.random.Generator, ground: Ground, levels: Array, more: Array, most: int) -> tuple[Array, Array]:
    """A steady stream at the highest level, thinned to the hour's; and one for each outside event."""
    size, span = len(levels), ground.end - ground.start
    top = levels.max(axis=1)
    if float(top.sum()) * span > 50.0 * most:
        raise ValueError(f"baseline must not make more than {most} events")
    n = rng.poisson(top * span)
    kinds = np.repeat(np.arange(size), n)
    times = ground.start + span * rng.random(len(kinds))
    if ground.hourly:
        kept = rng.random(len(kinds)) * top[kinds] < levels[kinds, hour_of_week(times)]
        times, kinds = times[kept], kinds[kept]
    for c, spans in enumerate(ground.windows):
        for low, high in np.clip(spans, ground.start, ground.end):
            extra = np.repeat(np.arange(size), rng.poisson(more[:, c] * (high - low)))
            kinds = np.concatenate([kinds, extra])
            times = np.concatenate([times, low + (high - low) * rng.random(len(extra))])
    return times, kinds


def _followed(rng: np.random.Generator, seeds: tuple[Array, Array], follow: Array, rates: Array, end: float,
              most: int) -> tuple[Array, Array]:  # fmt: skip
    """Each generation's followers; those that would come after the end are not seen, nor are theirs."""
    size, fades = len(follow), len(rates)
    times, kinds = seeds
    all_times, all_kinds, total = [times], [kinds], len(times)
    i, j, k = (part.ravel() for part in np.meshgrid(np.arange(size), np.arange(size), np.arange(fades), indexing="ij"))
    while len(times):
        if total > most:
            raise ValueError(f"branching and baseline must not make more than {most} events: each is followed by too many")
        order = np.argsort(kinds, kind="stable")
        count = np.bincount(kinds, minlength=size)
        first = np.cumsum(count) - count
        n = rng.poisson((follow * count[None, :, None]).ravel())
        source = np.repeat(j, n)
        before = order[first[source] + (rng.random(len(source)) * count[source]).astype(np.int64)]
        after = times[before] + rng.standard_exponential(len(source)) / rates[np.repeat(k, n)]
        seen = after < end
        times, kinds = after[seen], np.repeat(i, n)[seen]
        all_times.append(times)
        all_kinds.append(kinds)
        total += len(times)
    times, kinds = np.concatenate(all_times), np.concatenate(all_kinds)
    order = np.argsort(times, kind="stable")
    return times[order], kinds[order].astype(np.int32)
