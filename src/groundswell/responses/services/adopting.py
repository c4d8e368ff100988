"""Adopts ready versions for communities, as they are or in the community's own words, and lets them go again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.models import Community
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.kit.text import passage
from groundswell.pulse.log import record
from groundswell.responses.content import BODY
from groundswell.responses.events import AdoptionEnded, VersionAdopted
from groundswell.responses.models import Adoption, Readiness, Version
from groundswell.responses.policies import can_adopt_version


@transaction.atomic
def adopt_version(*, version: Version, community: Community, words: str = "", actor: Actor) -> Adoption:
    """Take a ready version for a community; an earlier version of the same answer is let go in the same deed."""
    allow(can_adopt_version(actor, community))
    words = passage(words, limit=BODY, field="words")
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)  # two hosts who press at once adopt once
    using = Adoption.objects.filter(community=community, version__response=version.response_id, ended_at=None).first()
    if using is not None and (using.version_id, using.words) == (version.pk, words):
        return using
    if hidden([version.pk]):
        raise Refused(_("This version was hidden by those who look after it, so it cannot be adopted."))
    if not Readiness.objects.filter(version=version, ready=True).exists():
        raise Refused(_("This version is not ready yet. A community can adopt it once communities that differ agree on it."))
    if using is not None:
        using.ended_at = now()
        using.save(update_fields=["ended_at"])
    adoption = Adoption.objects.create(
        campaign_id=version.campaign_id,
        version=version,
        community=community,
        words=words,
        adopted_by_id=actor.member_id,
        adopted_at=now(),
    )
    event = VersionAdopted(
        response=version.response_id,
        story=version.response.story_id,
        version=version.pk,
        community=community.pk,
        in_own_words=bool(words),
        instead_of=using.pk if using else None,
    )
    record(event, actor=actor, subject=adoption)
    return adoption


@transaction.atomic
def end_adoption(*, adoption: Adoption, actor: Actor) -> Adoption:
    """Let an adopted answer go; ended twice is ended once."""
    allow(can_adopt_version(actor, adoption.community))
    adoption = Adoption.objects.select_for_update(of=("self",)).select_related("version__response").get(pk=adoption.pk)
    if adoption.ended_at is not None:
        return adoption
    adoption.ended_at = now()
    adoption.save(update_fields=["ended_at"])
    response = adoption.version.response
    event = AdoptionEnded(
        response=response.pk, story=response.story_id, version=adoption.version_id, community=adoption.community_id
    )
    record(event, actor=actor, subject=adoption)
    return adoption
