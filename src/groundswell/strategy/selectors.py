"""Reads pillars, tactics and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaigns
from groundswell.communities.selectors import community_ids_of
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import not_here
from groundswell.strategy.models import LedgerEntry, Pillar, Tactic, TacticRevision
from groundswell.strategy.moves import open_moves
from groundswell.strategy.policies import can_move_tactic, can_withdraw_tactic, pillars_visible_to, visible_to


@dataclass(frozen=True, slots=True)
class KeelPillar:
    """A pillar as the keel shows it on every page."""

    number: int
    title: str
    promise: str
    unchanged_days: int


@dataclass(frozen=True, slots=True)
class Keel:
    """The pillars in sight, and for how many days none of them has changed."""

    pillars: tuple[KeelPillar, ...]

    @property
    def unchanged_days(self) -> int:
        """Days since the youngest of them was ratified."""
        return min((pillar.unchanged_days for pillar in self.pillars), default=0)


def founding_is_open() -> bool:
    """Whether one may found a campaign on a page: the first one, or where the installation allows more."""
    return settings.OPEN or settings.DEMO or not campaigns().exists()


def unchanged_days(since: datetime | None) -> int:
    """Return how many whole days a pillar ratified at ``since`` has stood."""
    return max(0, (now() - since).days) if since else 0


def since_words(days: int) -> str:
    """Return for how long a pillar has stood, in words."""
    if days == 0:
        return _("ratified today")
    return ngettext("unchanged for one day", "unchanged for %(num)s days", days) % {"num": days}


def pillars(campaign: Campaign) -> QuerySet[Pillar]:
    """Return the ratified pillars, in order."""
    return Pillar.objects.filter(campaign=campaign, state=Pillar.State.RATIFIED).order_by("number")


def keel(campaign: Campaign) -> Keel:
    """Return what the keel of every page shows: one query."""
    rows = pillars(campaign).values_list("number", "title", "promise", "ratified_at")
    return Keel(tuple(KeelPillar(number, title, promise, unchanged_days(at)) for number, title, promise, at in rows))


def pillars_for(campaign: Campaign, actor: Actor) -> list[Pillar]:
    """Return the pillars this reader may see: ratified, for members the drafts too."""
    return list(pillars_visible_to(actor, Pillar.objects.filter(campaign=campaign)).order_by("number"))


def pillar_for(campaign: Campaign, number: int, actor: Actor) -> Pillar:
    """Return pillar ``number``, if this reader may see it."""
    return pillars_visible_to(actor, Pillar.objects.filter(campaign=campaign, number=number)).first() or not_here()


def _newest_words() -> Prefetch[str, QuerySet[TacticRevision], str]:
    newest = TacticRevision.objects.order_by("tactic_id", "-number").distinct("tactic_id")
    return Prefetch("revisions", queryset=newest, to_attr="newest")


def tactics(campaign: Campaign, actor: Actor) -> QuerySet[Tactic]:
    """Return the tactics this reader may see, each with its newest words in ``newest[0]``."""
    found = visible_to(actor, Tactic.objects.filter(campaign=campaign))
    return found.select_related("campaign", "pillar", "community").prefetch_related(_newest_words())


def tactic_for(tactic_id: UUID, actor: Actor) -> Tactic:
    """Return a tactic with its pillar, community and newest words, if this reader may see it."""
    found = visible_to(actor, Tactic.objects.filter(pk=tactic_id))
    return found.select_related("campaign", "pillar", "community").prefetch_related(_newest_words()).first() or not_here()


def newest_words(tactic: Tactic) -> TacticRevision:
    """Return the newest words of a tactic that a selector of this module fetched."""
    found: list[TacticRevision] = tactic.newest  # type: ignore[attr-defined]
    return found[0]


def may_move(actor: Actor, tactic: Tactic, move: LedgerEntry.Move) -> bool:
    """Return whether this member may make ``move``, if the tactic's state allows it."""
    if not can_move_tactic(actor, tactic.community_id, community_ids_of(actor)):
        return False
    return move != LedgerEntry.Move.WITHDRAWN or can_withdraw_tactic(actor, tactic)


def moves_for(actor: Actor, tactic: Tactic) -> list[LedgerEntry.Move]:
    """Return what this member may do with a tactic now."""
    if not can_move_tactic(actor, tactic.community_id, community_ids_of(actor)):
        return []
    mine = can_withdraw_tactic(actor, tactic)
    return [move for move in open_moves(tactic.state) if mine or move != LedgerEntry.Move.WITHDRAWN]


def revisions(tactic: Tactic) -> list[TacticRevision]:
    """Return all revisions of a tactic, the newest first."""
    return list(tactic.revisions.select_related("revised_by__person").order_by("-number"))


def ledger(campaign: Campaign) -> QuerySet[LedgerEntry]:
    """Return every move of pillars and tactics with all a line shows; the page asks the policy which words to print."""
    return LedgerEntry.objects.filter(campaign=campaign).select_related(
        "pillar", "tactic__pillar", "tactic__community", "revision", "member__person"
    )
