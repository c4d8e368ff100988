"""Publishes versions: what was written becomes words that never change, under a number and a hash of their own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.pulse.log import record
from groundswell.responses.content import Content, lacking
from groundswell.responses.events import VersionPublished
from groundswell.responses.models import Citation, Hand, Proposal, Response, Version, VersionAuthor, VersionPillar, WorkingCopy
from groundswell.responses.policies import can_publish_version
from groundswell.responses.refusals import Stale, Unchanged
from groundswell.responses.selectors.together import together
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services.proposing import name_parents
from groundswell.responses.services.sourcing import name_sources
from groundswell.strategy.models import Pillar


@transaction.atomic
def publish_version(*, response: Response, revision: int, actor: Actor) -> Version:
    """Publish the working copy as its author read it through (at ``revision``); the next version begins from it."""
    allow(can_publish_version(actor, response))
    copy = WorkingCopy.objects.select_for_update().get(response=response)  # two who press at once: one number each
    response.refresh_from_db(fields=["newest"])
    content = words_of_copy(copy)
    pillars = _check(response, copy, content, revision)
    version = _write(response, content, pillars, actor)
    response.newest = version
    response.save(update_fields=["newest"])
    event = VersionPublished(
        response=response.pk, story=response.story_id, number=version.number, content_hash=version.content_hash
    )
    record(event, actor=actor, subject=version)
    name_parents(version=version, actor=actor)
    name_sources(sources=content.sources, actor=actor)
    return version


def _check(response: Response, copy: WorkingCopy, content: Content, revision: int) -> Sequence[Pillar]:
    """Return the pillars it serves; refuse, in words, what cannot be published."""
    before = response.newest or response.forked_from
    if before is not None and before.content_hash == content.hash:
        words = _("These are exactly the words of version %(number)d. Change something, then publish again.")
        raise Unchanged(words % {"number": before.number}, version=before)
    if copy.revision != revision:
        raise Stale(_("Someone saved this answer after you read it through. Read it once more, then publish."), copy=copy)
    pillars = list(Pillar.objects.filter(number__in=[one.pillar for one in content.pillars], state=Pillar.State.RATIFIED))
    for field, words in [*together(response.pk).too_long(), *lacking(content, [one.number for one in pillars])]:
        raise BadInput(words, field=field)
    if len(pillars) < len(content.pillars):
        raise BadInput(_("One of these pillars does not stand any more. Look at the pillars again."), field="pillars")
    return pillars


def _write(response: Response, content: Content, pillars: Sequence[Pillar], actor: Actor) -> Version:
    version = Version.objects.create(
        campaign_id=response.campaign_id,
        response=response,
        number=response.newest.number + 1 if response.newest else 1,
        title=content.title,
        summary=content.summary,
        body=content.body,
        content_hash=content.hash,
        published_by_id=actor.member_id,
        published_at=now(),
    )
    row = {"campaign_id": version.campaign_id, "version": version}
    why = {one.pillar: one.why for one in content.pillars}
    VersionPillar.objects.bulk_create([VersionPillar(**row, pillar=one, why=why[one.number]) for one in pillars])
    cited = enumerate(content.sources, start=1)
    Citation.objects.bulk_create([Citation(**row, number=number, title=one.title, url=one.url) for number, one in cited])
    _name_hands(version)
    return version


def _name_hands(version: Version) -> None:
    """Name everyone who wrote on the answer so far, with how many of its words are theirs, and those it grew from."""
    response = version.response
    wrote = set(Hand.objects.filter(response=response).values_list("member_id", flat=True))
    taken = Proposal.objects.filter(response=response, state=Proposal.State.TAKEN, source__isnull=False)
    before = VersionAuthor.objects.filter(Q(version=response.forked_from_id) | Q(version__in=taken.values("source")))
    grew_from = {author.member_id for author in before} - wrote
    shares = together(response.pk).shares()
    row = {"campaign_id": version.campaign_id, "version": version}
    VersionAuthor.objects.bulk_create(
        VersionAuthor(**row, member_id=member, inherited=member in grew_from, words=shares[member] if shares else None)
        for member in sorted(wrote | grew_from)
    )
