"""The wire's doors; the ground report is Cleo's, for Ferry Street, with a photo."""

from __future__ import annotations

from typing import Any

from tests import ground, stages
from tests.cast import Cast
from tests.doors import Make


def _report(cast: Cast) -> dict[str, Any]:
    return {"report": ground.reported(cast, photo=ground.photo()).pk}


ARGUMENTS: dict[str, Make] = {
    "wire:story": lambda cast: {"story": stages.story(cast).pk},
    "wire:ground_report": _report,
    "wire:photo": _report,
    "wire:confirm_report": _report,
    "wire:unconfirm_report": _report,
}
