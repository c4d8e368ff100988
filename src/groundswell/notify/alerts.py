"""Decides who hears of a story, when, and why: those who follow it, and those who know the subject."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.jobs import enqueue
from groundswell.notify.events import PeopleTold
from groundswell.notify.matching import COMMUNITY, PILLAR, Match, matches_of
from groundswell.notify.models import Follow, Mute, Notice, Watch
from groundswell.notify.services.telling import News, Reason, tell
from groundswell.notify.standing import Standing, standing_of
from groundswell.pulse.log import record
from groundswell.wire.models import Item, Story
from groundswell.wire.selectors import family_of
from groundswell.wire.selectors.hands import earlier_selves

TOPIC = "story"
BREAKS = "breaks"
TELL_MEMBERS = "notify.tell_members"
_OF_THINGS = (PILLAR, COMMUNITY)


def look_at_story(*, campaign: Campaign, story: Story, actor: Actor) -> int:
    """Tell whom the story concerns as it stands now; returns how many hear of it at once for the first time."""
    standing = standing_of(story, at=now())
    if not standing.is_fresh:
        return 0
    matches = matches_of(campaign, story)
    reasons = without_muted(story, _reasons(matches, standing))
    told = tell(campaign=campaign, news=news_of(story), to=reasons, actor=actor)
    if told.at_once:
        record(PeopleTold(), actor=actor, subject=story)
    if standing.is_bursting:
        tell(campaign=campaign, news=news_of(story, BREAKS), to=_its_followers(story), actor=actor)
    if standing.is_for_followers and any(one.of == COMMUNITY for one in matches):
        # They may be thousands, and hear with the digest: nobody who hears at once waits for them to be written.
        enqueue(TELL_MEMBERS, campaign_id=campaign.pk, story_id=str(story.pk))
    return len(told.at_once)


def news_of(story: Story, topic: str = TOPIC) -> News:
    """Return a story as what is told: put in order by hand, what somebody had is no news again."""
    return News(topic, story.pk, story.pk, frozenset(earlier_selves(story)))


def _its_followers(story: Story) -> dict[uuid.UUID, Reason]:
    """Return those who follow the story, or one that became part of it: they know of it, and hear once that it breaks."""
    follows = Follow.objects.filter(kind=Follow.Kind.STORY, thing_id__in=family_of(story))
    return dict.fromkeys(follows.values_list("member_id", flat=True), Reason(Notice.Because.FOLLOW, "alerts"))


def _reasons(matches: Iterable[Match], standing: Standing) -> dict[uuid.UUID, Reason]:
    """Return one reason a member, the best first: what they asked for, then what they know."""
    found: dict[uuid.UUID, Reason] = {}
    matches = list(matches)
    wish = "alerts" if standing.is_for_followers else "rest"
    for member_id, label, words in _followers(matches):
        found.setdefault(member_id, Reason(Notice.Because.FOLLOW, wish, label, words))  # type: ignore[arg-type]
    if standing.is_for_knowers:
        for one in matches:
            if one.of == Watch.Of.KNOWS:
                knows = Reason(Notice.Because.KNOWS, "alerts", one.label, one.words)
                held = found.get(one.thing_id)
                found[one.thing_id] = held if held and held.wish == "alerts" else knows
    return found


def _followers(matches: Iterable[Match]) -> Iterable[tuple[uuid.UUID, str, str]]:
    by_follow = {one.thing_id: one for one in matches if one.of == Watch.Of.FOLLOW}
    by_thing = {one.thing_id: one for one in matches if one.of in _OF_THINGS}
    for follow_id, member_id in Follow.objects.filter(pk__in=list(by_follow)).values_list("pk", "member_id"):
        yield member_id, by_follow[follow_id].label, by_follow[follow_id].words
    of_things = Follow.objects.filter(kind__in=_OF_THINGS, thing_id__in=list(by_thing))
    for thing_id, member_id in of_things.values_list("thing_id", "member_id"):
        if thing_id is not None:
            yield member_id, by_thing[thing_id].label, by_thing[thing_id].words


def without_muted(story: Story, reasons: dict[uuid.UUID, Reason]) -> dict[uuid.UUID, Reason]:
    """Leave out who muted every source that tells it; one they did not mute is enough to hear of it."""
    sources = set(Item.objects.filter(story=story).order_by().values_list("source_id", flat=True).distinct())
    muted: dict[uuid.UUID, set[uuid.UUID]] = {}
    for member_id, source_id in Mute.objects.filter(thing_id__in=sources).values_list("member_id", "thing_id"):
        muted.setdefault(member_id, set()).add(source_id)
    return {member_id: why for member_id, why in reasons.items() if not muted.get(member_id, set()) >= sources}
