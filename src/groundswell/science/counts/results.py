"""What a count gives back: who won, and every round of it with its exact figures."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Exact = int | Fraction
Candidate = Hashable


@dataclass(frozen=True, slots=True)
class TieBreak:
    """One tie and how it was settled.

    Attributes
    ----------
    round : int
        In which round it stood.
    what : str
        What was to be decided: "elected", "excluded", "surplus first" or "first locked".
    among : tuple
        Those who were equal, as they stand among the candidates (or pairs of them).
    chosen : tuple
        Whom it fell upon, in order.
    by : str
        "earlier rounds" or "lot". A lot is drawn as :mod:`groundswell.science.counts.lots` says; anyone can draw it again.
    """

    round: int
    what: str
    among: tuple[Hashable, ...]
    chosen: tuple[Hashable, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a count, all figures exact.

    Attributes
    ----------
    number : int
        From 1 on.
    action : str
        What made this round: "first preferences", "surplus", "exclusion", "totals", "pairs", ...
    of : tuple
        Whose votes moved in this round.
    votes : mapping
        What each candidate has at its end.
    quota : int or Fraction or None
        What elects, where the rule has such a figure.
    elected, excluded : tuple
        Who was elected in this round, and who is out from the next one on (by an exclusion: who went out in it).
    transfers : mapping
        What each candidate gained in it.
    exhausted : int or Fraction
        What no candidate has at its end, lost fractions included.
    factors : mapping
        Meek's keep factors; for a surplus the value of each paper before it and after it.
    pairs : mapping
        (a, b): the weight of those who prefer a to b; for Schulze's and ranked pairs.
    strengths : mapping
        (a, b): Schulze's strongest way from a to b; or the pairs that were locked, strongest first.
    """

    number: int
    action: str
    votes: Mapping[Candidate, Exact]
    of: tuple[Candidate, ...] = ()
    quota: Exact | None = None
    elected: tuple[Candidate, ...] = ()
    excluded: tuple[Candidate, ...] = ()
    transfers: Mapping[Candidate, Exact] = field(default_factory=dict)
    exhausted: Exact = 0
    factors: Mapping[Hashable, Exact] = field(default_factory=dict)
    pairs: Mapping[tuple[Candidate, Candidate], Exact] = field(default_factory=dict)
    strengths: Mapping[tuple[Candidate, Candidate], Exact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """The result of a vote.

    Attributes
    ----------
    winners : tuple
        Who won, in the order in which they did; fewer than the seats where the rule elects nobody else.
    rounds : tuple of Round
        The whole count, so that anyone can recompute it.
    tie_breaks : tuple of TieBreak
        Every tie that had to be settled; empty where the ballots alone decided.
    exhausted : int or Fraction
        The weight of votes that no candidate has at the end.
    """

    winners: tuple[Candidate, ...]
    rounds: tuple[Round, ...]
    tie_breaks: tuple[TieBreak, ...]
    exhausted: Exact


def exact(over: int, under: int = 1) -> Exact:
    """A ratio of whole numbers; a whole number where it is one."""
    found = Fraction(int(over), under)
    return int(found) if found.denominator == 1 else found
