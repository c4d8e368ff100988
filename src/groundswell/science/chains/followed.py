"""What followed where a text was passed on, beside what one expects there: small counts drawn together, with ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import digamma, gammaincinv, gammaln, ndtri, polygamma

Array = NDArray[Any]

_USUAL, _WEIGHT = 4.0, 10.0  # the unevenness taken for granted, and for how many links it stands
_SHAPES = np.geomspace(0.5, 500.0, 40)  # how alike places, or texts, may be
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed each text beside what was to be expected, and what one link of it brings in a usual place.

    Attributes
    ----------
    text : numpy.ndarray of int, shape (t,)
        The texts, sorted; everything below is aligned with it.
    ratio, low, high : numpy.ndarray of float, shape (t,)
        How many times as much followed as is usual in the same places, drawn towards 1, and where it lies.
    per_link, per_link_low, per_link_high : numpy.ndarray of float, shape (t,)
        People who came by one link of it in a usual place, and where that lies.
    dispersion : float
        Variance of what single links bring, as a multiple of the mean; 1 if people came independently.
    usual : float
        People who came by one link, all in all.
    """

    text: Array
    ratio: Array
    low: Array
    high: Array
    per_link: Array
    per_link_low: Array
    per_link_high: Array
    dispersion: float
    usual: float


def followed(
    text: ArrayLike, place: ArrayLike, links: ArrayLike, came: ArrayLike, squares: ArrayLike, *, level: float = 0.95
) -> Followed:
    """Compare what followed texts with what one expects of the places that passed them on.

    Each row is one text in one place. A place that usually brings many makes every text look good; few links make any text
    look extreme. So each text is compared with what the same places usually bring, and drawn towards "as usual" the more,
    the less was seen.

    Parameters
    ----------
    text, place : array_like of int, length n
        Which text, in which place.
    links : array_like of int, length n
        How many links were taken (0 or more).
    came : array_like of int, length n
        How many people came by them together.
    squares : array_like of int, length n
        The sum, over the links, of the square of how many came by each: how unevenly it goes.
    level : float
        How often the ranges hold the truth.

    Returns
    -------
    Followed

    Raises
    ------
    ValueError
        Lengths differ, a number is negative or not finite, people came where there are no links, a text comes twice in
        one place, ``squares`` cannot belong to ``links`` and ``came``, or ``level`` is not between 0 and 1.

    Notes
    -----
    Numbers who came are taken as Poisson about place times text, both gamma; how alike places and texts are follows from
    the data (largest marginal likelihood). What single links bring is far more uneven than Poisson, so all counts are
    divided by that unevenness first (a quasi-likelihood). It is not fit for saying what *would* follow if a place took a
    text: places choose their texts. That takes a trial.

    References
    ----------
    Clayton, D. and Kaldor, J. (1987), "Empirical Bayes estimates of age-standardized relative risks for use in disease
    mapping", *Biometrics* 43. DuMouchel, W. (1999), "Bayesian data mining in large frequency tables", *The American
    Statistician* 53.

    Examples
    --------
    >>> found = followed([0, 0, 1, 1], [0, 1, 0, 1], [40, 40, 40, 40], [160, 80, 40, 20], [800, 240, 80, 40])
    >>> found.text.tolist(), found.ratio.round(1).tolist(), round(found.usual, 2)
    ([0, 1], [1.6, 0.4], 1.88)
    """
    texts, places, n, y, dispersion = _checked(text, place, links, came, squares, level)
    names, of_text = np.unique(texts, return_inverse=True)
    of_place = np.unique(places, return_inverse=True)[1]
    total = float(n.sum())
    usual = float(y.sum()) / total if total and y.sum() else 0.0
    seen, base = y / dispersion, n * usual / dispersion
    warm, ratio = np.ones(int(of_place.max(initial=-1)) + 1), np.ones(len(names))
    shape = np.ones(len(names))
    rate = np.ones(len(names))
    for _ in range(_ROUNDS):
        warm = _drawn(of_place, seen, base * ratio[of_text], len(warm))[0]
        ratio, shape, rate = _drawn(of_text, seen, base * warm[of_place], len(names))
    low, high = _range(shape, rate, level)
    # A usual place is itself known only as well as all that came: its doubt is added on the scale of logarithms.
    doubt = polygamma(1, shape) + (1.0 / max(seen.sum(), 0.5) + _between(warm) / max(len(warm), 1))
    middle, wide = np.exp(digamma(shape) - np.log(rate)), np.exp(_normal(level) * np.sqrt(doubt))
    per = usual * ratio
    return Followed(names, ratio, low, high, per, usual * middle / wide, usual * middle * wide, dispersion, usual)


