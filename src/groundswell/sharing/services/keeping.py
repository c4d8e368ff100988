"""Keeps what was added up: a row for each community, for each of its words, and for each answer beside what is usual."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.errors import allow
from groundswell.kit.inserts import insert_many
from groundswell.sharing.models import Followed, Outcome, OutcomeOfWords
from groundswell.sharing.policies import can_add_outcomes

if TYPE_CHECKING:
    from groundswell.science.chains import Followed as Found
    from groundswell.sharing.services.outcomes import Cell

FEWEST = 10  # links, or openings: with fewer a range would be too wide to help anybody, so none is said
FEW_JOINED = 3  # fewer are "a few": a range must not tell what the number may not


@transaction.atomic
def keep_outcomes(*, campaign: Campaign, of_words: Sequence[Cell], cells: Sequence[Cell], at: datetime, actor: Actor) -> None:
    """Write every row anew: the ranges of all hang together. A part of ``add_outcomes``, which tells the pulse."""
    allow(can_add_outcomes(actor))
    from groundswell.science.chains import followed  # numpy stays out of the web process

    answers, places = (sorted({getattr(one, name) for one in cells}) for name in ("response", "community"))
    text, place = {key: i for i, key in enumerate(answers)}, {key: i for i, key in enumerate(places)}
    found = followed(
        [text[one.response] for one in cells],
        [place[one.community] for one in cells],
        [one.links for one in cells],
        [one.opened for one in cells],
        [one.squares for one in cells],
    )
    for model in (Outcome, OutcomeOfWords, Followed):
        model.objects.filter(campaign=campaign).delete()
    uneven, known = found.dispersion, {"campaign": campaign, "added_at": at}
    insert_many(
        [Outcome(response_id=one.response, community_id=one.community, **known, **_sums_of(one, uneven)) for one in cells]
    )
    insert_many([OutcomeOfWords(adoption_id=one.adoption, **known, **_sums_of(one, uneven)) for one in of_words])
    of: dict[uuid.UUID, list[Cell]] = {key: [] for key in answers}
    for one in cells:
        of[one.response].append(one)
    insert_many([_followed(campaign, key, of[key], found, i, at) for key, i in text.items()])


def _sums_of(one: Cell, uneven: float) -> dict[str, Any]:
    """Return what was counted, with where the figures lie for one link and for a hundred openings."""
    from groundswell.science.chains import rate_range

    nothing = (None, None)
    opened = rate_range(one.links, one.opened, uneven) if one.links >= FEWEST else nothing
    talked = rate_range(one.links, one.talked, _unevenness(one)) if one.links >= FEWEST and one.talked else nothing
    joined = rate_range(one.opened, one.joined, 1.0) if one.opened >= FEWEST and one.joined >= FEW_JOINED else nothing
    return {
        "links": one.links,
        "further": one.further,
        "opened": one.opened,
        "talked": one.talked,
        "joined": one.joined,
        "low": opened[0],
        "high": opened[1],
        "talked_low": talked[0],
        "talked_high": talked[1],
        "joined_low": joined[0] and joined[0] * 100,
        "joined_high": joined[1] and min(joined[1] * 100, 100.0),
    }


def _unevenness(one: Cell) -> float:
    """How much more unevenly people talk than by chance: the variance over links beside their mean, at least 1."""
    mean = one.talked / one.links
    return max(1.0, (one.talk_squares / one.links - mean * mean) / mean)


def _followed(campaign: Campaign, key: uuid.UUID, cells: Sequence[Cell], found: Found, i: int, at: datetime) -> Followed:
    return Followed(
        campaign=campaign,
        response_id=key,
        links=sum(one.links for one in cells),
        communities=len(cells),
        ratio=float(found.ratio[i]),
        ratio_low=float(found.low[i]),
        ratio_high=float(found.high[i]),
        low=float(found.per_link_low[i]),
        high=float(found.per_link_high[i]),
        added_at=at,
    )
