"""What a map of opinions says, as data."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

from numpy.typing import NDArray

VERSION = "opinion-1"

Array = NDArray[Any]


class Agreed(NamedTuple):
    """A statement on which most voters say the same: how many of how many, the share (with one more voter on either
    side), and how far that is from a half in standard errors."""

    statement: Hashable
    n_success: int
    n_trials: int
    p_success: float
    p_test: float


class Consensus(NamedTuple):
    """At most five statements that most voters agree with, and at most five that most disagree with, the clearest first."""

    agree: tuple[Agreed, ...]
    disagree: tuple[Agreed, ...]


class Said(NamedTuple):
    """A statement that marks a group: what it says to it, how many of how many, how much oftener than everybody else
    (``repness``), and both in standard errors."""

    statement: Hashable
    repful_for: str
    n_success: int
    n_trials: int
    p_success: float
    p_test: float
    repness: float
    repness_test: float


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """Who stands where.

    ``voters`` (n,) whole numbers ascending, other ids as they first came; ``positions`` (n, 2) and ``groups`` (n,) in the
    same order, -1 being nobody's group (under seven votes). Groups are numbered from the largest. ``representative`` has
    the statements of each group. ``stability`` is the mean adjusted Rand index between these groups and those of voters
    drawn anew: 1 is the same every time, 0 chance; ``coverage`` the share of voters who are in a group.
    ``group_informed`` (m,) is group-informed consensus in the order of ``statements`` (m,); those left out are not there.
    """

    voters: Array
    positions: Array
    groups: Array
    k: int
    consensus: Consensus
    representative: dict[int, tuple[Said, ...]]
    stability: float
    coverage: float
    statements: Array
    group_informed: Array
    version: str = VERSION
