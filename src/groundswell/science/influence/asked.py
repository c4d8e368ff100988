"""What was handed over, checked once at the door."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.influence.week import Ground

Array = NDArray[Any]

MOST_KINDS, MOST_DECAYS = 4096, 16
Outside = Mapping[str, ArrayLike]


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """Events in order of time, how long was watched, and what they are explained by."""

    times: Array
    kinds: Array
    n_kinds: int
    ground: Ground
    decays: Array
    outside: tuple[str, ...] = ()
    resolution: float = 0.0

    @property
    def counts(self) -> Array:
        """Events of each kind."""
        return np.bincount(self.kinds, minlength=self.n_kinds)

    @property
    def width(self) -> int:
        """Influences on one target: a kind and a decay each."""
        return self.n_kinds * len(self.decays)

    @property
    def span(self) -> float:
        """Seconds watched."""
        return self.ground.end - self.ground.start

    @property
    def begun(self) -> Array:
        """The share of a follow-up's time that begins after the half tick in which times are not told apart: (K,)."""
        return np.exp(-0.5 * self.decays * self.resolution)

    @property
    def factor(self) -> Array:
        """A follow-up's rate just after an event, averaged over the tick of the rounding: (K,)."""
        half = 0.5 * self.decays * self.resolution
        with np.errstate(invalid="ignore", over="ignore"):
            return self.decays * np.where(half > 1e-4, np.sinh(half) / half, 1.0)


def watch(times: ArrayLike, kinds: ArrayLike, n_kinds: int, horizon: Any, decays: ArrayLike, baseline: str,
          covariates: Outside | None, resolution: float) -> Watch:  # fmt: skip
    """Check everything; raises ValueError with the name of what is wrong."""
    start, end = _horizon(horizon)
    at, kind = _events(times, kinds, n_kinds, start, end)
    if baseline not in ("hourly-weekly", "constant"):
        raise ValueError('baseline must be "hourly-weekly" or "constant"')
    names, windows = _windows(covariates, start, end)
    ground = Ground(start, end, baseline == "hourly-weekly", windows)
    rates = rates_of(decays)
    tick = number(resolution, "resolution", least=0.0)
    if tick * float(rates.max()) > 0.5:
        raise ValueError("resolution must be small beside the follow-ups: at most half of 1 / decay")
    return Watch(at, kind, int(n_kinds), ground, rates, names, tick)


def number(value: Any, name: str, *, least: float) -> float:
    """A finite number, not under the least."""
    if isinstance(value, bool | str) or not np.isscalar(value) or isinstance(value, complex):
        raise ValueError(f"{name} must be a number")
    found = float(value)
    if not math.isfinite(found) or found < least:
        raise ValueError(f"{name} must be a finite number from {least:g} on")
    return found


def whole(value: Any, name: str, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not least <= int(value) <= most:
        raise ValueError(f"{name} must be a whole number from {least} to {most}")
    return int(value)


def rates_of(decays: ArrayLike) -> Array:
    """Decays as an array, per second."""
    rates = np.atleast_1d(_array(decays, "decays"))
    if rates.ndim != 1 or not 1 <= len(rates) <= MOST_DECAYS:
        raise ValueError(f"decays must be one rate per second, or a list of up to {MOST_DECAYS}")
    if not (np.isfinite(rates).all() and float(rates.min()) > 0) or len(np.unique(rates)) < len(rates):
        raise ValueError("decays must be finite rates per second above 0, all different")
    if not (float(rates.min()) > 1e-100 and float(rates.max()) < 1e100):
        raise ValueError("decays must be rates per second between 1e-100 and 1e100")
    return rates


def _array(values: Any, name: str) -> Array:
    try:
        found = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} must be a list of numbers") from error
    if found.dtype.kind not in "fiu":
        raise ValueError(f"{name} must be {'a list of at least one number' if found.size == 0 else 'numbers'}")
    if found.size == 0:
        raise ValueError(f"{name} must hold at least one number")
    return found.astype(np.float64)


def _horizon(horizon: Any) -> tuple[float, float]:
    if np.isscalar(horizon):
        pair = [0.0, horizon]
    elif isinstance(horizon, Sequence | np.ndarray) and len(horizon) == 2:
        pair = list(horizon)
    else:
        raise ValueError("horizon must be the end of the watch, or its (start, end), in seconds")
    start, end = (number(value, "horizon", least=0.0) for value in pair)
    if end <= start:
        raise ValueError("horizon must end after it starts")
    return start, end


def _events(times: ArrayLike, kinds: ArrayLike, n_kinds: int, start: float, end: float) -> tuple[Array, Array]:
    whole(n_kinds, "n_kinds", least=1, most=MOST_KINDS)
    at = _array(times, "times")
    if at.ndim != 1 or not np.isfinite(at).all():
        raise ValueError("times must be a list of finite seconds")
    if float(at.min()) < start or float(at.max()) > end:
        raise ValueError(f"times must lie within the horizon, from {start:g} to {end:g}")
    if bool(np.any(at[1:] < at[:-1])):
        raise ValueError("times must be in order")
    kind = np.asarray(kinds)
    if kind.shape != at.shape or kind.dtype.kind not in "iu":
        raise ValueError("kinds must be whole numbers, as many as times")
    if int(kind.min()) < 0 or int(kind.max()) >= n_kinds:
        raise ValueError(f"kinds must be from 0 to n_kinds - 1 = {n_kinds - 1}")
    return np.ascontiguousarray(at), np.ascontiguousarray(kind.astype(np.int32))


def _windows(covariates: Outside | None, start: float, end: float) -> tuple[tuple[str, ...], tuple[Array, ...]]:
    if covariates is None:
        return (), ()
    if not isinstance(covariates, Mapping):
        raise ValueError("covariates must name for each outside event its (start, end) pairs")
    found = []
    for name, pairs in covariates.items():
        spans = _array(pairs, f"covariates[{name!r}]")
        spans = spans[None] if spans.ndim == 1 else spans
        if spans.ndim != 2 or spans.shape[1] != 2 or not np.isfinite(spans).all() or bool(np.any(spans[:, 1] <= spans[:, 0])):
            raise ValueError(f"covariates[{name!r}] must be (start, end) pairs in seconds, each ending after its start")
        spans = spans[np.argsort(spans[:, 0])]
        if bool(np.any(spans[1:, 0] < spans[:-1, 1])):
            raise ValueError(f"covariates[{name!r}] must be pairs that do not overlap")
        found.append(spans)
    return tuple(map(str, covariates)), tuple(found)
