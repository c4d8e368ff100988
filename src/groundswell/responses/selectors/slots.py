"""Reads what the pages of lower rooms show of answers: a story's answers, its marks, what a community adopted."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef
from django.template.loader import render_to_string

from groundswell.communities.models import Community
from groundswell.communities.policies import can_moderate
from groundswell.communities.selectors import communities_of, hidden
from groundswell.kit.actor import Actor
from groundswell.kit.shared import made_once
from groundswell.kit.slots import facts
from groundswell.people.requests import CampaignRequest
from groundswell.responses.claims import leans_on_nothing
from groundswell.responses.content import UNSOURCED, marked
from groundswell.responses.models import Adoption, Readiness, Response, Version, VersionPillar, WorkingCopy
from groundswell.responses.policies import adoptions_visible_to, can_adopt_version, can_write, visible_to
from groundswell.responses.selectors.alike import alike_among
from groundswell.responses.selectors.along import open_drafts
from groundswell.responses.selectors.challenging import open_challenges
from groundswell.responses.selectors.earned import own_earned, own_tags, shows_earned, tags_beside
from groundswell.responses.selectors.lists import Line, answers, lines, published
from groundswell.responses.selectors.marks import marks_of
from groundswell.responses.selectors.own_ratings import came_together_in
from groundswell.strategy.models import Pillar
from groundswell.wire.models import Story
from groundswell.wire.selectors import family_of

MOST = 30
FEW = 5


def answers_of_story(request: CampaignRequest, *, story: Story) -> dict[str, Any]:
    """Return the answers to a story and to what became part of it, ready ones first, and one's own drafts.

    Four queries for the answers (two more from two on, three more where some say much the same), alike for everybody and
    made once; one for drafts.
    """
    stories = family_of(story)

    def made() -> str:
        found = lines(published(request.actor).filter(story__in=stories).order_by("-id")[:MOST])
        found.sort(key=lambda one: (one.ready is None, not one.adopted_by))
        same = alike_among([one.version for one in found if not one.hidden], story.title, request.actor)
        told = {"lines": found, "story": story, "same": same}
        return render_to_string("responses/_all_of_story.html", told, request=request)

    shown = made_once(request, f"responses/_all_of_story.html {story.pk}", made)
    return {"answers": shown, **_being_written(open_drafts(request.actor, stories=stories), request.actor)}


def _being_written(copies: Sequence[WorkingCopy], actor: Actor) -> dict[str, Any]:
    """Return one's own drafts, and those that their authors let one read along."""
    own = {one.pk for one in copies if can_write(actor, one.response)}
    return {
        "drafts": [one for one in copies if one.pk in own and one.response.newest_id is None],
        "open_drafts": [one for one in copies if one.pk not in own],
    }


def marks_of_story(request: CampaignRequest, *, story: Story) -> dict[str, Any] | None:
    """Return when a story had its ``first`` answer and its first ``ready`` one: one query; None while it has none."""
    found = Version.objects.filter(response__story__in=family_of(story))
    marks = found.aggregate(first=Min("published_at"), ready=Min("readiness__ready_since"))
    return marks if marks["first"] else None


@dataclass(frozen=True, slots=True)
class Answered:
    """How far the answers to a story have come."""

    ready: int
    waiting: int
    communities: int


def answers_of_stories(request: CampaignRequest, *, stories: Sequence[Story]) -> dict[str, Any]:
    """Return how far the answers to each of these stories have come: two queries, however many stories."""
    is_ready = Exists(Readiness.objects.filter(version__response=OuterRef("pk"), ready=True))
    published = visible_to(request.actor, Response.objects.filter(story__in=stories, newest__isnull=False))
    verdicts = list(published.annotate(is_ready=is_ready).values_list("story_id", "is_ready"))
    adopting = Adoption.objects.filter(version__response__story__in=stories, ended_at=None)
    speaking = set(adopting.values_list("version__response__story_id", "community_id"))
    return {
        "answered": {
            story: Answered(
                ready=verdicts.count((story, True)),
                waiting=verdicts.count((story, False)),
                communities=sum(spoken_to == story for spoken_to, _community in speaking),
            )
            for story in {story for story, _ready in verdicts}
        }
    }


