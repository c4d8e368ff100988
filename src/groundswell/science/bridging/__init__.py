"""What people on different sides agree on: a plain rule that can be explained, and a factor model beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundswell.science.bridging.habits import Expected, Habits
from groundswell.science.bridging.reaching import Interval, Reach, intervals, reaching
from groundswell.science.bridging.rule import readiness
from groundswell.science.bridging.table import Missing, Readiness, Share
from groundswell.science.bridging.turning import Turn, turning

if TYPE_CHECKING:
    from groundswell.science.bridging.factors import BridgingFit, fit

__all__ = [
    "BridgingFit",
    "Expected",
    "Habits",
    "Interval",
    "Missing",
    "Reach",
    "Readiness",
    "Share",
    "Turn",
    "fit",
    "intervals",
    "reaching",
    "readiness",
    "turning",
]


def __getattr__(name: str) -> Any:
    """Load the compiled model only for those who ask for it: the rule alone runs where pages are made."""
    if name in ("BridgingFit", "fit"):
        from groundswell.science.bridging import factors

        return getattr(factors, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
