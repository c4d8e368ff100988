"""Panels by lot: so that it mirrors the quotas, and whoever is least likely to be drawn is as likely as can be."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.counts import door

Array = NDArray[Any]

_CLOSE = 1e-7
_COLUMNS = 2000


@dataclass(frozen=True, slots=True)
class Panel:
    """Who was drawn, and how probable that was for each.

    Attributes
    ----------
    members : tuple
        The panel, in the order of the people.
    probabilities : mapping
        For each person the probability to be drawn; 0 for those whom no panel within the quotas can hold.
    """

    members: tuple[Hashable, ...]
    probabilities: Mapping[Hashable, float]


def draw_panel(
    people: Mapping[Hashable, Mapping[str, Hashable]],
    quotas: Mapping[str, Mapping[Hashable, tuple[int, int]]],
    size: int,
    *,
    seed: int,
) -> Panel:
    """Draw a panel by lot, within quotas.

    Parameters
    ----------
    people : mapping
        For each volunteer what the quotas ask of: ``{"Ann": {"age": "young", "place": "hill"}}``.
    quotas : mapping
        For each feature and value the least and the most of the panel: ``{"age": {"young": (2, 3)}}``. Values without
        a quota are free.
    size : int
        How many are drawn.
    seed : int
        Public seed. The panel's make-up is chosen by the SHA-256 of ``seed:panel`` as a fraction of 1; people alike in
        all features are put in the order of the SHA-256 of ``seed:place``.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        There are too few people, somebody's feature is unknown, or no panel of this size meets the quotas.

    Notes
    -----
    Among all ways to draw panels within the quotas, one is taken in which the least probability is the greatest (maximin),
    found by column generation: panels are added as long as one would help. People alike in all features have the same
    probability. Cost grows with the kinds of people, not with people. Not fit for more than some hundred kinds.

    References
    ----------
    Flanigan, B., Gölz, P., Gupta, A., Hennig, B. and Procaccia, A. D. (2021), "Fair algorithms for selecting citizens'
    assemblies", *Nature* 596.

    Examples
    --------
    >>> people = {name: {"age": "old" if name in "ABCD" else "young"} for name in "ABCDEF"}
    >>> found = draw_panel(people, {"age": {"young": (1, 1), "old": (1, 1)}}, 2, seed=7)
    >>> len(found.members), round(found.probabilities["A"], 3), round(found.probabilities["F"], 3)
    (2, 0.25, 0.5)
    """
    if not isinstance(people, Mapping) or not people:
        raise ValueError("people must map each volunteer to their features")
    size, seed = door.whole(size, "size", 1), door.seeded(seed)
    if size > len(people):
        raise ValueError(f"size must be at most {len(people)}, the number of people")
    kinds: dict[tuple[Hashable, ...], list[int]] = {}
    for place, (name, features) in enumerate(people.items()):
        kinds.setdefault(_kind(name, features, quotas), []).append(place)
    members = list(kinds.values())
    rules = _rules(list(kinds), quotas, size)
    counts = np.array([len(those) for those in members], float)
    panels, shares = _maximin(counts, rules)
    expected = shares @ panels / counts
    point = int.from_bytes(hashlib.sha256(f"{seed}:panel".encode()).digest(), "big") / 2**256
    chosen = panels[min(int(np.searchsorted(np.cumsum(shares), point, side="right")), len(panels) - 1)]
    drawn = [place for those, n in zip(members, chosen, strict=True) for place in sorted(those, key=_ticket(seed))[: round(n)]]
    names = list(people)
    probabilities = {names[place]: float(expected[kind]) for kind, those in enumerate(members) for place in those}
    return Panel(tuple(names[place] for place in sorted(drawn)), {name: probabilities[name] for name in names})


def _ticket(seed: int) -> Any:
    return lambda place: hashlib.sha256(f"{seed}:{place}".encode()).digest()


def _kind(name: Hashable, features: Any, quotas: Any) -> tuple[Hashable, ...]:
    if not isinstance(quotas, Mapping) or any(not isinstance(one, Mapping) for one in quotas.values()):
        raise ValueError("quotas must map features to values, and these to the least and the most")
    if not isinstance(features, Mapping) or any(feature not in features for feature in quotas):
        raise ValueError(f"people must have every feature of the quotas: {name!r} has not")
    found = tuple(features[feature] for feature in quotas)
    if any(not isinstance(value, Hashable) for value in found):
        raise ValueError(f"people must have names or numbers for features: {name!r} has not")
    return found


def _rules(kinds: Sequence[tuple[Hashable, ...]], quotas: Any, size: int) -> Any:
    """The size, and each quota, as bounds on how many of each kind there are."""
    rows, low, high = [[1.0] * len(kinds)], [float(size)], [float(size)]
    for k, (feature, values) in enumerate(quotas.items()):
        for value, bounds in values.items():
            if not isinstance(bounds, Sequence) or isinstance(bounds, str) or len(bounds) != 2:
                raise ValueError(f"quotas must hold the least and the most: {feature!r} {value!r} does not")
            least, most = (door.whole(one, "quotas", 0) for one in bounds)
            if least > most:
                raise ValueError(f"quotas must not ask for more than they allow: {feature!r} {value!r} does")
            rows.append([float(kind[k] == value) for kind in kinds])
            low.append(float(least))
            high.append(float(most))
    from scipy.optimize import LinearConstraint  # a solver that whoever counts ballots need not load

    return LinearConstraint(np.array(rows), low, high)


def _best(worth: Array, counts: Array, rules: Any) -> Array:
    """The panel within the quotas that is worth most."""
    from scipy.optimize import Bounds, milp

    found = milp(-worth, constraints=rules, bounds=Bounds(0, counts), integrality=np.ones(len(counts)))
    if found.x is None:
        raise ValueError("quotas must allow a panel of this size from these people")
    best: Array = np.round(found.x)
    return best


def _maximin(counts: Array, rules: Any) -> tuple[Array, Array]:
    """Panels, and with what probability each is taken."""
    from scipy.optimize import linprog

    columns = [_best(np.eye(len(counts))[kind], counts, rules) for kind in range(len(counts))]
    can = np.array([columns[kind][kind] > 0 for kind in range(len(counts))])
    panels = np.unique(np.array(columns), axis=0)
    for _ in range(_COLUMNS):
        n = len(panels)
        # The greatest t such that each kind's share of its people, by the probabilities, is at least t.
        over = np.column_stack([-(panels / counts).T[can], np.ones(int(can.sum()))])
        whole = np.append(np.ones(n), 0.0)[None]
        found = linprog(np.append(np.zeros(n), -1.0), over, np.zeros(len(over)), whole, [1.0], method="highs")
        prices = np.zeros(len(counts))
        prices[can] = np.maximum(-found.ineqlin.marginals, 0.0) / counts[can]
        new = _best(prices, counts, rules)
        if float(new @ prices) <= -found.fun + _CLOSE or bool((panels == new).all(axis=1).any()):
            break
        panels = np.vstack([panels, new])
    shares = np.maximum(found.x[:-1], 0.0)
    return panels, shares / shares.sum()
