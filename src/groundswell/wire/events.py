"""What can happen on the wire."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind


@kind("wire.items_arrived", summary="News came in.", link="wire:wire", audience="public")
@dataclass(frozen=True, slots=True)
class ItemsArrived(Event):
    """A batch of items was taken in; its stories have events of their own."""

    items: int
    changed: int
    opened: int


@kind("wire.story_opened", summary="A new story is on the wire.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoryOpened(Event):
    """Items that tell of something no live story tells of."""

    items: int
    outlets: int


@kind("wire.story_grown", summary="More came in about a story.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoryGrown(Event):
    """New items joined a story that was there; one event a story and batch, however many came."""

    added: int
    items: int
    outlets: int


@kind("wire.item_changed", summary="An outlet changed its words.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class ItemChanged(Event):
    """An item of the story was seen again with other words; the earlier ones are kept."""

    item: uuid.UUID
    version: int
