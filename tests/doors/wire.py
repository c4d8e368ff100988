"""The wire's doors; the ground report is Cleo's, for Ferry Street, with a photo."""

from __future__ import annotations

from typing import Any

from groundswell.wire.services import name_story
from tests import ground, stages
from tests.cast import Cast
from tests.doors import Make


def _report(cast: Cast) -> dict[str, Any]:
    return {"report": ground.reported(cast, photo=ground.photo()).pk}


def _story(cast: Cast) -> dict[str, Any]:
    return {"story": stages.story(cast).pk}


def _change(cast: Cast) -> dict[str, Any]:
    change = name_story(story=stages.story(cast), title="The vote", reason="Shorter.", actor=cast.cleo.actor)
    return {"change": change.pk}


ARGUMENTS: dict[str, Make] = {
    "wire:story": _story,
    "wire:story_history": _story,
    "wire:order_story": _story,
    "wire:name_story": _story,
    "wire:merge_stories": _story,
    "wire:take_out": _story,
    "wire:undo_change": _change,
    "wire:ground_report": _report,
    "wire:photo": _report,
    "wire:confirm_report": _report,
    "wire:unconfirm_report": _report,
}
