"""Keeps which stories touch which pillars and communities, and what members say about that."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

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
from groundswell.wire.touching import Learnt, Target, match, of_community, of_pillar, words_in

SAYINGS = Limit("say what a story touches", 200, 3600)
RECENT = 300  # stories that a new pillar or community looks back on
_ITEMS = 60  # of a story: the newest say enough
_LEAD = 400
_MOST_WORDS = 12

Key = tuple[uuid.UUID | None, uuid.UUID | None]  # the pillar or the community


class Targets:
    """What can be touched in a campaign now, and what was learnt about each."""

    def __init__(self, campaign_id: uuid.UUID) -> None:
        pillars = Pillar.objects.filter(campaign_id=campaign_id, state=Pillar.State.RATIFIED)
        communities = Community.objects.filter(campaign_id=campaign_id)
        self.targets: dict[Key, Target] = {(one.pk, None): of_pillar(one.title, one.promise, one.why) for one in pillars}
        self.targets |= {(None, one.pk): of_community(one.name, one.place, one.purpose) for one in communities}
        self.learnt: defaultdict[Key, Learnt] = defaultdict(Learnt)
        said = TouchSaid.objects.filter(campaign_id=campaign_id)
        for pillar, community, words, touches in said.values_list("pillar_id", "community_id", "words", "touches"):
            self.learnt[pillar, community].hear(words, touches=touches)


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
    """Return what is learnt of: the words in common, or, where somebody sees what the machine did not, those of the title."""
    words = _words([story.pk])[story.pk]
    found = match(targets.targets[key], targets.learnt[key], words)
    common = [word for word in found.words if word in targets.targets[key].weights]
    title = list(words_in(story.title))
    return (common if common or not touches else title)[:_MOST_WORDS]


def _words(stories: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, str]]:
    """Return the words of stories: titles and beginnings of their newest items, one query a story."""
    found: dict[uuid.UUID, dict[str, str]] = {}
    for story in stories:
        rows = Item.objects.filter(story=story, hidden=False).order_by("-published")
        texts = [f"{title} {lead[:_LEAD]}" for title, lead in rows.values_list("title", "lead")[:_ITEMS]]
        found[story] = words_in(" ".join(texts))
    return found


def _refresh(stories: list[uuid.UUID], targets: Targets) -> list[Story]:
    """Write what stories touch; returns those of which something is new."""
    said, words = _said(stories), _words(stories)
    fresh = []
    for story in stories:
        for key, target in targets.targets.items():
            found = match(target, targets.learnt[key], words[story])
            yes, no = said[story, key, True], said[story, key, False]
            touches = yes > no or (yes == no and found.touches)
            if touches or yes or no:
                common = [words[story][word] for word in found.words[:_MOST_WORDS]]
                fresh.append(_touch(story, key, common, found.score, yes, no, touches=touches))
    rows = {one.pk: one for one in Story.objects.filter(pk__in=stories)}
    for one in fresh:
        one.campaign_id = rows[one.story_id].campaign_id
    before = Touch.objects.filter(story__in=stories)
    moved = _outcomes(before) ^ _outcomes(fresh)
    before.delete()
    insert_many(fresh)
    return [rows[story] for story in {one[0] for one in moved}]


def _outcomes(rows: Iterable[Touch]) -> set[tuple[uuid.UUID, Key, bool, tuple[str, ...]]]:
    return {(one.story_id, (one.pillar_id, one.community_id), one.touches, tuple(one.words)) for one in rows}


def _touch(story: uuid.UUID, key: Key, words: list[str], score: float, yes: int, no: int, *, touches: bool) -> Touch:
    pillar, community = key
    return Touch(
        story_id=story, pillar_id=pillar, community_id=community, words=words, score=score, yes=yes, no=no, touches=touches
    )


def _said(stories: list[uuid.UUID]) -> Counter[tuple[uuid.UUID, Key, bool]]:
    """Count what members said of each story, and of those that became part of it."""
    found: Counter[tuple[uuid.UUID, Key, bool]] = Counter()
    rows = TouchSaid.objects.filter(Q(story__in=stories) | Q(story__merged_into__in=stories)).select_related("story")
    for one in rows:
        story = one.story_id if one.story_id in stories else one.story.merged_into_id
        assert story is not None  # or the row would not have been found
        found[story, (one.pillar_id, one.community_id), one.touches] += 1
    return found
