"""Reads what a member rated, what became of it, and whether their mind can still be changed: for their own eyes."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.communities.models import Community, Hiding
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.pagination import Page, newest_first
from groundswell.responses.models import Adoption, Rating, Readiness
from groundswell.responses.policies import own_ratings_of
from groundswell.responses.selectors.marks import Mark, marks_of
from groundswell.responses.selectors.raters import has_to_do_more


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own rating, and what became of what one rated."""

    rating: Rating
    readiness: Readiness | None
    communities: int  # that speak with exactly this version
    hiding: Hiding | None
    mark: Mark | None  # what stands against it

    @property
    def is_newest(self) -> bool:
        """Whether the authors stand by this version."""
        version = self.rating.version
        return bool(version.pk == version.response.newest_id)

    @property
    def is_open(self) -> bool:
        """Whether what one says of it still moves anything: it is the newest, it is ready, or somebody speaks with it."""
        return self.hiding is None and (self.is_newest or self.became_ready or self.communities > 0)

    @property
    def became_ready(self) -> bool:
        """Whether it is ready now."""
        return self.readiness is not None and self.readiness.ready


@dataclass(frozen=True, slots=True)
class MyRatings:
    """A page of one's own ratings, the newest first."""

    lines: Sequence[Mine]
    page: Page[Rating]
    must_do_more: bool  # one is new here, and nothing one rates counts yet


def my_ratings(actor: Actor, *, before: str | None = None) -> MyRatings:
    """Return one page of what the actor rated: seven queries, however much it is."""
    found = own_ratings_of(actor, Rating.objects.select_related("version__response__newest"))
    page = newest_first(found, before=before, size=20)
    versions = [one.version_id for one in page.rows]
    verdicts = {one.version_id: one for one in Readiness.objects.filter(version__in=versions)}
    adopted = Adoption.objects.filter(version__in=versions, ended_at=None).values_list("version_id", flat=True)
    spoken, covered = Counter(adopted), hidden([*versions, *(one.version.response_id for one in page.rows)])
    marks = marks_of(versions)
    lines = [_mine(one, verdicts, spoken, covered, marks.get(one.version_id)) for one in page.rows]
    return MyRatings(lines, page, has_to_do_more(actor.member_id) if actor.member_id else False)


def _mine(
    rating: Rating,
    verdicts: Mapping[uuid.UUID, Readiness],
    spoken: Mapping[uuid.UUID, int],
    covered: Mapping[uuid.UUID, Hiding],
    mark: Mark | None,
) -> Mine:
    hiding = covered.get(rating.version_id) or covered.get(rating.version.response_id)
    return Mine(rating, verdicts.get(rating.version_id), spoken.get(rating.version_id, 0), hiding, mark)


@dataclass(frozen=True, slots=True)
class CameTogether:
    """An answer to which some ratings from one community came in together."""

    readiness: Readiness
    how_many: int


def came_together_in(community: Community, *, most: int = 10) -> list[CameTogether]:
    """Return the latest answers to which ratings came in together from a community: one query."""
    key = str(community.pk)
    found = Readiness.objects.filter(report__together__contains=[{"communities": [key]}]).select_related("version__response")
    return [
        CameTogether(one, sum(each["how_many"] for each in one.report["together"] if key in each["communities"]))
        for one in found.order_by("-computed_at")[:most]
    ]
