"""The part of the live line that asks the database; it runs in one thread with one connection."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

import structlog
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone, translation

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_by_id
from groundswell.kit.actor import Actor
from groundswell.kit.db import as_system, scope
from groundswell.kit.live import Fragment, movement
from groundswell.pulse.reading import Position, Row, home, lag_seconds, recent, settled

log = structlog.get_logger("groundswell.live")

BATCH = 500


def start_rows(limit: int) -> tuple[list[Row], Position, str]:
    """Return the latest settled rows, oldest first, the position to read on from, and the name of this pulse."""
    with as_system():
        rows = recent(limit)
        return list(rows), Position(rows[-1].xid, rows[-1].seq) if rows else Position(), home()


def rows_after(position: Position) -> tuple[Sequence[Row], bool]:
    """Return settled rows after a position, and whether others are committed that some running deed still holds back."""
    with as_system():
        rows = settled(position, limit=BATCH)
        last = Position(rows[-1].xid, rows[-1].seq) if rows else position
        return rows, len(rows) == BATCH or lag_seconds(last) > 0


def render(campaign_id: uuid.UUID, wanted: Iterable[tuple[Row, frozenset[str]]]) -> dict[tuple[int, str], list[Fragment]]:
    """Return the fragments of each row in each of the languages wanted for it, as a visitor of the campaign sees them."""
    found: dict[tuple[int, str], list[Fragment]] = {}
    with scope(campaign_id):
        campaign = campaign_by_id(campaign_id)
        if campaign is None:
            return found
        with timezone.override(campaign.zone):
            request = visitor_request(campaign)
            for row, languages in wanted:
                for language in languages:
                    found[row.seq, language] = _fragments(request, row, language)
    return found


def _fragments(request: HttpRequest, row: Row, language: str) -> list[Fragment]:
    moves = movement(row.kind)
    if moves is None or moves.fragments is None:
        return []
    try:
        with translation.override(language), scope(row.campaign_id):
            return list(moves.fragments(request, row))
    except Exception:
        # The reader is told that the part moved and asks for it through the ordinary view.
        log.warning("fragment_failed", kind=row.kind, seq=row.seq, exc_info=True)
        return []


def visitor_request(campaign: Campaign) -> HttpRequest:
    """Return the request of someone who is not signed in: what they would see is what everybody may see."""
    request = HttpRequest()
    request.method, request.path = "GET", f"/{campaign.slug}/"
    request.path_info = request.path
    request.campaign, request.actor = campaign, Actor(campaign_id=campaign.pk)  # type: ignore[attr-defined]
    request.user = AnonymousUser()
    return request


def hang_up() -> None:
    """Close this thread's connection: it is broken, or the line is over."""
    connection.close()
