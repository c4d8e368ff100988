"""The wire's doors; the ground report is Cleo's, for Ferry Street, with a photo; the source and the pasted page too."""

from __future__ import annotations

from typing import Any

from groundswell.wire.selectors.search import Search
from groundswell.wire.services import add_source, name_story, paste_link, save_search
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


def _source(cast: Cast) -> dict[str, Any]:
    return {"source": add_source(address="https://alder.example/feed", name="The Alder Post", actor=cast.cleo.actor).pk}


def _pair(cast: Cast) -> dict[str, Any]:
    return {"story": stages.story(cast).pk, "other": stages.story(cast, "Ferry workers vote for a strike").pk}


def _kept(cast: Cast) -> dict[str, Any]:
    return {"saved": save_search(search=Search(words="water"), actor=cast.cleo.actor).pk}


ARGUMENTS: dict[str, Make] = {
    "wire:story": _story,
    "wire:story_history": _story,
    "wire:order_story": _story,
    "wire:name_story": _story,
    "wire:merge_stories": _story,
    "wire:take_out": _story,
    "wire:say_touches": _story,
    "wire:undo_change": _change,
    "wire:forget_search": _kept,
    "wire:ground_report": _report,
    "wire:photo": _report,
    "wire:confirm_report": _report,
    "wire:unconfirm_report": _report,
    "wire:source": _source,
    "wire:add_feed": _source,
    "wire:change_source": _source,
    "wire:read_source": _source,
    "wire:remove_source": _source,
    "wire:pasted": lambda cast: {"link": paste_link(address="https://alder.example/1", actor=cast.cleo.actor).pk},
    "wire:pair_stories": lambda cast: {"story": stages.story(cast).pk},
    "wire:part_stories": _pair,
}
