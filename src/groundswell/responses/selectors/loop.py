"""Reads how the loop runs: the minutes from a story's first item to its first ready answer, and where answers wait."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.kit.actor import Actor
from groundswell.responses.models import Adoption, Readiness, Response, VersionPillar
from groundswell.responses.policies import visible_to
from groundswell.strategy.models import Pillar
from groundswell.strategy.selectors import pillars
from groundswell.wire.models import Story
from groundswell.wire.selectors import stories

WEEKS = 12
LATELY = datetime.timedelta(days=14)  # what has waited longer waits no more: the news has moved on
MOST = 2000
VOICES = 8

# A story that members merged into another had its answers for that other one. What was ready once stays so: this clock
# is stopped by the first time, whatever became of the answer.
_SAID = """
WITH RECURSIVE moved (id, root) AS (
    SELECT id, merged_into_id FROM wire_story WHERE campaign_id = %(campaign)s AND merged_into_id IS NOT NULL
    UNION ALL
    SELECT moved.id, story.merged_into_id FROM moved JOIN wire_story story ON story.id = moved.root
    WHERE story.merged_into_id IS NOT NULL
), ends AS (
    SELECT moved.id, moved.root FROM moved JOIN wire_story story ON story.id = moved.root WHERE story.merged_into_id IS NULL
), said AS (
    SELECT coalesce(ends.root, response.story_id) AS story, min(version.published_at) AS first, min(standing.at) AS ready
    FROM responses_response response
    JOIN responses_version version ON version.response_id = response.id
    LEFT JOIN ends ON ends.id = response.story_id
    LEFT JOIN responses_standing standing ON standing.version_id = version.id AND standing.ready
    WHERE response.campaign_id = %(campaign)s AND response.story_id IS NOT NULL
    GROUP BY 1
)
"""
_ANSWERED = f"{_SAID} SELECT story FROM said"  # noqa: S608 (our own words)
_CLOCK = f"""{_SAID}, told AS (
    SELECT date_trunc('week', story.first_at AT TIME ZONE %(zone)s)::date AS week, said.first,
        CASE WHEN said.ready IS NOT NULL THEN greatest(0, extract(epoch FROM said.ready - story.first_at)) / 60 END AS minutes
    FROM wire_story story LEFT JOIN said ON said.story = story.id
    WHERE story.campaign_id = %(campaign)s AND story.merged_into_id IS NULL AND story.first_at >= %(since)s
)
SELECT week, count(*), count(first), count(minutes),
    percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY minutes)
FROM told GROUP BY GROUPING SETS ((week), ()) ORDER BY week NULLS FIRST
"""  # noqa: S608 (our own words)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some stories, and how long it took until they had an answer that was ready: in minutes, the middle half from ``low``."""

    begins: datetime.date | None  # of a week; none for all of them
    stories: int = 0
    answered: int = 0
    ready: int = 0
    low: float | None = None
    median: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The loop's clock: the last weeks, the oldest first, and all of them together."""

    whole: Stretch
    weeks: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer as far as the loop is concerned."""

    response_id: uuid.UUID
    version_id: uuid.UUID
    title: str
    since: datetime.datetime
    raters: int
    is_ready: bool
    is_adopted: bool


def clock(campaign: Campaign, now: datetime.datetime) -> Clock:
    """Return the minutes from first item to first ready answer, week by week: one query."""
    monday = now.astimezone(campaign.zone).date()
    monday -= datetime.timedelta(days=monday.weekday())
    begins = [monday - datetime.timedelta(weeks=number) for number in range(WEEKS - 1, -1, -1)]
    since = datetime.datetime.combine(begins[0], datetime.time(), campaign.zone)
    with connection.cursor() as cursor:
        cursor.execute(_CLOCK, {"campaign": campaign.pk, "zone": campaign.timezone, "since": since})
        rows = [Stretch(*row[:4], *(row[4] or ())) for row in cursor.fetchall()]
    found = {one.begins: one for one in rows}
    return Clock(found.get(None, Stretch(None)), [found.get(day, Stretch(day)) for day in begins])


def unanswered(actor: Actor, now: datetime.datetime, *, most: int = 3) -> tuple[int, list[Story]]:
    """Return how many stories of the last two weeks, told by more than one, have no answer, and the widest told: 2 queries."""
    answered = RawSQL(_ANSWERED.replace("%(campaign)s", "%s"), [actor.campaign_id, actor.campaign_id])  # noqa: S611 (ours)
    found = stories(actor).filter(merged_into__isnull=True, first_at__gte=now - LATELY).exclude(pk__in=answered)
    found = found.filter(Q(outlet_count__gt=1) | Q(ground_count__gt=1))
    return found.count(), list(found.order_by("-outlet_count", "-last_at")[:most])


def waiting(actor: Actor, now: datetime.datetime) -> list[Waiting]:
    """Return the answers published in the last two weeks, and how far each has come, the longest-standing first: one query."""
    of_newest = Readiness.objects.filter(version=OuterRef("newest"))
    raters = Coalesce(Cast(of_newest.values("report__raters")[:1], IntegerField()), 0)  # type: ignore[arg-type]
    ready = Exists(Readiness.objects.filter(version__response=OuterRef("pk"), ready=True))
    taken = Exists(Adoption.objects.filter(version__response=OuterRef("pk"), ended_at=None))
    found = visible_to(actor, Response.objects.filter(newest__published_at__gte=now - LATELY))
    found = found.annotate(raters=raters, is_ready=ready, is_adopted=taken).order_by("newest__published_at")
    facts = ("pk", "newest_id", "newest__title", "newest__published_at", "raters", "is_ready", "is_adopted")
    return [Waiting(*row) for row in found.values_list(*facts)[:MOST]]


def missing_voices(waiting: Sequence[Waiting]) -> list[tuple[Community, int]]:
    """Return the communities from which answers lack readers, and how many answers do: two queries."""
    ids = [one.response_id for one in waiting if one.raters and not one.is_ready]
    if not ids:
        return []
    wanted = Readiness.objects.filter(version__response__in=ids, version__response__newest=F("version"))
    named: Counter[uuid.UUID] = Counter()
    for missing in wanted.values_list("report__missing", flat=True):
        named.update(
            {uuid.UUID(one[1]) for one in missing if one[1] and one[0] in ("more_raters", "under_line", "expected_under")}
        )
    found = Community.objects.in_bulk(one for one, _count in named.most_common(VOICES))
    return [(found[pk], count) for pk, count in named.most_common(VOICES) if pk in found]


def served(campaign: Campaign, actor: Actor) -> list[tuple[Pillar, int]]:
    """Return each ratified pillar with the number of answers whose newest version serves it: two queries."""
    newest = visible_to(actor, Response.objects.filter(newest__isnull=False)).values("newest")
    counts = VersionPillar.objects.filter(version__in=newest).values_list("pillar").annotate(count=Count("pk"))
    by_pillar = dict(counts)
    return [(one, by_pillar.get(one.pk, 0)) for one in pillars(campaign)]
