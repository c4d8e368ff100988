"""Who may bring news in and who reads it."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.wire.models import Story


def can_take_in_items(actor: Actor, campaign_id: uuid.UUID) -> bool:
    """The machine brings news into its own campaign: the command, and later the reader of feeds."""
    return actor.is_machine and actor.campaign_id == campaign_id


def can_read_story(actor: Actor, story: Story) -> bool:
    """The news is public."""
    return actor.campaign_id == story.campaign_id


def visible_to(actor: Actor, stories: QuerySet[Story]) -> QuerySet[Story]:
    """The news is public; the scope holds it in its own campaign."""
    return stories