def adopted_by_community(request: CampaignRequest, *, community: Community) -> dict[str, Any]:
    """Return what a community speaks with now, its words cut at the marks of their sources, and what stands against it.

    Four queries.
    """
    found = adoptions_visible_to(request.actor, Adoption.objects.filter(community=community, ended_at=None))
    rows = found.select_related("version__response__newest").annotate(cited=Count("version__citations"))
    shown = list(rows.order_by("-adopted_at")[:MOST])
    covered = hidden([key for one in shown for key in (one.pk, one.version_id)])
    told = {"said": {one.pk: _said(one) for one in shown}, "marks": marks_of(one.version_id for one in shown)}
    told["followed"] = facts("communities.community.adopted.followed", request, adoptions=shown).get("followed", {})
    return {"adoptions": shown, **told, "hidden": covered, "hosts": can_adopt_version(request.actor, community)}


def _said(adoption: Adoption) -> list[list[tuple[str, int]]]:
    """The words a community uses: its own, or the one sentence of the answer, which leans on the text."""
    version, cited = adoption.version, adoption.cited  # type: ignore[attr-defined]  # by `adopted_by_community`
    if adoption.words:
        return marked(adoption.words, cited)
    return [[(version.summary, UNSOURCED if leans_on_nothing(version.summary, version.body, cited) else 0)]]


def ratings_together(request: CampaignRequest, *, community: Community) -> dict[str, Any] | None:
    """Return, for those who look after a community, where ratings from it came in together: one query."""
    found = came_together_in(community) if can_moderate(request.actor, community) else []
    return {"came": found} if found else None


def work_of_mine(request: CampaignRequest) -> dict[str, Any]:
    """Return what one's work came to, for one's own page: five queries, nine where others may read of it."""
    earned = own_earned(request.actor)
    return {"earned": earned, "beside": own_tags(request.actor, earned), "shows": shows_earned(request.actor)}


def earned_by_members(request: CampaignRequest, *, members: Sequence[uuid.UUID]) -> dict[str, Any]:
    """Return what stands beside the names of those who chose so."""
    return {"earned": tags_beside(members, request.actor)}


def communities_speaking(response_id: uuid.UUID) -> int:
    """Return how many communities speak with an answer now: one query."""
    return Adoption.objects.filter(version__response=response_id, ended_at=None).values("community").distinct().count()


@dataclass(frozen=True, slots=True)
class Lacking:
    """An answer that lacks readers, and those of the reader's communities that it lacks by name."""

    line: Line
    communities: Sequence[str]


def voice_missing(request: CampaignRequest) -> dict[str, Any]:
    """Return the few answers that most lack this reader: first those that wait for one of their communities."""
    found, _page = answers("needs", request.actor)
    own = {str(one.pk): one.name for one in communities_of(request.actor)} if found else {}
    wanted = [Lacking(line, [own[key] for key in own if _lacks(line, key)]) for line in found if not line.hidden]
    return {"found": sorted(wanted, key=lambda one: not one.communities)[:3]}


def _lacks(line: Line, community_id: str) -> bool:
    return community_id in line.lacks


def challenges_for_stewards(request: CampaignRequest) -> dict[str, Any] | None:
    """Return what is open, on the home of those who look after the campaign; they can settle none of it."""
    if not request.actor.has("steward", "campaign", request.campaign.pk):
        return None
    found, page = open_challenges(request.actor, size=FEW)
    return {"challenges": found, "more": page.older is not None} if found else None


def answers_for_pillar(request: CampaignRequest, *, pillar: Pillar) -> dict[str, Any]:
    """Return the newest answers whose newest version serves a pillar: four queries."""
    served = VersionPillar.objects.filter(version=OuterRef("newest"), pillar=pillar)
    return {"lines": lines(published(request.actor).filter(Exists(served)).order_by("-id")[:FEW])}
