"""Reads an answer's family: its versions, what it was forked from, what grew from it; each with the lane it is drawn in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.responses.drawing import Drawing, Spot, laid_out
from groundswell.responses.models import Hand, Proposal, Response, Version, VersionAuthor
from groundswell.responses.policies import versions_visible_to

MOST, LANES = 120, 6
# Everything that is joined to it by a fork or a merge, either way (an unpublished fork has no version and so no row).
_JOINED = """
WITH RECURSIVE family AS (
    SELECT %s::uuid AS id
    UNION
    SELECT near.id FROM family
    CROSS JOIN LATERAL (
        SELECT version.response_id AS id FROM responses_response response
        JOIN responses_version version ON version.id = response.forked_from_id WHERE response.id = family.id
        UNION ALL
        SELECT grown.id FROM responses_version version
        JOIN responses_response grown ON grown.forked_from_id = version.id WHERE version.response_id = family.id
        UNION ALL
        SELECT version.response_id FROM responses_proposal merge
        JOIN responses_version version ON version.id = merge.source_id
        WHERE merge.response_id = family.id AND merge.version_id IS NOT NULL
        UNION ALL
        SELECT merge.response_id FROM responses_version version
        JOIN responses_proposal merge ON merge.source_id = version.id
        WHERE version.response_id = family.id AND merge.version_id IS NOT NULL
    ) near
)
"""
_VERSIONS = """SELECT version.id FROM family JOIN responses_version version ON version.response_id = family.id
ORDER BY version.published_at, version.id LIMIT %s"""
_FAMILY = f"{_JOINED}{_VERSIONS}"
_HANDS = """
WITH RECURSIVE source AS (
    SELECT response_id AS id, number AS upto FROM responses_version WHERE id = %(version)s
    UNION
    SELECT near.id, near.upto FROM source
    CROSS JOIN LATERAL (
        SELECT version.response_id AS id, version.number AS upto FROM responses_response response
        JOIN responses_version version ON version.id = response.forked_from_id WHERE response.id = source.id
        UNION ALL
        SELECT version.response_id, version.number FROM responses_proposal merge
        JOIN responses_version version ON version.id = merge.source_id
        JOIN responses_version made ON made.id = merge.version_id
        WHERE merge.response_id = source.id AND made.number <= source.upto
    ) near
), grown AS (
    SELECT response_id AS id FROM responses_version WHERE id = %(version)s
    UNION
    SELECT near.id FROM grown
    CROSS JOIN LATERAL (
        SELECT fork.id FROM responses_version version
        JOIN responses_response fork ON fork.forked_from_id = version.id WHERE version.response_id = grown.id
        UNION ALL
        SELECT merge.response_id FROM responses_version version
        JOIN responses_proposal merge ON merge.source_id = version.id
        WHERE version.response_id = grown.id AND merge.version_id IS NOT NULL
    ) near
)
SELECT id FROM source UNION SELECT id FROM grown
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the family, as the drawing takes it."""

    version: Version
    lane: int
    source: int | None  # the lane its words came from
    merged: int | None  # the lane of the answer that was merged into it
    merges: Sequence[Version]  # all that were
    is_own: bool  # of the answer whose family is shown
    is_ready: bool
    is_hidden: bool
    hands: int


@dataclass(frozen=True, slots=True)
class Family:
    """The steps of the list, the oldest first, the versions for which it had no lane left, and the drawing of all."""

    steps: Sequence[Step]
    others: Sequence[Version]
    drawing: Drawing
    named: Mapping[uuid.UUID, Version]  # by the ids in the drawing
    hidden: Mapping[uuid.UUID, object]
    newest: uuid.UUID | None  # of the answer whose family is shown


def family_of(response: Response, actor: Actor) -> Family:
    """Return where an answer's words came from and what grew from them: six queries, however large the family."""
    versions = _versions(response.pk, actor)
    lanes = _lanes(response, versions)
    covered = hidden(one.pk for one in versions)
    merges = _merges(versions)
    steps = [
        _step(one, response, lanes, one.pk in covered, merges.get(one.pk, [])) for one in versions if one.response_id in lanes
    ]
    others = [one for one in versions if one.response_id not in lanes and one.pk not in covered]
    drawing = laid_out(_spots(versions, merges))
    return Family(steps, others, drawing, {one.pk: one for one in versions}, covered, response.newest_id)


def _spots(versions: Sequence[Version], merges: Mapping[uuid.UUID, Sequence[Version]]) -> list[Spot]:
    """Each version with its parents: the one before it or what its answer was forked from, and all that was merged into it."""
    known = {(one.response_id, one.number): one.pk for one in versions}
    found = []
    for one in versions:
        before = known.get((one.response_id, one.number - 1))
        grown = one.response.forked_from_id if one.number == 1 else before
        parents = [*([grown] if grown else []), *(each.pk for each in merges.get(one.pk, ()))]
        found.append(Spot(one.pk, one.response_id, parents))
    return found


def hands_in(version: Version) -> set[uuid.UUID]:
    """Return every member with a hand in a version's answer, what its words came from, or what grew from it: three queries.

    From what it came as far as this version goes, and from there not into what else grew there: else anybody could make
    others its authors, by merging their words with these.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HANDS, {"version": version.pk})
        ids = [row[0] for row in cursor.fetchall()]
    wrote = VersionAuthor.objects.filter(version__response__in=ids, inherited=False).values_list("member_id", flat=True)
    return {*wrote, *Hand.objects.filter(response__in=ids).values_list("member_id", flat=True)}


def _versions(response_id: uuid.UUID, actor: Actor) -> list[Version]:
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, [response_id, MOST])
        ids = [row[0] for row in cursor.fetchall()]
    found = versions_visible_to(actor, Version.objects.filter(pk__in=ids)).select_related("response__forked_from")
    return list(found.prefetch_related("readiness", "authors").order_by("published_at", "pk"))


def _merges(versions: Sequence[Version]) -> dict[uuid.UUID, list[Version]]:
    """Return what was merged into which version."""
    named = {one.pk: one for one in versions}
    pairs = Proposal.objects.filter(version__in=named, source__in=named).values_list("version_id", "source_id")
    found: dict[uuid.UUID, list[Version]] = {}
    for version, source in pairs.distinct().order_by("version_id", "source_id"):
        if version and source:
            found.setdefault(version, []).append(named[source])
    return found


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


def _step(
    version: Version, response: Response, lanes: Mapping[uuid.UUID, int], is_hidden: bool, merges: Sequence[Version]
) -> Step:
    lane, forked = lanes[version.response_id], version.response.forked_from
    source = lanes.get(forked.response_id) if forked is not None and version.number == 1 else lane
    return Step(
        version=version,
        lane=lane,
        source=None if forked is None and version.number == 1 else source,
        merged=next((lanes[one.response_id] for one in merges if lanes.get(one.response_id, lane) != lane), None),
        merges=merges,
        is_own=version.response_id == response.pk,
        is_ready=any(one.ready for one in version.readiness.all()),
        is_hidden=is_hidden,
        hands=sum(not one.inherited for one in version.authors.all()),
    )
