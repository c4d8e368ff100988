"""Delegation: who votes for whom in the end, through whom, and whose voice is lost in a circle."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from groundswell.science.counts import door
from groundswell.science.counts.results import Exact, exact

Voter = Hashable


@dataclass(frozen=True, slots=True)
class Delegation:
    """Where each voice went.

    Attributes
    ----------
    weights : mapping
        What each who votes carries, their own voice with it.
    paths : mapping
        For each voter the way of their voice, from themselves to who votes; where it is lost, to where it ends.
    lost : tuple
        Whose voice reaches nobody who votes, in the order of the roll.
    circles : tuple of tuple
        Each circle of people who trust one another round; none of them voted.
    """

    weights: Mapping[Voter, Exact]
    paths: Mapping[Voter, tuple[Voter, ...]]
    lost: tuple[Voter, ...]
    circles: tuple[tuple[Voter, ...], ...]


def delegate(
    trust: Mapping[Voter, Any], *, voted: Iterable[Voter], topic: Hashable = None, weights: Mapping[Voter, Any] | None = None
) -> Delegation:
    """Follow delegations to those who vote.

    Parameters
    ----------
    trust : mapping
        For each voter whom they trust; or by topic: a mapping of topics to whom, None being the topic of all others.
    voted : iterable
        Who voted. Who votes carries their own voice, whomever they trust.
    topic : hashable, optional
        What is voted about.
    weights : mapping, optional
        What a voice weighs, by default 1; not negative.

    Returns
    -------
    Delegation

    Raises
    ------
    ValueError
        Somebody trusts themselves; whom they trust is no id; weights are negative or of somebody unknown.

    Notes
    -----
    Each voice is followed once; time grows with the length of all ways together. Circles and ways that end with somebody
    who did not vote lose the voice and are named, so that people can be told in time. Not fit for hiding who trusts whom:
    paths show it.

    Examples
    --------
    >>> found = delegate({"Ann": "Bo", "Bo": "Cy", "Di": "Ed", "Ed": "Di"}, voted=["Cy"])
    >>> dict(found.weights), found.paths["Ann"], found.lost, found.circles
    ({'Cy': 3}, ('Ann', 'Bo', 'Cy'), ('Di', 'Ed'), (('Di', 'Ed'),))
    """
    to = _of_topic(trust, topic)
    if isinstance(voted, str | bytes) or not isinstance(voted, Iterable):
        raise ValueError("voted must be a list of voters")
    here = dict.fromkeys(voted)
    roll = list(dict.fromkeys([*to, *to.values(), *here]))
    weighs = _weights(weights, roll)
    paths: dict[Voter, tuple[Voter, ...]] = {}
    circles: list[tuple[Voter, ...]] = []
    for one in roll:
        _follow(one, to, here, paths, circles)
    carried = dict.fromkeys(here, Fraction(0))
    lost = []
    for one in roll:
        end = paths[one][-1]
        if end in here:
            carried[end] += weighs[one]
        else:
            lost.append(one)
    told = {one: exact(weight.numerator, weight.denominator) for one, weight in carried.items()}
    return Delegation(told, paths, tuple(lost), tuple(circles))


def _follow(
    one: Voter,
    to: dict[Voter, Voter],
    here: dict[Voter, None],
    paths: dict[Voter, tuple[Voter, ...]],
    circles: list[tuple[Voter, ...]],
) -> None:
    way: dict[Voter, None] = {}
    while one not in paths and one not in way:
        way[one] = None
        if one in here or one not in to:
            break
        one = to[one]
    steps = list(way)
    if one in way and one in to and one not in here:
        # Round: each of the circle ends where it would come to itself again.
        circle = tuple(steps[steps.index(one) :])
        circles.append(circle)
        for k, member in enumerate(circle):
            paths[member] = circle[k:] + circle[:k]
    for member in reversed(steps):
        if member not in paths:
            onward = to.get(member)
            ended = member in here or onward is None
            paths[member] = (member,) if ended else (member, *paths[onward])


def _of_topic(trust: Any, topic: Hashable) -> dict[Voter, Voter]:
    if not isinstance(trust, Mapping):
        raise ValueError("trust must map voters to whom they trust")
    found: dict[Voter, Voter] = {}
    for one, whom in trust.items():
        chosen = whom.get(topic, whom.get(None)) if isinstance(whom, Mapping) else whom
        if chosen is None:
            continue
        if not isinstance(chosen, Hashable):
            raise ValueError("trust must name voters")
        if chosen == one:
            raise ValueError(f"trust must name somebody else: {one!r} does not")
        found[one] = chosen
    return found


def _weights(weights: Mapping[Voter, Any] | None, roll: list[Voter]) -> dict[Voter, Fraction]:
    found = dict.fromkeys(roll, Fraction(1))
    if weights is None:
        return found
    if not isinstance(weights, Mapping) or any(one not in found for one in weights):
        raise ValueError("weights must map voters to numbers")
    found |= {one: door.number(weight, "weights") for one, weight in weights.items()}
    if any(weight < 0 for weight in found.values()):
        raise ValueError("weights must not be negative")
    return found
