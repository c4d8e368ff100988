"""Keeps which stories touch which pillars and communities, and what members say about that."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Q

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import NotHere, allow
from groundswell.kit.inserts import insert_many
from groundswell.kit.limits import Limit, spend
from groundswell.people.selectors import member_of
from groundswell.pulse.log import Happening, record, record_many
from groundswell.strategy.models import Pillar
from groundswell.wire.events import StoryTouchSaid, TouchesFound
from groundswell.wire.models import Item, Story, Touch, TouchSaid
from groundswell.wire.policies import can_say_touches, can_take_in_items
from groundswell.wire.stems import words_in
from groundswell.wire.touching import Learnt, Match, Target, bare, match, of_community, of_pillar, rarity, telling

SAYINGS = Limit("say what a story touches", 200, 3600)
RECENT = 300  # stories that a new pillar or community looks back on
_ITEMS = 60  # of a story: the newest say enough
_LEAD = 400
_MOST_WORDS = 12

Key = tuple[uuid.UUID | None, uuid.UUID | None]  # the pillar or the community


# How many of the stories with the newest items hold a word; items know their own words for the search.
_NEWEST = 600
_HOLDING = """
WITH newest AS MATERIALIZED (
    SELECT story_id, search FROM wire_item WHERE campaign_id = %(campaign)s AND NOT hidden
    ORDER BY published DESC, id DESC LIMIT %(newest)s
)
SELECT lexeme, count(DISTINCT story_id), (SELECT count(DISTINCT story_id) FROM newest)
FROM newest, unnest(tsvector_to_array(search)) AS lexeme WHERE lexeme = ANY(%(words)s) GROUP BY lexeme
"""


class Targets:
    """What can be touched in a campaign now, and what was learnt about each: five queries, however many there are."""

    def __init__(self, campaign_id: uuid.UUID) -> None:
        self.languages = Campaign.objects.values_list("languages", flat=True).get(pk=campaign_id)
        pillars = list(Pillar.objects.filter(campaign_id=campaign_id, state=Pillar.State.RATIFIED))
        communities = list(Community.objects.filter(campaign_id=campaign_id))
        texts = [text for one in pillars for text in (one.title, one.promise, one.why)]
        texts += [text for one in communities for text in (one.name, one.place, one.purpose)]
        said = [telling(words) for words in words_in(texts, self.languages)]
        rare = _rarity(campaign_id, {bare(stem) for words in said for stem in words})
        found = zip(said[::3], said[1::3], said[2::3], strict=True)
        self.targets: dict[Key, Target] = {(one.pk, None): of_pillar(*next(found), rare=rare) for one in pillars}
        self.targets |= {(None, one.pk): of_community(*next(found), rare=rare) for one in communities}
        self.learnt: defaultdict[Key, Learnt] = defaultdict(Learnt)
        heard = TouchSaid.objects.filter(campaign_id=campaign_id)
        for pillar, community, words, touches in heard.values_list("pillar_id", "community_id", "words", "touches"):
            self.learnt[pillar, community].hear(words, touches=touches)


def _rarity(campaign_id: uuid.UUID, words: Collection[str]) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(_HOLDING, {"campaign": campaign_id, "newest": _NEWEST, "words": list(words)})
        rows = cursor.fetchall()
    return rarity({lexeme: holding for lexeme, holding, _stories in rows}, rows[0][2] if rows else 0)


@transaction.atomic
def find_touches(*, stories: Iterable[uuid.UUID], campaign_id: uuid.UUID, actor: Actor) -> None:
    """Work out anew what stories touch."""
    allow(can_take_in_items(actor, campaign_id))
    moved = _refresh(list(stories), Targets(campaign_id))
    record_many([Happening(TouchesFound(), story) for story in moved], actor=actor)


def recent_stories(*, campaign_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the stories that are looked at again when a pillar or a community is new or says something else."""
    rows = Story.objects.filter(campaign_id=campaign_id, merged_into__isnull=True).order_by("-last_at", "-id")
    return list(rows.values_list("pk", flat=True)[:RECENT])


