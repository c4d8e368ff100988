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


@kind("wire.ground_reported", summary="Someone reported what they see.", link="wire:ground_report", audience="public")
@dataclass(frozen=True, slots=True)
class GroundReported(Event):
    """A member sent a ground report; the stream places it a moment later."""


@kind("wire.report_confirmed", summary="Someone saw it too.", link="wire:ground_report", audience="public")
@dataclass(frozen=True, slots=True)
class ReportConfirmed(Event):
    """A member confirmed a ground report."""

    confirmations: int


@kind("wire.report_unconfirmed", summary="Someone took a confirmation back.", link="wire:ground_report", audience="public")
@dataclass(frozen=True, slots=True)
class ReportUnconfirmed(Event):
    """A member no longer says that they saw it too."""

    confirmations: int


@kind("wire.ground_hidden", summary="A ground report of a story was hidden.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class GroundHidden(Event):
    """A host hid a ground report; its story shows its words no more."""

    report: uuid.UUID


@kind("wire.ground_shown", summary="A hidden ground report is shown again.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class GroundShown(Event):
    """A hiding was lifted; the story shows the words again."""

    report: uuid.UUID


@kind("wire.stories_merged", summary="Two stories became one.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoriesMerged(Event):
    """A member put everything of ``other`` into this story; the old address leads here."""

    other: uuid.UUID
    items: int


@kind("wire.story_split", summary="A part of a story became a story of its own.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StorySplit(Event):
    """A member took items out of ``other``: they are this story."""

    other: uuid.UUID
    items: int


@kind("wire.items_moved", summary="Something was moved from one story to another.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class ItemsMoved(Event):
    """A member moved items from ``other`` to this story."""

    other: uuid.UUID
    items: int


@kind("wire.story_named", summary="A story was given a name.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoryNamed(Event):
    """A member named this story; the machine leaves the name alone."""


@kind("wire.story_change_undone", summary="A change of a story was undone.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoryChangeUndone(Event):
    """A member undid a change of this story; ``other`` is the story it had to do with, or the same."""

    change: uuid.UUID
    other: uuid.UUID


@kind("wire.item_taken_down", summary="An outlet took something back.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class ItemTakenDown(Event):
    """The feed of an item's source says that the item is gone; its words stay, marked as taken back."""

    item: uuid.UUID


@kind("wire.source_added", summary="A source is read from now on.", link="wire:source", audience="public")
@dataclass(frozen=True, slots=True)
class SourceAdded(Event):
    """A member added a source, or one more feed of it."""

    feeds: int


@kind("wire.source_changed", summary="What is said of a source was changed.", link="wire:source", audience="public")
@dataclass(frozen=True, slots=True)
class SourceChanged(Event):
    """A member changed a source's name, kind, language or rules, or whether it counts as an outlet."""

    kind: str
    counts: bool


@kind("wire.source_paused", summary="A source is not read for a while.", link="wire:source", audience="public")
@dataclass(frozen=True, slots=True)
class SourcePaused(Event):
    """Somebody paused a source."""


@kind("wire.source_resumed", summary="A source is read again.", link="wire:source", audience="public")
@dataclass(frozen=True, slots=True)
class SourceResumed(Event):
    """Somebody let a source be read again."""


@kind("wire.source_removed", summary="A source is read no more.", link="wire:source", audience="public")
@dataclass(frozen=True, slots=True)
class SourceRemoved(Event):
    """Somebody removed a source; what it told stays."""


@kind("wire.source_broke", summary="A source cannot be read.", link="wire:source", audience="members")
@dataclass(frozen=True, slots=True)
class SourceBroke(Event):
    """A feed of the source failed several times in a row; it is tried again all the same."""

    problem: str


@kind("wire.source_mended", summary="A source can be read again.", link="wire:source", audience="members")
@dataclass(frozen=True, slots=True)
class SourceMended(Event):
    """A feed that had failed several times was read again."""


@kind("wire.rules_changed", summary="The words by which news comes in were changed.", link="wire:rules", audience="public")
@dataclass(frozen=True, slots=True)
class RulesChanged(Event):
    """A steward changed the words of the campaign by which entries come in or stay out."""

    keep: int
    drop: int


@kind("wire.link_pasted", summary="A member put a page on the wire.", link="wire:pasted", audience="members")
@dataclass(frozen=True, slots=True)
class LinkPasted(Event):
    """A page was named by its address; it becomes an item when it has been looked at."""


@kind("wire.stories_paired", summary="Two stories tell of one event in two languages.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoriesPaired(Event):
    """A member said that another story tells of the same."""

    other: uuid.UUID


@kind("wire.stories_parted", summary="Two stories tell of two events after all.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoriesParted(Event):
    """A member took it back that another story tells of the same."""

    other: uuid.UUID


@kind("wire.story_touch_said", summary="Someone said what a story touches.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class StoryTouchSaid(Event):
    """A member said that the story touches a pillar or a community, or that it does not."""

    touches: bool


@kind("wire.touches_found", summary="What a story touches is worked out anew.", link="wire:story", audience="public")
@dataclass(frozen=True, slots=True)
class TouchesFound(Event):
    """The words of a story have, or no longer have, something in common with a pillar or a community."""
