"""Reads everything the page of one answer shows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.communities.models import Community, Hiding
from groundswell.communities.policies import can_moderate
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.ids import uuid7
from groundswell.responses.models import Adoption, Challenge, KeptApart, Rating, Response, Variant, Version, VersionAuthor
from groundswell.responses.policies import adoptions_visible_to, can_fork_version, can_take_down_version, can_write
from groundswell.responses.selectors.alike import apart_from
from groundswell.responses.selectors.challenging import challenges_of
from groundswell.responses.selectors.earned import tags_beside
from groundswell.responses.selectors.judging import (
    Counts,
    Explained,
    counts_of,
    explained,
    is_closed,
    own_rating,
    reasons_for,
)
from groundswell.responses.selectors.languages import said_in_others
from groundswell.responses.selectors.marks import Mark, marks_of
from groundswell.responses.selectors.merging import merged_into, said_of_parents
from groundswell.responses.selectors.new_links import links_wait
from groundswell.responses.selectors.raters import has_to_do_more
from groundswell.responses.selectors.saying import Saying, saying
from groundswell.responses.selectors.words import Shown, version_shown


@dataclass(frozen=True, slots=True)
class Judged:
    """What readers think of a version, and what this reader said."""

    version: Version
    counts: Counts
    own: Rating | None
    reasons: Sequence[Rating]
    wrote_it: bool
    hidden: Hiding | None = None
    is_closed: bool = False  # a newer one is out, it is not ready, and nobody speaks with it: what one says moves nothing
    must_do_more: bool = False  # the reader is new here, and what they said counts once they have done something else
    before: Sequence[Rating] = ()  # what this reader said of the texts that were joined in it, while they have yet to say again


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One version of an answer, and everything around it."""

    response: Response
    version: Version
    versions: Sequence[Version]
    authors: Sequence[VersionAuthor]
    words: Shown
    readiness: Explained
    judged: Judged
    saying: Saying
    others: Sequence[Variant]  # the whole of it in other languages
    challenges: Sequence[Challenge]
    adoptions: Sequence[Adoption]
    forks: Sequence[Version]
    merges: Sequence[Version]  # whose words were merged into this version
    apart: Sequence[tuple[KeptApart, Response]]  # what somebody said it is not the same as
    hosting: Sequence[Community]  # whose hosts the reader is one of
    can_write: bool
    can_fork: bool
    can_take_down: bool
    links_wait: bool  # whoever published it is new, and nobody whose business it is looked at its links
    can_let_through: bool
    hidden: Mapping[uuid.UUID, Hiding]  # what of all this a host hid, by id
    mark: Mark | None  # what stands against this version
    earned: Mapping[uuid.UUID, Sequence[str]]  # what stands beside the names of writers who chose so
    fork_key: uuid.UUID  # made here, so that a form sent twice forks once

    @property
    def is_newest(self) -> bool:
        """Whether this is the version the authors stand by now."""
        return self.version.pk == self.response.newest_id

    @property
    def wrote(self) -> Sequence[VersionAuthor]:
        """Those who wrote here."""
        return [one for one in self.authors if not one.inherited]

    @property
    def shares(self) -> Sequence[tuple[VersionAuthor, int]]:
        """Those who wrote here and how many of a hundred words are theirs, most first; nothing where it was not noted."""
        if any(one.words is None for one in self.wrote):
            return []
        said = f"{self.version.title} {self.version.summary} {self.version.body}".split()
        return sorted(((one, round(100 * (one.words or 0) / len(said))) for one in self.wrote), key=lambda one: -one[1])

    @property
    def inherited(self) -> Sequence[VersionAuthor]:
        """Those whose words it grew from."""
        return [one for one in self.authors if one.inherited]

    @property
    def ready_before(self) -> Version | None:
        """The newest earlier version that is ready, when this one is not."""
        if self.readiness.ready:
            return None
        earlier = (one for one in self.versions if one.number < self.version.number)
        return next((one for one in earlier if any(verdict.ready for verdict in one.readiness.all())), None)

    @property
    def challenged(self) -> Sequence[Challenge]:
        """What is open against this version."""
        return [one for one in self.challenges if one.version_id == self.version.pk and one.settled_at is None]

    @property
    def other_challenges(self) -> Sequence[Challenge]:
        """What was settled, and what is open against its other versions."""
        return [one for one in self.challenges if one not in self.challenged]

    @property
    def covered(self) -> Hiding | None:
        """Why this version is hidden, when it is."""
        return self.hidden.get(self.version.pk)

    @property
    def could_adopt(self) -> Sequence[Community]:
        """Communities for which the reader could take this version now."""
        if not self.readiness.ready or self.version.pk in self.hidden:
            return []
        taken = {one.community_id for one in self.adoptions if one.version_id == self.version.pk}
        return [one for one in self.hosting if one.pk not in taken]


