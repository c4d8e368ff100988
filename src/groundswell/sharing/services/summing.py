"""Sums up the chains of an answer: whether word of mouth carries itself, with its range."""

from __future__ import annotations

import datetime
import math
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.pulse.log import record
from groundswell.responses.models import Response
from groundswell.sharing.events import ChainSummed
from groundswell.sharing.models import ChainFigures, PassOn


@transaction.atomic
def sum_up_chain(*, response_id: uuid.UUID, actor: Actor, cause: int | None = None) -> ChainFigures | None:
    """Work out what the chains of an answer say together, and keep it: pages only read it."""
    take_turn(f"chains {response_id}")  # one at a time, so that the newest sum stands
    response = Response.objects.get(pk=response_id)
    at = now()
    links = PassOn.objects.filter(adoption__version__response=response, made_at__lte=at).order_by("made_at", "id")
    rows = list(links.values_list("id", "parent_id", "made_at"))
    if not rows:
        return None
    figures = _figures(rows, at.timestamp())
    before = ChainFigures.objects.filter(response=response).first()
    kept, _ = ChainFigures.objects.update_or_create(
        campaign_id=response.campaign_id, response=response, defaults={**figures, "computed_at": at}
    )
    if before is None or any(getattr(before, name) != value for name, value in figures.items()):
        record(ChainSummed(links=kept.links), actor=actor, subject=response, cause=cause)
    return kept


def _figures(rows: Sequence[tuple[uuid.UUID, uuid.UUID | None, datetime.datetime]], at: float) -> dict[str, Any]:
    from groundswell.science.chains import summary  # numpy and numba stay out of the web process

    place: dict[uuid.UUID, int] = {}
    parent: list[int] = []
    created: list[float] = []
    for number, (link, above, made) in enumerate(rows):
        # A link is made after the one it came by; where clocks were set back in between, it counts as made with it.
        came_by = place.get(above, -1) if above else -1
        place[link] = number
        parent.append(came_by)
        created.append(max(made.timestamp(), created[came_by]) if came_by >= 0 else made.timestamp())
    found = summary(parent, created, now=max(at, *created))
    low, high = found.interval
    return {
        "links": len(rows),
        "roots": found.roots,
        "reproduction": found.R,
        "low": low,
        "high": high if math.isfinite(high) else None,
        "expected_total": found.expected_total if math.isfinite(found.expected_total) else None,
        "broadcast": found.largest_broadcast_share,
        "watched": found.watched,
    }