def rate_range(links: int, came: int, dispersion: float, *, level: float = 0.95) -> tuple[float, float]:
    """Return where the number lies that one link brings, from what was seen in one place alone.

    Parameters
    ----------
    links, came : int
        Links taken (at least 1), and people who came by them.
    dispersion : float
        As ``followed`` found it, 1 or more.

    Raises
    ------
    ValueError
        ``links`` is under 1, ``came`` under 0, ``dispersion`` under 1, or ``level`` not between 0 and 1.

    Examples
    --------
    >>> low, high = rate_range(20, 60, 2.0)
    >>> round(low, 1), round(high, 1)
    (2.1, 4.2)
    """
    if links < 1 or came < 0 or not dispersion >= 1 or not 0 < level < 1:
        raise ValueError("links must be 1 or more, came 0 or more, dispersion 1 or more, level between 0 and 1")
    shape, rate = came / dispersion + 0.5, links / dispersion
    return float(gammaincinv(shape, (1 - level) / 2) / rate), float(gammaincinv(shape, (1 + level) / 2) / rate)


def _drawn(of: Array, seen: Array, expected: Array, many: int) -> tuple[Array, Array, Array]:
    """Multiples of what was expected, drawn together as far as they are alike; with the shape and rate of each."""
    y, e = np.bincount(of, seen, many), np.bincount(of, expected, many)
    shape = _SHAPES[int(np.argmax([_likelihood(y, e, one) for one in _SHAPES]))]
    return (shape + y) / (shape + e), shape + y, shape + e


def _likelihood(y: Array, e: Array, shape: float) -> float:
    """The marginal likelihood of gamma and Poisson, with a word for places that are neither all alike nor wild."""
    held = shape * np.log(shape / (shape + e)) + y * np.log((e + 1e-300) / (shape + e)) + gammaln(shape + y) - gammaln(shape)
    return float(held[e > 0].sum()) - 0.5 * float(np.log(shape / 5.0)) ** 2 / 4.0


def _between(warm: Array) -> float:
    return float(np.var(np.log(warm))) if len(warm) > 1 else 0.0


def _range(shape: Array, rate: Array, level: float) -> tuple[Array, Array]:
    return gammaincinv(shape, (1 - level) / 2) / rate, gammaincinv(shape, (1 + level) / 2) / rate


def _normal(level: float) -> float:
    return float(ndtri((1 + level) / 2))


def _checked(
    text: ArrayLike, place: ArrayLike, links: ArrayLike, came: ArrayLike, squares: ArrayLike, level: float
) -> tuple[Array, Array, Array, Array, float]:
    rows = {"text": text, "place": place, "links": links, "came": came, "squares": squares}
    found = {name: _whole(name, given) for name, given in rows.items()}
    if len({len(one) for one in found.values()}) > 1:
        raise ValueError("text, place, links, came and squares must be of one length")
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    n, y, squared = (found[name].astype(np.float64) for name in ("links", "came", "squares"))
    if np.any((n == 0) & (y > 0)):
        raise ValueError("came must be 0 where links is 0")
    if np.any(squared < y) or np.any(squared * np.maximum(n, 1) < y * y):
        raise ValueError("squares must be the sum of the squares of what came by each link")
    pairs = np.stack([found["text"], found["place"]], axis=1)
    if len(np.unique(pairs, axis=0)) < len(pairs):
        raise ValueError("text must come once in each place")
    return found["text"], found["place"], n, y, _dispersion(n, y, squared)


def _dispersion(n: Array, y: Array, squares: Array) -> float:
    """How much more uneven than Poisson single links are; a usual unevenness stands in while few were seen."""
    some = n > 0
    within = float((squares[some] - y[some] ** 2 / n[some]).sum())
    free, mean = float((n[some] - 1).sum()), float(y.sum()) / max(float(n.sum()), 1.0)
    return max(1.0, (within / mean + _USUAL * _WEIGHT) / (free + _WEIGHT)) if mean > 0 else _USUAL


def _whole(name: str, given: ArrayLike) -> Array:
    found = np.asarray(given)
    if found.ndim != 1 or (len(found) and found.dtype.kind not in "iu"):
        raise ValueError(f"{name} must be a list of whole numbers")
    if len(found) and (int(found.min()) < 0 or int(found.max()) >= 2**53):
        raise ValueError(f"{name} must be 0 or more")
    return found.astype(np.int64)
