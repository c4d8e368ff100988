"""The juries room's doors: Ada and two others judge Ben's challenge to Cleo's answer."""

from __future__ import annotations

from typing import Any

from tests import juries
from tests.cast import Cast
from tests.doors import Make


def _sits(cast: Cast) -> dict[str, Any]:
    return {"jury": juries.with_ada(cast).pk}


def _ended(cast: Cast) -> dict[str, Any]:
    return {"jury": juries.ended_with_ada(cast).pk}


ARGUMENTS: dict[str, Make] = {
    "juries:jury": _sits,
    "juries:draw": _sits,
    "juries:check": _sits,
    "juries:state": _sits,
    "juries:serve": _sits,
    "juries:answer_as_juror": _sits,
    "juries:decline_seat": _sits,
    "juries:appeal_verdict": _ended,
    "juries:progress": lambda cast: {"challenge": juries.with_ada(cast).challenge_id},
    "juries:of_version": lambda cast: {"version": juries.with_ada(cast).challenge.version_id},
}
FORMS: dict[str, Make] = {
    "juries:answer_as_juror": lambda cast: {"verdict": "stands", "reason": "I looked it up."},
    "juries:appeal_verdict": lambda cast: {"reason": "The minutes came later."},
    "juries:choose_hours": lambda cast: {"hours": "48", "reason": "The board votes on Monday."},
    "juries:leave_out": lambda cast: {"away": "yes"},
}
