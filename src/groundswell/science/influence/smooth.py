"""How smooth the week is: levels of neighbouring hours are alike, and days are alike, unless events say otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.influence.concave import Problem, climb, solve
from groundswell.science.influence.week import HOURS

Array = NDArray[Any]

_ROUNDS = 12
_SETTLED = 0.2  # values' worth of freedom


def _ring(tones: Array) -> Array:
    """What a level and another so far apart add to the cost, when each tone of the week costs as said."""
    apart = np.abs(np.subtract.outer(np.arange(HOURS), np.arange(HOURS)))
    out: Array = np.fft.ifft(tones).real[np.minimum(apart, HOURS - apart)]
    return out


_TURNS = np.minimum(np.arange(HOURS), HOURS - np.arange(HOURS))  # a week
_FAST = (_TURNS / 7.0) ** 4
# The day's course costs by its bends; what tells one day from another costs besides.
_TONES = np.array([np.where(_TURNS % 7 == 0, _FAST, 0.0), np.where(_TURNS % 7 != 0, _FAST + 0.1, 0.0)])
_RINGS = tuple(_ring(tones) for tones in _TONES)
_BEGIN = (1.0, 3.0)


def smoothed(problem: Problem, guess: Array, held: Array) -> tuple[Array, Array]:
    """How much roughness is to cost, (168, 168), and the values under it.

    The two stiffnesses, of the day's course and of what tells days apart, are those under which the events are most
    likely, all levels considered (Wood and Fasiolo's steps towards the largest marginal likelihood): a week that is
    flat comes out flat, and a kind with few events is not read hour by hour.
    """
    stiff = np.array(_BEGIN)
    x, bins = guess, problem.bins
    rough = np.zeros((bins, bins))
    for _ in range(_ROUNDS):
        rough = sum((s * ring for s, ring in zip(stiff, _RINGS, strict=True)), np.zeros((bins, bins)))
        found = climb(replace(problem, rough=rough), x, held=held, exact=1e-3)
        x = found.x
        free = np.flatnonzero(x > 0)
        inside = int(np.searchsorted(free, bins))
        levels = free[:inside]
        spread = solve(found.curvature[np.ix_(free, free)], np.eye(len(free), inside))[:inside]
        settled = True
        for j, (tones, ring) in enumerate(zip(_TONES, _RINGS, strict=True)):
            worth = int(np.count_nonzero(tones)) - stiff[j] * float((spread * ring[np.ix_(levels, levels)]).sum())
            bend = stiff[j] * float(x[:bins] @ ring @ x[:bins])
            settled &= abs(worth - bend) < _SETTLED
            stiff[j] = np.clip(stiff[j] * np.clip(max(worth, 1e-9) / max(bend, 1e-300), 0.05, 20.0), 1e-3, 1e4)
        if settled:
            break
    return rough, x
