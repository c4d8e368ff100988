"""Who may bring news in, report from the ground and put stories in order, and who reads which of it."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.wire.models import Feed, GroundReport, SavedSearch, Source, Story


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


def can_add_source(actor: Actor) -> bool:
    """Any member adds what should be read."""
    return actor.is_member


def can_import_sources(actor: Actor) -> bool:
    """Any member brings a list in; so does whoever runs the machine."""
    return actor.is_member or actor.is_machine


def can_change_source(actor: Actor, source: Source) -> bool:
    """Who added a source looks after it, and stewards do; both in public."""
    return actor.is_steward or (actor.is_member and source.added_by_id == actor.member_id)


def can_change_rules(actor: Actor) -> bool:
    """What the whole campaign leaves out is the stewards' affair, and everyone reads it."""
    return actor.is_steward


def can_paste_link(actor: Actor) -> bool:
    """Any member puts a page on the wire."""
    return actor.is_member


def can_pair_stories(actor: Actor) -> bool:
    """Any member says that two stories tell of one event, and takes it back."""
    return actor.is_member


def sources_visible_to(actor: Actor, sources: QuerySet[Source]) -> QuerySet[Source]:
    """What is read, and by which rules, is public: nothing is left out in secret."""
    return sources


def feeds_visible_to(actor: Actor, feeds: QuerySet[Feed]) -> QuerySet[Feed]:
    """The addresses are those of public pages; they are read by the members who look after them."""
    return feeds if actor.is_member or actor.is_machine else feeds.none()


def can_save_search(actor: Actor) -> bool:
    """Any member keeps searches."""
    return actor.is_member


def can_forget_search(actor: Actor, saved: SavedSearch) -> bool:
    """One's own searches are one's own."""
    return actor.is_member and saved.member_id == actor.member_id


def searches_visible_to(actor: Actor, searches: QuerySet[SavedSearch]) -> QuerySet[SavedSearch]:
    """Nobody sees what another looks for."""
    return searches.filter(member_id=actor.member_id) if actor.member_id else searches.none()


def can_export(actor: Actor) -> bool:
    """Members take along what was found: many rows at once are work for the server."""
    return actor.is_member


def can_say_touches(actor: Actor, story: Story) -> bool:
    """Any member says what a story touches."""
    return actor.is_member and actor.campaign_id == story.campaign_id
