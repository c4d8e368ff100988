"""Puts together how the loop runs, from news to neighbours: its clock, where things wait, what they serve."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.communities.selectors import hidden, open_reports
from groundswell.kit.clock import now
from groundswell.people.requests import CampaignRequest
from groundswell.responses.selectors import loop
from groundswell.responses.selectors.challenging import open_challenges
from groundswell.responses.selectors.loop import Clock, Stretch, Waiting
from groundswell.sharing.selectors.loop import passed_on
from groundswell.strategy.models import Pillar
from groundswell.wire.pace import lasted

EXAMPLES = 3
_TALLEST = 120.0


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits: its words, where it is, and since when."""

    title: str
    href: str
    since: datetime.datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the loop: how many things wait before it, and the first of them."""

    words: str
    next: str  # what would take them on, and whose deed it is
    count: int
    examples: Sequence[Waits]


@dataclass(frozen=True, slots=True)
class Mark:
    """A week as the drawing takes it: how high its median and its middle half stand, of 120."""

    week: Stretch
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Loop:
    """How the loop runs."""

    clock: Clock
    marks: Sequence[Mark | None]
    tallest: str
    steps: Sequence[Step]
    voices: Sequence[tuple[Community, int]]
    served: Sequence[tuple[Pillar, int]]
    challenges: int
    more_challenges: bool

    @property
    def stalls_at(self) -> Step | None:
        """The step before which most things wait."""
        most = max(self.steps, key=lambda one: one.count)
        return most if most.count else None

    @property
    def most(self) -> int:
        """The longest bar."""
        return max(1, *(one.count for one in self.steps))

    @property
    def most_served(self) -> int:
        """The pillar with the most answers, for the length of the bars."""
        return max([1, *(count for _pillar, count in self.served)])


def loop_of(request: CampaignRequest) -> Loop:
    """Return how the loop of a campaign runs; the number of queries does not grow with it."""
    at = now()
    told = loop.clock(request.campaign, at)
    waiting = loop.waiting(request.actor, at)
    marks, tallest = _drawn(told)
    challenges, page = open_challenges(request.actor, size=20)
    return Loop(
        clock=told,
        marks=marks,
        tallest=tallest,
        steps=_steps(request, waiting, at),
        voices=loop.missing_voices(waiting),
        served=loop.served(request.campaign, request.actor),
        challenges=len(challenges),
        more_challenges=page.older is not None,
    )


def reports_waiting(request: CampaignRequest) -> int:
    """Return how many reports wait for this steward: of what belongs to no community, or to one that sleeps."""
    return open_reports(None, request.campaign, request.actor).count()


def minutes(value: float | None) -> str:
    """Return a stretch of minutes in words."""
    return "" if value is None else lasted(value * 60)


def in_words(stretch: Stretch) -> str:
    """Return what the clock says of some stories, as a sentence."""
    if not stretch.stories:
        return _("No story came in.")
    came = ngettext("One story came in.", "%(num)s stories came in.", stretch.stories) % {"num": stretch.stories}
    if not stretch.ready:
        return f"{came} {_('None of them has had an answer that was ready.')}"
    facts = {"num": stretch.ready, "median": minutes(stretch.median)}
    if stretch.ready == 1:
        return f"{came} {_('One of them had an answer that was ready, %(median)s after its first item.') % facts}"
    found = _("%(num)s of them had an answer that was ready: half of those within %(median)s of the first item.") % facts
    return f"{came} {found}"


def _drawn(told: Clock) -> tuple[list[Mark | None], str]:
    """A step up is ten times as long, from one minute on: a quarter of an hour and three days must both be seen."""
    longest = max((one.high for one in told.weeks if one.high), default=1.0)
    top = math.log10(max(longest, 10.0))

    def height(value: float | None) -> float:
        return round(_TALLEST * min(1.0, math.log10(max(value or 1.0, 1.0)) / top), 1)

    marks = [Mark(one, height(one.median), height(one.low), height(one.high)) if one.ready else None for one in told.weeks]
    return marks, minutes(max(longest, 10.0))


def _steps(request: CampaignRequest, waiting: Sequence[Waiting], at: datetime.datetime) -> list[Step]:
    count, found = loop.unanswered(request.actor, at)
    first = [Waits(one.title, address(request.campaign, "wire:story", one.pk), one.first_at) for one in found]
    carried = passed_on(one.response_id for one in waiting if one.is_adopted)
    unread = [one for one in waiting if not one.is_ready and not one.raters]
    short = [one for one in waiting if not one.is_ready and one.raters]
    untaken = [one for one in waiting if one.is_ready and not one.is_adopted]
    unsent = [one for one in waiting if one.is_adopted and one.response_id not in carried]
    covered = hidden(one.version_id for one in waiting)

    def step(words: str, next: str, found: Sequence[Waiting]) -> Step:
        shown = [one for one in found if one.version_id not in covered][:EXAMPLES]
        return Step(words, next, len(found), [_waits(request.campaign, one) for one in shown])

    return [
        Step(_("No answer begun"), _("Any member can begin one, from the page of the story."), count, first),
        step(_("Published, read by nobody"), _("A few readers, from any community."), unread),
        step(_("Read, and voices are missing"), _("Readers from the communities named below."), short),
        step(_("Ready, taken by no community"), _("A host takes it for their community with one tap."), untaken),
        step(_("Taken, passed on by nobody"), _("Members of that community take a link of their own."), unsent),
    ]


def _waits(campaign: Campaign, one: Waiting) -> Waits:
    return Waits(one.title, address(campaign, "responses:answer", one.response_id), one.since)
