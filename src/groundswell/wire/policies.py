"""Who may bring news in, report from the ground and put stories in order, and who reads which of it."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.wire.models import GroundReport, Story


def can_take_in_items(actor: Actor, campaign_id: uuid.UUID) -> bool:
    """The machine brings news into its own campaign: the command, and later the reader of feeds."""
    return actor.is_machine and actor.campaign_id == campaign_id


def can_read_story(actor: Actor, story: Story) -> bool:
    """The news is public."""
    return actor.campaign_id == story.campaign_id


def visible_to(actor: Actor, stories: QuerySet[Story]) -> QuerySet[Story]:
    """The news is public; the scope holds it in its own campaign."""
    return stories


def can_report_ground(actor: Actor) -> bool:
    """Any member says what they see."""
    return actor.is_member


def can_confirm_report(actor: Actor, report: GroundReport) -> bool:
    """Any member says that they see it too."""
    return actor.is_member and actor.campaign_id == report.campaign_id


def can_see_photos(actor: Actor) -> bool:
    """Photos, names and exact spots are for members: opponents read this room too, and photos show faces and doors."""
    return actor.is_member


def reports_visible_to(actor: Actor, reports: QuerySet[GroundReport]) -> QuerySet[GroundReport]:
    """That something is seen somewhere is public; what of it is not, the page leaves out."""
    return reports


def can_change_stories(actor: Actor, story: Story) -> bool:
    """Any member merges, splits, moves and names; whoever thinks otherwise undoes it, and all of it stands in the history."""
    return actor.is_member and actor.campaign_id == story.campaign_id
