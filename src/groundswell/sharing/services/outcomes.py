"""Adds up what followed adopted answers, community by community, and compares it with what one expects there."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.kit.errors import allow
from groundswell.pulse.log import Happening, record_many
from groundswell.responses.models import Response
from groundswell.sharing.events import OutcomesAdded
from groundswell.sharing.models import Outcome, PassOn, SignUp, Talk, Visit
from groundswell.sharing.policies import can_add_outcomes
from groundswell.sharing.services.keeping import keep_outcomes
from groundswell.sharing.services.mixing import tell_sign_ups

COUNTED = ("links", "further", "opened", "squares", "talked", "talk_squares", "joined")
LATE = timedelta(minutes=3)  # a visit is added up within two minutes
# Visits are those added up so far. A machine that draws previews is no visit, and nobody's own link counts as opened by them.
_ADD_UP = """
SELECT version.response_id, adoption.community_id, adoption.id, count(*), count(link.parent_id), coalesce(sum(seen.opened), 0),
    coalesce(sum(seen.opened::bigint * seen.opened), 0), coalesce(sum(talk.many), 0),
    coalesce(sum(talk.many::bigint * talk.many), 0), coalesce(sum(signed.joined), 0)
FROM sharing_passon link
JOIN responses_adoption adoption ON adoption.id = link.adoption_id
JOIN responses_version version ON version.id = adoption.version_id
LEFT JOIN sharing_visitcount seen ON seen.campaign_id = link.campaign_id AND seen.pass_on_id = link.id
LEFT JOIN (
    SELECT pass_on_id, count(*) AS joined FROM sharing_signup WHERE campaign_id = %(campaign)s GROUP BY pass_on_id
) signed ON signed.pass_on_id = link.id
LEFT JOIN (
    SELECT pass_on_id, sum(many) AS many FROM sharing_talk WHERE campaign_id = %(campaign)s GROUP BY pass_on_id
) talk ON talk.pass_on_id = link.id
WHERE link.campaign_id = %(campaign)s
GROUP BY version.response_id, adoption.community_id, adoption.id
ORDER BY version.response_id, adoption.community_id, adoption.id
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one community's links to one text brought, as it was counted."""

    response: uuid.UUID
    community: uuid.UUID
    adoption: uuid.UUID  # of the newest words, where several are added up
    links: int
    further: int
    opened: int
    squares: int  # of how often single links were opened
    talked: int
    talk_squares: int
    joined: int


@transaction.atomic
def add_outcomes(*, campaign: Campaign, actor: Actor) -> int:
    """Add up what followed each adopted answer in each community; returns of how many answers something is new."""
    allow(can_add_outcomes(actor))
    if not take_turn(f"outcomes {campaign.pk}", wait=False):
        return 0  # another worker is at it
    kept = {(one.response_id, one.community_id): one for one in Outcome.objects.filter(campaign=campaign)}
    told_of = sum(one.joined for one in kept.values())
    if kept and not _has_moved(campaign, kept.values()):
        return 0
    of_words = _cells(campaign)
    cells = _together(of_words)
    moved = {one.response for one in cells if _said(kept.get((one.response, one.community))) != _said(one)}
    if not moved:
        return 0
    keep_outcomes(campaign=campaign, of_words=of_words, cells=cells, at=now(), actor=actor)
    links: Counter[uuid.UUID] = Counter()
    for one in cells:
        links[one.response] += one.links
    answers = Response.objects.in_bulk(moved)
    told = [Happening(OutcomesAdded(links=links[key]), answers[key]) for key in sorted(moved)]
    record_many(told, actor=actor)
    tell_sign_ups(campaign=campaign, joined=sum(one.joined for one in cells) - told_of, actor=actor)
    return len(moved)


def _has_moved(campaign: Campaign, kept: Collection[Outcome]) -> bool:
    """Whether anything came since the last time; visits are added up a little after they came, the rest knows no hour."""
    since = max(one.added_at for one in kept)
    newest = PassOn.objects.filter(campaign=campaign).order_by("-id").values_list("made_at", flat=True).first()
    if newest is not None and newest >= since:
        return True
    visits = Visit.objects.filter(campaign=campaign, at__gt=since - LATE, kind=Visit.Kind.PERSON)
    joined, talked = SignUp.objects.filter(campaign=campaign).count(), Talk.objects.filter(campaign=campaign)
    told = (sum(one.joined for one in kept), sum(one.talked for one in kept))
    return visits.exists() or (joined, talked.aggregate(many=Coalesce(Sum("many"), 0))["many"]) != told


def _cells(campaign: Campaign) -> list[Cell]:
    with connection.cursor() as cursor:
        cursor.execute(_ADD_UP, {"campaign": campaign.pk})
        return [Cell(*row[:3], *map(int, row[3:])) for row in cursor.fetchall()]


def _together(cells: Sequence[Cell]) -> list[Cell]:
    """Add up the words that a community took one after another of one answer."""
    found: dict[tuple[uuid.UUID, uuid.UUID], Cell] = {}
    for one in cells:
        before = found.get((one.response, one.community))
        counts = [getattr(one, name) + (getattr(before, name) if before else 0) for name in COUNTED]
        found[one.response, one.community] = Cell(one.response, one.community, one.adoption, *counts)
    return list(found.values())


def _said(one: Outcome | Cell | None) -> tuple[int, ...]:
    return (one.links, one.further, one.opened, one.talked, one.joined) if one else ()
