"""Reads what a merge needs: the newest version both sides grew from, the two texts joined, where words could go."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.errors import Refused, not_here
from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.content_merge import Merge, merge_contents
from groundswell.responses.models import Proposal, Rating, Response, Version, VersionAuthor, WorkingCopy
from groundswell.responses.policies import can_write, proposals_visible_to, visible_to
from groundswell.responses.selectors.difference import Change
from groundswell.responses.selectors.words import words_of_copy, words_of_version
from groundswell.responses.wording import compared

MOST_TARGETS = 30
# A version grew from the one before it, from the one its answer was forked from, and from all that was merged into it.
_ANCESTORS = """
WITH RECURSIVE up AS (
    SELECT unnest(%s::uuid[]) AS id
    UNION
    SELECT parent.id FROM up
    JOIN responses_version version ON version.id = up.id
    CROSS JOIN LATERAL (
        SELECT before.id FROM responses_version before
        WHERE before.response_id = version.response_id AND before.number = version.number - 1
        UNION ALL
        SELECT grown.forked_from_id FROM responses_response grown
        WHERE grown.id = version.response_id AND version.number = 1 AND grown.forked_from_id IS NOT NULL
        UNION ALL
        SELECT merge.source_id FROM responses_proposal merge
        WHERE merge.version_id = version.id AND merge.source_id IS NOT NULL
    ) parent
)
SELECT id FROM up
"""


@dataclass(frozen=True, slots=True)
class Target:
    """An answer into which a version's words could go."""

    response: Response
    title: str
    is_own: bool


def merge_with(copy: WorkingCopy, version: Version) -> Merge:
    """Return a draft joined with a version."""
    return _merge(_grown_from(copy.response), words_of_copy(copy), version)


def merge_at_once(response: Response, version: Version) -> Merge:
    """Return an answer's newest version joined with another version."""
    if response.newest is None:
        not_here()
    return _merge([response.newest_id], words_of_version(response.newest), version)


def merge_proposed(copy: WorkingCopy, proposal: Proposal) -> Merge:
    """Return a draft joined with what was proposed to it, wherever the draft has gone since."""
    return merge_contents(base_of(proposal), words_of_copy(copy), words_of_proposal(proposal))


def base_of(proposal: Proposal) -> Content:
    """Return the text that something was proposed against."""
    if proposal.base is not None:
        return _content(proposal.base)
    return words_of_version(proposal.onto) if proposal.onto else Content()


def words_of_proposal(proposal: Proposal) -> Content:
    """Return how the answer would read."""
    return _content(proposal.content)


def _content(said: dict[str, Any]) -> Content:
    return Content(
        title=said["title"],
        summary=said["summary"],
        body=said["body"],
        pillars=tuple(Serves(**one) for one in said["pillars"]),
        sources=tuple(Source(**one) for one in said["sources"]),
    )


def targets_of(version: Version, actor: Actor) -> list[Target]:
    """Return where a version's words could go: what the actor writes, what it grew from, what answers the same."""
    response = version.response
    family = Q(pk__in=Version.objects.filter(pk=response.forked_from_id).values("response")) | Q(forked_from__response=response)
    story, question = response.story_id, response.question_id
    family |= Q(story=story) if story else Q(question=question) if question else Q(pk__in=[])
    near = visible_to(actor, Response.objects.filter(family).exclude(pk=response.pk))
    found = near.select_related("newest").prefetch_related("working_copies").order_by("-started_at")[:MOST_TARGETS]
    targets = [_target(one, actor) for one in found]
    return sorted(targets, key=lambda one: not one.is_own)


def target_at(response_id: uuid.UUID, version: Version, actor: Actor) -> Response:
    """Return an answer into which a version's words may go."""
    response = next((one.response for one in targets_of(version, actor) if one.response.pk == response_id), None)
    return response or not_here()


def proposal_at(proposal_id: uuid.UUID, actor: Actor) -> Proposal:
    """Return a proposal to whoever made it or decides it."""
    found = proposals_visible_to(actor, Proposal.objects.filter(pk=proposal_id))
    return (
        found.select_related(
            "response__newest", "source__response", "onto", "proposed_by__person", "decided_by__person", "version"
        ).first()
        or not_here()
    )


def changes_proposed(proposal: Proposal) -> list[Change]:
    """Return what a proposal changes in the text it was written against, without the parts it leaves alone."""
    return changes_between(base_of(proposal), words_of_proposal(proposal))