@transaction.atomic
def say_touches(
    *, story: Story, touches: bool, pillar: Pillar | None = None, community: Community | None = None, actor: Actor
) -> Touch | None:
    """Say that a story touches a pillar or a community, or that it does not: said again, the newer word counts."""
    allow(can_say_touches(actor, story))
    key: Key = (pillar.pk if pillar else None, community.pk if community else None)
    targets = Targets(story.campaign_id)
    if key not in targets.targets:
        raise NotHere
    spend(SAYINGS, str(actor.member_id))
    member = member_of(actor)
    words = _learnt_from(story, targets, key, touches=touches)
    TouchSaid.objects.update_or_create(
        campaign_id=story.campaign_id,
        story=story,
        member=member,
        pillar=pillar,
        community=community,
        defaults={"touches": touches, "words": words, "at": now()},
    )
    _refresh([story.pk], Targets(story.campaign_id))
    record(StoryTouchSaid(touches=touches), actor=actor, subject=story)
    return Touch.objects.filter(story=story, pillar=pillar, community=community).first()


def _learnt_from(story: Story, targets: Targets, key: Key, *, touches: bool) -> list[str]:
    """Return what is learnt of: the words in common and, where somebody sees what the machine did not, those of the title."""
    ((words, title),) = _words([story], targets.languages)
    found = match(targets.targets[key], targets.learnt[key], words)
    shown = _shown(found, words)
    if touches and not found.touches:
        shown += [word for word in title.values() if word not in shown]
    heard = set(shown[:_MOST_WORDS])
    return sorted(stem for stem, word in {**title, **words}.items() if word in heard)


def _words(stories: list[Story], languages: Sequence[str]) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return the words of stories (titles and beginnings of their newest items) and of their names: one query a story."""
    texts = []
    for story in stories:
        rows = Item.objects.filter(story=story, hidden=False).order_by("-published")
        told = rows.values_list("title", "lead")[:_ITEMS]
        texts += [" ".join(f"{title} {lead[:_LEAD]}" for title, lead in told), story.title]
    said = [telling(words) for words in words_in(texts, languages)]
    return list(zip(said[::2], said[1::2], strict=True))


def _shown(found: Match, words: dict[str, str]) -> list[str]:
    return [words[stem] for stem in found.words[:_MOST_WORDS]]


def _refresh(stories: list[uuid.UUID], targets: Targets) -> list[Story]:
    """Write what stories touch; returns those of which something is new."""
    said, rows = _said(stories), list(Story.objects.filter(pk__in=stories))
    fresh = []
    for row, (words, _title) in zip(rows, _words(rows, targets.languages), strict=True):
        for key, target in targets.targets.items():
            found = match(target, targets.learnt[key], words)
            yes, no = said[row.pk, key, True], said[row.pk, key, False]
            touches = yes > no or (yes == no and found.touches)
            if touches or yes or no:
                fresh.append(_touch(row, key, _shown(found, words), found.score, yes, no, touches=touches))
    before = Touch.objects.filter(story__in=stories)
    moved = {one[0] for one in _outcomes(before) ^ _outcomes(fresh)}
    before.delete()
    insert_many(fresh)
    return [row for row in rows if row.pk in moved]


def _outcomes(rows: Iterable[Touch]) -> set[tuple[uuid.UUID, Key, bool, tuple[str, ...]]]:
    return {(one.story_id, (one.pillar_id, one.community_id), one.touches, tuple(one.words)) for one in rows}


def _touch(story: Story, key: Key, words: list[str], score: float, yes: int, no: int, *, touches: bool) -> Touch:
    pillar, community = key
    found = Touch(story=story, pillar_id=pillar, community_id=community, words=words, score=score, yes=yes, no=no)
    found.campaign_id, found.touches = story.campaign_id, touches
    return found


def _said(stories: list[uuid.UUID]) -> Counter[tuple[uuid.UUID, Key, bool]]:
    """Count what members said of each story, and of those that became part of it."""
    found: Counter[tuple[uuid.UUID, Key, bool]] = Counter()
    rows = TouchSaid.objects.filter(Q(story__in=stories) | Q(story__merged_into__in=stories)).select_related("story")
    for one in rows:
        story = one.story_id if one.story_id in stories else one.story.merged_into_id
        assert story is not None  # or the row would not have been found
        found[story, (one.pillar_id, one.community_id), one.touches] += 1
    return found