def answer_page(response: Response, version: Version, line: float, actor: Actor) -> AnswerPage:
    """Return the page of ``version``; the number of queries does not grow with readers, versions or adoptions."""
    version.response = response  # not read again by whatever asks for it
    versions = list(response.versions.prefetch_related("readiness").order_by("-number"))
    verdicts = {one.pk: next(iter(one.readiness.all()), None) for one in versions}
    authors = list(version.authors.select_related("member__person").order_by("pk"))
    adoptions = adoptions_of(response, actor)
    covered = hidden([version.pk, *(one.pk for one in adoptions)])
    wrote_it = any(one.member_id == actor.member_id for one in authors)
    merges = merged_into(version)
    publisher = next((one.member for one in authors if one.member_id == version.published_by_id), None)
    verdict = verdicts[version.pk]
    is_settled = (verdict is not None and verdict.ready) or any(one.version_id == version.pk for one in adoptions)
    waits = links_wait(version, publisher=publisher, is_settled=is_settled)
    return AnswerPage(
        response=response,
        version=version,
        versions=versions,
        authors=authors,
        words=version_shown(version),
        readiness=explained(verdicts[version.pk], line),
        judged=judged(version, actor, wrote_it=wrote_it, covered=covered, is_joined=bool(merges)),
        challenges=challenges_of(response, actor),
        saying=saying(response, version, "", actor),
        others=said_in_others(version, actor),
        adoptions=adoptions,
        forks=forks_of(response),
        merges=merges,
        apart=apart_from(response, actor),
        hosting=list(hosted_by(actor)),
        can_write=can_write(actor, response),
        can_fork=can_fork_version(actor, version),
        can_take_down=can_take_down_version(actor, version),
        links_wait=waits,
        can_let_through=waits and can_moderate(actor, response.community),
        hidden=covered,
        mark=marks_of([version.pk]).get(version.pk),
        earned=tags_beside([one.member_id for one in authors], actor) if actor.is_member else {},
        fork_key=uuid7(),
    )


def judged(
    version: Version,
    actor: Actor,
    *,
    wrote_it: bool | None = None,
    covered: Mapping[uuid.UUID, Hiding] | None = None,
    is_joined: bool = True,
) -> Judged:
    """Return what readers think of a version; reasons that a host hid are left out."""
    if wrote_it is None:
        wrote_it = actor.member_id is not None and version.authors.filter(member_id=actor.member_id).exists()
    reasons = reasons_for(version, actor)
    covered = {**(hidden([version.pk]) if covered is None else covered), **hidden(one.pk for one in reasons)}
    own = own_rating(version, actor)
    return Judged(
        version=version,
        counts=counts_of(version),
        own=own,
        before=() if own or wrote_it or not is_joined else said_of_parents(version, actor),
        reasons=[one for one in reasons if one.pk not in covered],
        wrote_it=wrote_it,
        hidden=covered.get(version.pk),
        is_closed=is_closed(version),
        must_do_more=own is not None and has_to_do_more(own.member_id),
    )


def adoptions_of(response: Response, actor: Actor) -> list[Adoption]:
    """Return who speaks with an answer now, in any of its versions, the latest first."""
    found = adoptions_visible_to(actor, Adoption.objects.filter(version__response=response, ended_at=None))
    return list(found.select_related("community", "version").order_by("-adopted_at"))


def forks_of(response: Response, *, most: int = 20) -> list[Version]:
    """Return the newest published versions of the answers that grew from this one."""
    grown = Version.objects.filter(response__forked_from__response=response, response__newest__isnull=False)
    return list(grown.order_by("response_id", "-number").distinct("response_id")[:most])


def hosted_by(actor: Actor) -> QuerySet[Community]:
    """Return the communities the actor hosts, by name."""
    ids = [role.thing_id for role in actor.roles if (role.name, role.thing) == ("host", "community")]
    return Community.objects.filter(pk__in=ids).order_by("name") if ids else Community.objects.none()