def changes_between(before: Content, after: Content) -> list[Change]:
    """Return what differs in two answers, without the parts that are the same."""
    parts = [
        Change(_("Title"), compared(before.title, after.title)),
        Change(_("The answer in one sentence"), compared(before.summary, after.summary)),
        Change(_("More"), compared(before.body, after.body)),
        Change(_("Pillars"), compared(_listed(before.pillars), _listed(after.pillars))),
        Change(_("Sources"), compared(_cited(before.sources), _cited(after.sources))),
    ]
    return [one for one in parts if one.is_change]


def waiting_for(response_id: uuid.UUID, actor: Actor) -> Sequence[Proposal]:
    """Return what is proposed to an answer and was not decided, the oldest first."""
    waiting = proposals_visible_to(actor, Proposal.objects.filter(response=response_id, state=Proposal.State.OPEN))
    return list(waiting.select_related("proposed_by__person", "source", "onto").order_by("proposed_at"))


def decided_on(response_id: uuid.UUID, proposal_id: uuid.UUID, actor: Actor) -> Proposal | None:
    """Return a proposal to an answer that was taken or declined."""
    found = proposals_visible_to(actor, Proposal.objects.filter(response=response_id, pk=proposal_id))
    return found.exclude(state=Proposal.State.OPEN).select_related("proposed_by__person").first()


def merged_into(version: Version) -> Sequence[Version]:
    """Return the versions whose words were merged into this one: its parents beside the version before it."""
    return list(Version.objects.filter(brought__version=version).select_related("response").distinct().order_by("pk"))


def supporters_of_parents(version: Version, source_id: uuid.UUID) -> set[uuid.UUID]:
    """Return who found a parent of a merged version helpful by their last word on it, and can say again: three queries."""
    source = Version.objects.filter(pk=source_id).values_list("response_id", "number").first()
    if source is None:
        return set()
    of_source = Q(version__response=source[0], version__number__lte=source[1])
    of_before = Q(version__response=version.response_id, version__number__lt=version.number)
    last: dict[tuple[uuid.UUID, uuid.UUID], str] = {}
    said = Rating.objects.filter(of_source | of_before).order_by("version__number", "rated_at")
    for member, answer, value in said.values_list("member_id", "version__response_id", "value"):
        last[member, answer] = value
    found = {member for (member, _answer), value in last.items() if value == Rating.Value.HELPFUL}
    done = Rating.objects.filter(version=version).values_list("member_id", flat=True)
    wrote = VersionAuthor.objects.filter(version=version).values_list("member_id", flat=True)
    return found - set(done.union(wrote))


def said_of_parents(version: Version, actor: Actor, *, most: int = 3) -> Sequence[Rating]:
    """Return what a member said of the texts that were merged into a version: their old word, which stays there. One query."""
    if actor.member_id is None:
        return []
    merged = Proposal.objects.filter(version=version, source__isnull=False)
    earlier = Q(version__response__in=merged.values("source__response"))
    before = Q(version__response=version.response_id, version__number__lt=version.number)
    own = Rating.objects.filter(earlier | before, Exists(merged), member_id=actor.member_id).exclude(version=version)
    return list(own.select_related("version").order_by("-rated_at")[:most])


def _listed(pillars: Iterable[Serves]) -> str:
    return "\n".join(f"{one.pillar}: {one.why}" for one in pillars)


def _cited(sources: Iterable[Source]) -> str:
    return "\n".join(f"{one.title} ({one.url})" for one in sources)


def _target(response: Response, actor: Actor) -> Target:
    is_own = can_write(actor, response)
    draft = next(iter(response.working_copies.all()), None)
    title = response.newest.title if response.newest else (draft.title if draft else "")
    return Target(response, title, is_own)


def _grown_from(response: Response) -> list[uuid.UUID]:
    """Return the parents of an answer's draft: its newest version or what it was forked from, and what it took since."""
    before = response.newest_id or response.forked_from_id
    taken = Proposal.objects.filter(response=response, state=Proposal.State.TAKEN, version=None, source__isnull=False)
    return [*([before] if before else []), *taken.values_list("source_id", flat=True)]


def _merge(ours: Sequence[uuid.UUID | None], words: Content, version: Version) -> Merge:
    here, there = _ancestors([one for one in ours if one]), _ancestors([version.pk])
    if version.pk in here:
        raise Refused(_("Its words are in this answer already."))
    common = Version.objects.filter(pk__in=here & there).order_by("-published_at", "-pk").first()
    return merge_contents(words_of_version(common) if common else Content(), words, words_of_version(version))


def _ancestors(versions: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_ANCESTORS, [list(versions)])
        return {row[0] for row in cursor.fetchall()}
