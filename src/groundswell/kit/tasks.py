"""Sweeps what the kit keeps for a day only."""

from __future__ import annotations

from groundswell.kit.clock import now
from groundswell.kit.jobs import periodic
from groundswell.kit.models import Spent


@periodic("kit.sweep_limits", "17 * * * *")
def sweep_limits() -> None:
    """Delete counts whose window is over."""
    Spent.objects.filter(ends__lt=now()).delete()
