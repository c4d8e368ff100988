"""Finds whom a story concerns, by the stems of its words, and says which words those were."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from groundswell.campaigns.models import Campaign
from groundswell.notify.models import Watch
from groundswell.notify.stems import all_stems, words_behind
from groundswell.wire.models import Item, Story

TOLD = 60  # items of a story whose words are looked at, the newest
RECENT = 500  # stories that say what is common here
FEWEST = 40  # with fewer, nothing is known to be common
COMMON = 0.05
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
    items = Item.objects.filter(story=story).order_by("-published", "-pk").values_list("title", "lead")
    told: Sequence[tuple[str, str]] = list(items[:TOLD])
    titles = "\n".join([story.title, *(title for title, _lead in told)])
    whole = "\n".join([titles, *(lead for _title, lead in told)])
    in_titles, in_whole = all_stems(titles, campaign.languages), all_stems(whole, campaign.languages)
    strict = Q(is_loose=False, anchor__in=in_whole, stems__contained_by=list(in_whole))
    found = list(Watch.objects.filter(strict | Q(is_loose=True, anchor__in=in_titles), campaign=campaign))
    common = _common(campaign, {one.anchor for one in found if one.is_loose})
    kept = [one for one in found if not (one.is_loose and one.anchor in common)]
    return _with_words(kept, whole, campaign)


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
