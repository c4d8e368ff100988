"""Reads an answer's family: its versions, what it was forked from, what grew from it; each with the lane it is drawn in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.responses.models import Response, Version
from groundswell.responses.policies import versions_visible_to

MOST, LANES = 120, 6
# Up to where the words began, then down to all that grew from there (unpublished forks have no version and so no row).
_FAMILY = """
WITH RECURSIVE up AS (
    SELECT id, forked_from_id FROM responses_response WHERE id = %s
    UNION
    SELECT before.id, before.forked_from_id FROM up
    JOIN responses_version version ON version.id = up.forked_from_id
    JOIN responses_response before ON before.id = version.response_id
), family AS (
    SELECT id FROM up WHERE forked_from_id IS NULL
    UNION
    SELECT grown.id FROM family
    JOIN responses_version version ON version.response_id = family.id
    JOIN responses_response grown ON grown.forked_from_id = version.id
)
SELECT version.id FROM family JOIN responses_version version ON version.response_id = family.id
ORDER BY version.published_at, version.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the family, as the drawing takes it."""

    version: Version
    lane: int
    source: int | None  # the lane its words came from
    is_own: bool  # of the answer whose family is shown
    is_ready: bool
    is_hidden: bool
    hands: int


@dataclass(frozen=True, slots=True)
class Family:
    """The steps drawn, the oldest first, and the versions for which the drawing had no lane left."""

    steps: Sequence[Step]
    others: Sequence[Version]


def family_of(response: Response, actor: Actor) -> Family:
    """Return where an answer's words came from and what grew from them: five queries, however large the family."""
    versions = _versions(response.pk, actor)
    lanes = _lanes(response, versions)
    covered = hidden(one.pk for one in versions)
    steps = [_step(one, response, lanes, one.pk in covered) for one in versions if one.response_id in lanes]
    return Family(steps, [one for one in versions if one.response_id not in lanes and one.pk not in covered])


def _versions(response_id: uuid.UUID, actor: Actor) -> list[Version]:
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, [response_id, MOST])
        ids = [row[0] for row in cursor.fetchall()]
    found = versions_visible_to(actor, Version.objects.filter(pk__in=ids)).select_related("response__forked_from")
    return list(found.prefetch_related("readiness", "authors").order_by("published_at", "pk"))


def _lanes(response: Response, versions: Sequence[Version]) -> Mapping[uuid.UUID, int]:
    """Give each answer a lane in the order in which they came; the one shown and those it came from never go without."""
    came = {one.response_id: one.response for one in versions}
    line: list[uuid.UUID] = []
    at: uuid.UUID | None = response.pk
    while at is not None and at in came and at not in line:
        line.append(at)
        source = came[at].forked_from
        at = source.response_id if source else None
    needed = line[:LANES]
    others = [one for one in came if one not in needed][: LANES - len(needed)]
    drawn = [one for one in came if one in needed or one in others]
    return {one: number for number, one in enumerate(drawn)}


def _step(version: Version, response: Response, lanes: Mapping[uuid.UUID, int], is_hidden: bool) -> Step:
    lane, forked = lanes[version.response_id], version.response.forked_from
    source = lanes.get(forked.response_id) if forked is not None and version.number == 1 else lane
    return Step(
        version=version,
        lane=lane,
        source=None if forked is None and version.number == 1 else source,
        is_own=version.response_id == response.pk,
        is_ready=any(one.ready for one in version.readiness.all()),
        is_hidden=is_hidden,
        hands=sum(not one.inherited for one in version.authors.all()),
    )
