"""Adds up what followed adopted answers, community by community, and compares it with what one expects there."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.kit.errors import allow
from groundswell.kit.inserts import insert_many
from groundswell.pulse.log import Happening, record_many
from groundswell.responses.models import Response
from groundswell.sharing.events import OutcomesAdded
from groundswell.sharing.models import Followed, Outcome, PassOn, SignUp, Visit
from groundswell.sharing.policies import can_add_outcomes
from groundswell.sharing.services.mixing import tell_sign_ups

if TYPE_CHECKING:
    from groundswell.science.chains import Followed as Found

FEWEST_LINKS = 10  # with fewer the range would be too wide to help anybody: nothing is said
LATE = timedelta(minutes=3)  # a visit is added up within two minutes
# Visits are those added up so far. A machine that draws previews is no visit, and nobody's own link counts as opened by them.
_ADD_UP = """
SELECT version.response_id, adoption.community_id, count(*), count(link.parent_id), coalesce(sum(seen.opened), 0),
    coalesce(sum(seen.opened::bigint * seen.opened), 0), coalesce(sum(signed.joined), 0)
FROM sharing_passon link
JOIN responses_adoption adoption ON adoption.id = link.adoption_id
JOIN responses_version version ON version.id = adoption.version_id
LEFT JOIN sharing_visitcount seen ON seen.campaign_id = link.campaign_id AND seen.pass_on_id = link.id
LEFT JOIN (
    SELECT pass_on_id, count(*) AS joined FROM sharing_signup WHERE campaign_id = %(campaign)s GROUP BY pass_on_id
) signed ON signed.pass_on_id = link.id
WHERE link.campaign_id = %(campaign)s
GROUP BY version.response_id, adoption.community_id ORDER BY version.response_id, adoption.community_id
"""


@dataclass(frozen=True, slots=True)
class _Cell:
    response: uuid.UUID
    community: uuid.UUID
    links: int
    further: int
    opened: int
    squares: int
    joined: int


@transaction.atomic
def add_outcomes(*, campaign: Campaign, actor: Actor) -> int:
    """Add up what followed each adopted answer in each community; returns of how many answers something is new."""
    allow(can_add_outcomes(actor))
    if not take_turn(f"outcomes {campaign.pk}", wait=False):
        return 0  # another worker is at it
    kept = {(one.response_id, one.community_id): one for one in Outcome.objects.filter(campaign=campaign)}
    told_of = sum(one.joined for one in kept.values())
    if kept and not _has_moved(campaign, max(one.added_at for one in kept.values()), told_of):
        return 0
    cells = _cells(campaign)
    moved = {one.response for one in cells if _said(kept.get((one.response, one.community))) != _said(one)}
    if not moved:
        return 0
    _keep(campaign, cells, at=now())
    links: Counter[uuid.UUID] = Counter()
    for one in cells:
        links[one.response] += one.links
    answers = Response.objects.in_bulk(moved)
    told = [Happening(OutcomesAdded(links=links[key]), answers[key]) for key in sorted(moved)]
    record_many(told, actor=actor)
    tell_sign_ups(campaign=campaign, joined=sum(one.joined for one in cells) - told_of, actor=actor)
    return len(moved)


def _has_moved(campaign: Campaign, since: datetime, joined: int) -> bool:
    """Whether anything came since the last time; visits are added up a little after they came, sign-ups know no hour."""
    newest = PassOn.objects.filter(campaign=campaign).order_by("-id").values_list("made_at", flat=True).first()
    if newest is not None and newest >= since:
        return True
    visits = Visit.objects.filter(campaign=campaign, at__gt=since - LATE, kind=Visit.Kind.PERSON)
    return visits.exists() or SignUp.objects.filter(campaign=campaign).count() != joined


def _cells(campaign: Campaign) -> list[_Cell]:
    with connection.cursor() as cursor:
        cursor.execute(_ADD_UP, {"campaign": campaign.pk})
        return [_Cell(*row[:2], *map(int, row[2:])) for row in cursor.fetchall()]


def _said(one: Outcome | _Cell | None) -> tuple[int, ...]:
    return (one.links, one.further, one.opened, one.joined) if one else ()


def _keep(campaign: Campaign, cells: Sequence[_Cell], *, at: datetime) -> None:
    """Write every row anew: the ranges of all hang together."""
    from groundswell.science.chains import followed, rate_range  # numpy stays out of the web process

    answers, places = (sorted({getattr(one, name) for one in cells}) for name in ("response", "community"))
    text, place = {key: i for i, key in enumerate(answers)}, {key: i for i, key in enumerate(places)}
    found = followed(
        [text[one.response] for one in cells],
        [place[one.community] for one in cells],
        [one.links for one in cells],
        [one.opened for one in cells],
        [one.squares for one in cells],
    )
    Outcome.objects.filter(campaign=campaign).delete()
    Followed.objects.filter(campaign=campaign).delete()
    rows = []
    for one in cells:
        low, high = rate_range(one.links, one.opened, found.dispersion) if one.links >= FEWEST_LINKS else (None, None)
        counted = {"links": one.links, "further": one.further, "opened": one.opened, "joined": one.joined}
        known_by = {"campaign": campaign, "response_id": one.response, "community_id": one.community}
        rows.append(Outcome(**known_by, **counted, low=low, high=high, added_at=at))
    insert_many(rows)
    of: dict[uuid.UUID, list[_Cell]] = {key: [] for key in answers}
    for one in cells:
        of[one.response].append(one)
    insert_many([_followed(campaign, key, of[key], found, i, at) for key, i in text.items()])


def _followed(campaign: Campaign, key: uuid.UUID, cells: Sequence[_Cell], found: Found, i: int, at: datetime) -> Followed:
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
