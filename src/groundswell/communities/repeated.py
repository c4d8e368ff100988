"""Gathers reports that come again: on several things of one person, or on one site that several posts link to."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from groundswell.campaigns.models import Campaign
from groundswell.communities import moderation
from groundswell.communities.models import Community, Report
from groundswell.communities.moderation import Thing
from groundswell.communities.policies import reports_visible_to
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.people.models import Member

SPAN = timedelta(days=30)
MOST = 300
AGAIN = 2  # different things: several reports of one thing are one quarrel


@dataclass(frozen=True, slots=True)
class Of:
    """One of the things, and what came of its newest report: nothing yet, hidden, or it stands."""

    subject_type: str
    subject_id: uuid.UUID
    title: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Again:
    """Somebody, or a site, and what of it was reported within a month."""

    name: str
    is_site: bool
    of: Sequence[Of]  # what waits to be looked at first, then the newest

    @property
    def things(self) -> int:
        """Return how many they are."""
        return len(self.of)

    @property
    def hidden(self) -> int:
        """Return how many of them were hidden."""
        return sum(one.outcome == Report.Outcome.HIDDEN for one in self.of)


def repeated(campaign: Campaign, community: Community | None, actor: Actor) -> Sequence[Again]:
    """Return whose things were reported again and again, for those who look after them; nothing of who reported."""
    rows = reports_visible_to(actor, community, Report.objects.filter(campaign=campaign, community=community))
    recent = list(rows.filter(reported_at__gt=now() - SPAN).order_by("-id")[:MOST])
    things = moderation.things({(one.subject_type, one.subject_id) for one in recent}, actor=actor)
    newest = {one.subject_id: one for one in reversed(recent)}
    people: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    sites: dict[str, set[uuid.UUID]] = defaultdict(set)
    for key, thing in things.items():
        if thing.written_by is not None:
            people[thing.written_by].add(key)
        for site in thing.sites:
            sites[site].add(key)
    often = {key: found for key, found in people.items() if len(found) >= AGAIN}
    names = Member.objects.filter(pk__in=often).select_related("person") if often else ()
    said = [Again(one.display_name, False, _of(often[one.pk], newest, things)) for one in names]
    said += [Again(site, True, _of(found, newest, things)) for site, found in sites.items() if len(found) >= AGAIN]
    return sorted(said, key=lambda one: (-one.things, one.name))


def _of(keys: Iterable[uuid.UUID], newest: Mapping[uuid.UUID, Report], things: Mapping[uuid.UUID, Thing]) -> Sequence[Of]:
    rows = sorted((newest[key] for key in keys), key=lambda one: (one.settled_at is None, one.pk), reverse=True)
    return [Of(one.subject_type, one.subject_id, str(things[one.subject_id].title), one.outcome) for one in rows]
