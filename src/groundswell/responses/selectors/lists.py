"""Reads lists of answers: what needs a reader, what is ready, what became of it, what one is writing."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from groundswell.communities.models import Hiding
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.pagination import Page, newest_first
from groundswell.responses.models import Adoption, Challenge, Rating, Readiness, Response, Version, VersionAuthor, WorkingCopy
from groundswell.responses.policies import visible_to, working_copies_visible_to
from groundswell.responses.selectors.marks import Mark, marks_of


@dataclass(frozen=True, slots=True)
class Line:
    """An answer in a list: its newest words and how far it has come."""

    response: Response
    version: Version
    ready: Version | None  # the newest version that is ready, which may be an earlier one
    ready_since: datetime | None
    readers: int
    adopted_by: Sequence[str]
    mark: Mark | None  # what stands against its newest version
    mark_of_ready: Mark | None  # against the earlier one that is ready, where it is another
    hidden: Hiding | None  # a host hid its newest version, with this reason
    lacks: frozenset[str]  # ids of the communities whose readers it lacks by name


def published(actor: Actor) -> QuerySet[Response]:
    """Return the answers anyone can read, with what a list shows of each."""
    found = visible_to(actor, Response.objects.filter(newest__isnull=False))
    return found.select_related("newest", "story", "question")


def needing_readers(actor: Actor) -> QuerySet[Response]:
    """Return answers whose newest version is not ready; for a member, those they have neither written on nor rated."""
    unfit = Challenge.objects.filter(version=OuterRef("newest"), verdict=Challenge.Verdict.UNREADY)  # no rating helps it
    found = published(actor).filter(~Exists(Readiness.objects.filter(version=OuterRef("newest"), ready=True)), ~Exists(unfit))
    if actor.is_member:
        mine = {"version": OuterRef("newest"), "member": actor.member_id}
        found = found.filter(~Exists(Rating.objects.filter(**mine)), ~Exists(VersionAuthor.objects.filter(**mine)))
    return found


def ready_answers(actor: Actor) -> QuerySet[Response]:
    """Return answers of which some version is ready."""
    return published(actor).filter(Exists(Readiness.objects.filter(version__response=OuterRef("pk"), ready=True)))


def adopted_answers(actor: Actor) -> QuerySet[Response]:
    """Return answers that a community speaks with now."""
    return published(actor).filter(Exists(Adoption.objects.filter(version__response=OuterRef("pk"), ended_at=None)))


LISTS: Mapping[str, Callable[[Actor], QuerySet[Response]]] = {
    "needs": needing_readers,
    "ready": ready_answers,
    "adopted": adopted_answers,
    "all": published,
}


def answers(show: str, actor: Actor, *, before: str | None = None) -> tuple[Sequence[Line], Page[Response]]:
    """Return one page of a list: five queries, however long it is."""
    page = newest_first(LISTS[show](actor), before=before, size=20)
    return lines(page.rows), page


def drafts(actor: Actor) -> Sequence[WorkingCopy]:
    """Return what the actor is writing and has never published, the last touched first."""
    if not actor.is_member:
        return []
    found = working_copies_visible_to(actor, WorkingCopy.objects.filter(response__newest=None))
    return list(found.select_related("response__story").order_by("-changed_at")[:50])


def lines(responses: Iterable[Response]) -> list[Line]:
    """Return published answers as lines of a list: four queries for all of them."""
    found = list(responses)
    verdicts, adopters = _verdicts(found), _adopters(found)
    covered = hidden(one.newest_id for one in found if one.newest_id)
    ready = [one.version_id for each in verdicts.values() for one in each if one.ready]
    marks = marks_of([*ready, *(one.newest_id for one in found if one.newest_id)])
    return [_line(one, verdicts[one.pk], adopters[one.pk], covered, marks) for one in found]


def _line(
    response: Response,
    verdicts: Sequence[Readiness],
    adopters: Sequence[str],
    covered: Mapping[uuid.UUID, Hiding],
    marks: Mapping[uuid.UUID, Mark],
) -> Line:
    assert response.newest is not None
    ready = next((one for one in verdicts if one.ready), None)
    of_newest = next((one for one in verdicts if one.version_id == response.newest_id), None)
    return Line(
        response=response,
        version=response.newest,
        ready=ready.version if ready else None,
        ready_since=ready.ready_since if ready else None,
        readers=of_newest.report["raters"] if of_newest else 0,
        adopted_by=adopters,
        mark=marks.get(response.newest.pk),
        mark_of_ready=marks.get(ready.version_id) if ready and ready.version_id != response.newest_id else None,
        hidden=covered.get(response.newest.pk),
        lacks=frozenset(one[1] for one in of_newest.report["missing"] if one[1]) if of_newest else frozenset(),
    )


def _verdicts(responses: Sequence[Response]) -> Mapping[uuid.UUID, list[Readiness]]:
    """The verdicts on all versions of these answers, the newest version's first."""
    found: dict[uuid.UUID, list[Readiness]] = defaultdict(list)
    rows = Readiness.objects.filter(version__response__in=responses).select_related("version")
    for one in rows.order_by("-version__number"):
        found[one.version.response_id].append(one)
    return found


def _adopters(responses: Sequence[Response]) -> Mapping[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = Adoption.objects.filter(version__response__in=responses, ended_at=None).select_related("version", "community")
    for one in rows.order_by("adopted_at"):
        found[one.version.response_id].append(one.community.name)
    return found
