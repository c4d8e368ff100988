"""Reads what followed adopted answers: community by community, and for a community what works for those like it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from groundswell.communities.models import Community
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.responses.models import Adoption, Readiness, Version
from groundswell.responses.policies import adoptions_visible_to, can_adopt_version
from groundswell.sharing.models import Followed, Outcome, OutcomeOfWords
from groundswell.sharing.policies import followed_visible_to, outcomes_visible_to, words_outcomes_visible_to

FEWEST = 10  # links: with fewer no range is told
FEW_JOINED = 3  # fewer are "a few": a number must name nobody
MOST, LOOKED_AT = 5, 300


@dataclass(frozen=True, slots=True)
class There:
    """What followed in one community."""

    community: Community
    version: int
    since: datetime
    in_own_words: bool
    has_ended: bool
    outcome: Outcome | None  # none: nobody took a link, or it was not added up yet

    @property
    def joined(self) -> int:
        """How many joined, where they are enough to be counted."""
        return self.outcome.joined if self.outcome and self.outcome.joined >= FEW_JOINED else 0

    @property
    def few_joined(self) -> bool:
        """Whether somebody joined, but too few to be counted."""
        return self.outcome is not None and 0 < self.outcome.joined < FEW_JOINED


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What followed an answer wherever it was adopted, the most links first."""

    response_id: uuid.UUID
    there: Sequence[There]
    followed: Followed | None

    @property
    def says(self) -> bool:
        """Whether there is enough to compare with what is usual: two communities, ten links."""
        return self.followed is not None and self.followed.links >= FEWEST and self.followed.communities > 1


@dataclass(frozen=True, slots=True)
class Working:
    """An answer that communities like one speak with and it does not."""

    version: Version  # the newest that is ready
    speaking: Sequence[Community]
    passed_on: int  # how many of these have passed it on
    followed: Followed | None
    can_adopt: bool

    @property
    def says(self) -> bool:
        """Whether enough was seen to say how it goes."""
        return self.followed is not None and self.followed.links >= FEWEST

    @property
    def weight(self) -> tuple[float, int, float]:
        """By what followed beside what one expects; what nobody knows of yet counts as usual."""
        return (
            self.followed.ratio if self.says and self.followed else 1.0,
            self.passed_on,
            self.version.published_at.timestamp(),
        )


def outcomes_of(response_id: uuid.UUID, actor: Actor) -> Outcomes:
    """Return what followed an answer, community by community: three queries."""
    taken = adoptions_visible_to(actor, Adoption.objects.filter(version__response=response_id))
    latest: dict[uuid.UUID, Adoption] = {}
    since: dict[uuid.UUID, datetime] = {}
    for one in taken.select_related("community", "version").order_by("adopted_at", "pk"):
        latest[one.community_id] = one
        since.setdefault(one.community_id, one.adopted_at)
    if not latest:
        return Outcomes(response_id, [], None)
    found = outcomes_visible_to(actor, Outcome.objects.filter(response=response_id))
    known = {one.community_id: one for one in found}
    there = [
        There(one.community, one.version.number, since[key], bool(one.words), one.ended_at is not None, known.get(key))
        for key, one in latest.items()
    ]
    there.sort(key=lambda one: (-(one.outcome.links if one.outcome else 0), one.community.name))
    compared = followed_visible_to(actor, Followed.objects.filter(response=response_id)).first()
    return Outcomes(response_id, there, compared)


@dataclass(frozen=True, slots=True)
class OfWords:
    """What followed the words that a community uses, and who else speaks with the same answer."""

    adoption: Adoption
    outcome: OutcomeOfWords | None
    elsewhere: Sequence[tuple[Community, bool]]  # and whether in its own words

    @property
    def joined(self) -> int:
        """How many joined, where they are enough to be counted."""
        return self.outcome.joined if self.outcome and self.outcome.joined >= FEW_JOINED else 0

    @property
    def few_joined(self) -> bool:
        """Whether somebody joined, but too few to be counted."""
        return self.outcome is not None and 0 < self.outcome.joined < FEW_JOINED


def of_words(adoptions: Sequence[Adoption], actor: Actor) -> dict[uuid.UUID, OfWords]:
    """Return what followed each of these words, and who else speaks with their answers: two queries, none for none."""
    if not adoptions:
        return {}
    known = words_outcomes_visible_to(actor, OutcomeOfWords.objects.filter(adoption__in=adoptions))
    counted = {one.adoption_id: one for one in known}
    answers = {one.version.response_id for one in adoptions}
    others = adoptions_visible_to(actor, Adoption.objects.filter(version__response__in=answers, ended_at=None))
    there: dict[uuid.UUID, list[tuple[Community, bool]]] = defaultdict(list)
    for one in others.select_related("community", "version").order_by("adopted_at"):
        there[one.version.response_id].append((one.community, bool(one.words)))
    return {
        one.pk: OfWords(
            one,
            counted.get(one.pk),
            [pair for pair in there[one.version.response_id] if pair[0].pk != one.community_id],
        )
        for one in adoptions
    }


def elsewhere(community: Community, *, most: int = 20) -> list[Community]:
    """Return those other communities that took answers most lately: for one of which nobody knows yet what it is like."""
    taken = Adoption.objects.filter(ended_at=None, community__asleep_since=None).exclude(community=community)
    latest = taken.values_list("community").annotate(last=Max("adopted_at")).order_by("-last")[:most]
    found = Community.objects.in_bulk([row[0] for row in latest])
    covered = hidden(found)
    return [found[row[0]] for row in latest if row[0] in found and row[0] not in covered]


def working_for(community: Community, alike: Sequence[Community], actor: Actor) -> list[Working]:
    """Return what communities like one speak with and it does not, by what followed there: five queries at most."""
    if not alike:
        return []
    own = Adoption.objects.filter(community=community, ended_at=None).values("version__response")
    taken = adoptions_visible_to(actor, Adoption.objects.filter(community__in=alike, ended_at=None))
    taken = taken.exclude(version__response__in=own).select_related("version")
    named = {one.pk: one for one in alike}
    speaking: dict[uuid.UUID, list[Community]] = defaultdict(list)
    for one in taken.order_by("-adopted_at")[:LOOKED_AT]:
        speaking[one.version.response_id].append(named[one.community_id])
    versions = _ready(speaking)
    counted = outcomes_visible_to(actor, Outcome.objects.filter(response__in=versions, community__in=alike, links__gt=0))
    passed = set(counted.values_list("response_id", "community_id")) if versions else set()
    compared = followed_visible_to(actor, Followed.objects.filter(response__in=versions)) if versions else ()
    followed = {one.response_id: one for one in compared}
    may = can_adopt_version(actor, community)
    found = [
        Working(
            version,
            speaking[key],
            sum((key, one.pk) in passed for one in speaking[key]),
            followed.get(key),
            may,
        )
        for key, version in versions.items()
    ]
    return sorted(found, key=lambda one: one.weight, reverse=True)[:MOST]


def _ready(responses: Mapping[uuid.UUID, object]) -> dict[uuid.UUID, Version]:
    """Return the newest version of each that is ready and that nobody hid."""
    if not responses:
        return {}
    rows = Readiness.objects.filter(version__response__in=list(responses), ready=True).select_related("version__response")
    newest = {one.version.response_id: one.version for one in rows.order_by("version__number")}
    covered = hidden([key for one in newest.values() for key in (one.pk, one.response_id)])
    return {key: one for key, one in newest.items() if one.pk not in covered and key not in covered}
