"""Who may draft and ratify pillars, who moves tactics, and who sees which words of both."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.strategy.models import LedgerEntry, Pillar, Tactic


def can_draft_pillar(actor: Actor) -> bool:
    """Founders (stewards) draft; so does the command that founds a campaign."""
    return actor.is_steward or actor.is_machine


def can_ratify_pillars(actor: Actor) -> bool:
    """Founders ratify, once."""
    return actor.is_steward or actor.is_machine


def can_ask_for_change(actor: Actor, pillar: Pillar) -> bool:
    """Any member may ask for other words, of a ratified pillar; that they are refused is for all to see."""
    return actor.is_member and pillar.state == Pillar.State.RATIFIED


def can_see_tactics(actor: Actor) -> bool:
    """Members do; opponents read the public pages too."""
    return actor.is_member or actor.is_machine


def can_move_tactic(actor: Actor, community_id: UUID | None, mine: Collection[UUID]) -> bool:
    """Any member of the community the tactic is for (``mine``: those the actor is in); any member when it is for all.

    The same right proposes, starts, adjusts, keeps, drops and takes up again: there is nobody to ask.
    """
    return actor.is_member and (community_id is None or community_id in mine)


def can_withdraw_tactic(actor: Actor, tactic: Tactic) -> bool:
    """Whoever proposed it takes it back."""
    return actor.is_member and tactic.proposed_by_id == actor.member_id


def pillars_visible_to(actor: Actor, pillars: QuerySet[Pillar]) -> QuerySet[Pillar]:
    """Ratified pillars are public; members see the drafts as well."""
    if actor.is_member or actor.is_machine:
        return pillars.exclude(state=Pillar.State.DISCARDED)
    return pillars.filter(state=Pillar.State.RATIFIED)


def visible_to(actor: Actor, tactics: QuerySet[Tactic]) -> QuerySet[Tactic]:
    """The words of tactics are for members."""
    return tactics if can_see_tactics(actor) else tactics.none()


def can_read_entry(actor: Actor, entry: LedgerEntry) -> bool:
    """That something moved is public, and so are a ratified pillar's words; the words of drafts and tactics are for members."""
    if actor.is_member or actor.is_machine:
        return True
    return entry.pillar is not None and entry.pillar.state == Pillar.State.RATIFIED
