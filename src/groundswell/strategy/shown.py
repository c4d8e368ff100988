"""What the pages of the strategy room show: rows, the words a reader may read of them, and what may be done next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community, Hiding
from groundswell.communities.selectors import community_ids_of, hidden
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import newest_first
from groundswell.strategy import selectors
from groundswell.strategy.models import FEWEST_PILLARS, MOST_PILLARS, LedgerEntry, Pillar, Tactic, TacticRevision
from groundswell.strategy.moves import PLAIN_MOVES, Move
from groundswell.strategy.policies import can_draft_pillar, can_move_tactic, can_read_entry, can_see_tactics
from groundswell.strategy.words import BUTTONS, SENTENCES

LATEST = 6
UNDER_WAY = (Tactic.State.PROPOSED, Tactic.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger as one reader sees it."""

    entry: LedgerEntry
    sentence: str
    readable: bool
    hiding: Hiding | None


@dataclass(frozen=True, slots=True)
class ShownPillar:
    """A pillar with the time it has stood, in words."""

    row: Pillar
    since: str

    @property
    def ratified(self) -> bool:
        """Whether it holds already."""
        return self.row.state == Pillar.State.RATIFIED


@dataclass(frozen=True, slots=True)
class ShownTactic:
    """A tactic with its newest words, hidden or not, and whether its day has passed."""

    row: Tactic
    words: TacticRevision
    hiding: Hiding | None
    overdue: bool


def _shown_pillar(row: Pillar) -> ShownPillar:
    return ShownPillar(row, selectors.since_words(selectors.unchanged_days(row.ratified_at)))


def _shown_tactics(rows: Iterable[Tactic], campaign: Campaign) -> list[ShownTactic]:
    today = now().astimezone(campaign.zone).date()
    found = [(row, selectors.newest_words(row)) for row in rows]
    kept_back = hidden(words.pk for _row, words in found)
    return [
        ShownTactic(row, words, kept_back.get(words.pk), row.state in UNDER_WAY and words.by_when < today)
        for row, words in found
    ]


def _lines(entries: Iterable[LedgerEntry], actor: Actor) -> list[Line]:
    rows = list(entries)
    kept_back = hidden({key for row in rows for key in (row.pk, row.revision_id) if key})
    return [
        Line(
            row,
            str(SENTENCES.get(row.move, row.get_move_display())),
            can_read_entry(actor, row),
            kept_back.get(row.pk) or (kept_back.get(row.revision_id) if row.revision_id else None),
        )
        for row in rows
    ]


def strategy(campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """Return what the strategy page shows."""
    rows = [_shown_pillar(row) for row in selectors.pillars_for(campaign, actor)]
    drafts = sum(not row.ratified for row in rows)
    under_way = selectors.tactics(campaign, actor).filter(state__in=UNDER_WAY).order_by("-id")[:20]
    return {
        "pillars": rows,
        "drafts": drafts,
        "may_draft": can_draft_pillar(actor) and drafts == len(rows),
        "may_add": drafts < MOST_PILLARS,
        "may_ratify": FEWEST_PILLARS <= drafts <= MOST_PILLARS,
        "tactics": _shown_tactics(under_way, campaign),
        "sees_tactics": can_see_tactics(actor),
        "lines": _lines(selectors.ledger(campaign).order_by("-id")[:LATEST], actor),
    }


def pillar(campaign: Campaign, number: int, actor: Actor) -> dict[str, Any]:
    """Return what a pillar's page shows."""
    row = selectors.pillar_for(campaign, number, actor)
    under_way = selectors.tactics(campaign, actor).filter(pillar=row, state__in=UNDER_WAY).order_by("-id")[:20]
    return {
        "pillar": _shown_pillar(row),
        "tactics": _shown_tactics(under_way, campaign),
        "sees_tactics": can_see_tactics(actor),
        "lines": _lines(selectors.ledger(campaign).filter(pillar=row).order_by("-id")[:20], actor),
    }


def tactics(campaign: Campaign, actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of tactics; ``asked`` may name a state and the key to go on from."""
    rows = selectors.tactics(campaign, actor)
    state = asked.get("state", "")
    if state in Tactic.State.values:
        rows = rows.filter(state=state)
    page = newest_first(rows, before=asked.get("before"))
    return {
        "tactics": _shown_tactics(page.rows, campaign),
        "older": page.older,
        "first": not asked.get("before"),
        "state": state,
        "states": Tactic.State.choices,
    }


def tactic(row: Tactic, actor: Actor) -> dict[str, Any]:
    """Return what a tactic's page shows: its newest words, every revision, its moves, and what this reader may do."""
    (newest,) = _shown_tactics([row], row.campaign)
    revisions = selectors.revisions(row)
    entries = list(selectors.ledger(row.campaign).filter(tactic=row).order_by("-id")[:100])
    moves = selectors.moves_for(actor, row)
    return {
        "tactic": newest,
        "revisions": revisions,
        "hidden": hidden(one.pk for one in revisions),
        "lines": _lines(entries, actor),
        "moves": [(move, BUTTONS[move]) for move in moves if move != Move.ADJUSTED],
        "may_adjust": Move.ADJUSTED in moves,
        "is_mine": bool(moves),  # every state has a way out: who has no move is not in the community
    }


def of_community(community: Community, actor: Actor) -> dict[str, Any]:
    """Return what a community tries now, and whether this member may propose more."""
    under_way = selectors.tactics(community.campaign, actor).filter(community=community, state__in=UNDER_WAY).order_by("-id")
    return {
        "community": community,
        "tactics": _shown_tactics(under_way[:10], community.campaign),
        "may_propose": can_move_tactic(actor, community.pk, community_ids_of(actor))
        and selectors.pillars(community.campaign).exists(),
    }


def plain_move(name: str) -> LedgerEntry.Move:
    """Return the move called ``name`` that is made with one press; anything else is not here."""
    return next((move for move in PLAIN_MOVES if move == name), None) or not_here()


def ledger(campaign: Campaign, actor: Actor, *, before: str = "") -> dict[str, Any]:
    """Return a page of the ledger."""
    page = newest_first(selectors.ledger(campaign), before=before)
    return {"lines": _lines(page.rows, actor), "older": page.older, "first": not before}


def ledger_entry(entry_id: UUID, campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """Return one line of the ledger."""
    row = selectors.ledger(campaign).filter(pk=entry_id).first() or not_here()
    return {"line": _lines([row], actor)[0]}
