"""Finds whom a story concerns, by the stems of its words, and says which words those were."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from groundswell.campaigns.models import Campaign
from groundswell.notify.models import Watch
from groundswell.wire.models import GroundReport, Item, SavedSearch, Story, Touch
from groundswell.wire.stems import all_stems, words_behind

TOLD = 60  # items of a story whose words are looked at, the newest
RECENT = 500  # stories that say what is common here
FEWEST = 40  # with fewer, nothing is known to be common
COMMON = 0.05
PILLAR, COMMUNITY = "pillar", "community"
_FINDING = """
WITH story AS MATERIALIZED (SELECT known, wire_words(%(text)s, known) AS words FROM wire_languages(%(campaign)s) AS known)
SELECT follow.id, search.id FROM story, notify_follow follow JOIN wire_savedsearch search
    ON search.campaign_id = follow.campaign_id AND search.id = follow.thing_id
WHERE follow.campaign_id = %(campaign)s AND follow.kind = 'search' AND story.words @@ wire_query(search.words, known)
"""
_HOLDING = """
SELECT stem, count(*) FROM (
    SELECT to_tsvector(%(name)s::regconfig, title) AS words FROM wire_story
    WHERE campaign_id = %(campaign)s ORDER BY last_at DESC, id DESC LIMIT %(recent)s
) AS story, unnest(%(stems)s::text[]) AS stem
WHERE words @@ quote_literal(stem)::tsquery GROUP BY stem
"""


@dataclass(frozen=True, slots=True)
class Match:
    """A watch that a story fits, and the story's words that led there."""

    of: str
    thing_id: uuid.UUID
    label: str
    words: str


def matches_of(campaign: Campaign, story: Story) -> list[Match]:
    """Return every watch the story fits."""
    items = Item.objects.filter(story=story, hidden=False).order_by("-published", "-pk").values_list("title", "lead")
    told: Sequence[tuple[str, str]] = list(items[:TOLD])
    titles = "\n".join([story.title, *(title for title, _lead in told)])
    whole = "\n".join([titles, *(lead for _title, lead in told)])
    in_titles, in_whole = all_stems(titles, campaign.languages), all_stems(whole, campaign.languages)
    strict = Q(is_loose=False, anchor__in=in_whole, stems__contained_by=list(in_whole))
    watches = Watch.objects.filter(strict | Q(is_loose=True, anchor__in=in_titles), campaign=campaign)
    found = list(watches.filter(of__in=Watch.Of.values))
    common = _common(campaign, {one.anchor for one in found if one.is_loose})
    kept = [one for one in found if not (one.is_loose and one.anchor in common)]
    return [*_with_words(kept, whole, campaign), *touched(story), *_searches(campaign, story, whole)]


def touched(story: Story) -> list[Match]:
    """Return the pillars and communities the wire found it to touch, and the communities people saw it in."""
    rows = Touch.objects.filter(story=story, touches=True).select_related("pillar", "community").order_by("-score")
    found = {}
    for row in rows:
        kind, thing = (PILLAR, row.pillar) if row.pillar else (COMMUNITY, row.community)
        assert thing is not None  # a touch is of one of the two
        name = row.pillar.title if row.pillar else thing.name
        found[thing.pk] = Match(kind, thing.pk, name, ", ".join(row.words)[:120])
    if story.ground_count:
        reports = GroundReport.objects.filter(item__story=story, item__hidden=False, community__isnull=False)
        for community_id, name in reports.order_by("pk").values_list("community_id", "community__name"):
            found.setdefault(community_id, Match(COMMUNITY, community_id, name, ""))
    return list(found.values())


def _searches(campaign: Campaign, story: Story, text: str) -> list[Match]:
    """Return the followed searches that find it: their words as a search takes them, and what else they ask for."""
    with connection.cursor() as cursor:
        cursor.execute(_FINDING, {"campaign": campaign.pk, "text": text[:20_000]})
        found: dict[uuid.UUID, uuid.UUID] = dict(cursor.fetchall())
    if not found:
        return []
    sources = set(Item.objects.filter(story=story).order_by().values_list("source_id", flat=True).distinct())
    seen_in = {one.thing_id for one in touched(story) if one.of == COMMUNITY}
    kept = SavedSearch.objects.filter(pk__in=set(found.values())).in_bulk()
    fits = {key for key, one in kept.items() if _fits(one, story, sources, seen_in)}
    return [Match(Watch.Of.FOLLOW, follow, kept[key].name, "") for follow, key in found.items() if key in fits]


def _fits(search: SavedSearch, story: Story, sources: set[uuid.UUID], seen_in: set[uuid.UUID]) -> bool:
    return (
        (search.source_id is None or search.source_id in sources)
        and (search.community_id is None or search.community_id in seen_in)
        and (not search.ground_only or story.ground_count > 0)
        and (search.since is None or story.last_at.date() >= search.since)
        and (search.until is None or story.first_at.date() <= search.until)
    )


def _common(campaign: Campaign, stems: Collection[str]) -> set[str]:
    """Return the stems that many stories here hold: they say nothing about one of them."""
    total = min(RECENT, Story.objects.filter(campaign=campaign)[:RECENT].count())
    if total < FEWEST or not stems:
        return set()
    found = set()
    for name in {stem.partition(":")[0] for stem in stems}:
        bare = [stem.partition(":")[2] for stem in stems if stem.startswith(f"{name}:")]
        with connection.cursor() as cursor:
            cursor.execute(_HOLDING, {"name": name, "campaign": campaign.pk, "recent": RECENT, "stems": bare})
            found |= {f"{name}:{stem}" for stem, count in cursor.fetchall() if count > COMMON * total}
    return found


def _with_words(watches: Sequence[Watch], text: str, campaign: Campaign) -> list[Match]:
    """Join what leads to the same thing, with the words as they stand in the story."""
    stems = {stem for one in watches for stem in one.stems}
    behind = words_behind(stems, text, campaign.languages) if stems else {}
    found: dict[tuple[str, uuid.UUID], tuple[str, set[str]]] = {}
    for one in watches:
        _label, words = found.setdefault((one.of, one.thing_id), (one.label, set()))
        words |= {behind[stem] for stem in one.stems if stem in behind}
    return [Match(of, thing, label, ", ".join(sorted(words))[:120]) for (of, thing), (label, words) in found.items()]
