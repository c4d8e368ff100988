"""What happens after a deed: readiness is worked out anew, sources are looked at, drafts go with their people."""

from __future__ import annotations

import uuid

from groundswell.campaigns.selectors import campaigns
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import periodic, task
from groundswell.pulse.reading import Row
from groundswell.responses.models import SourcePage, Version
from groundswell.responses.selectors.judging import to_look_at_again
from groundswell.responses.services.corresponding import forget_letters
from groundswell.responses.services.earning import forget_earned
from groundswell.responses.services.forgetting import forget_drafts
from groundswell.responses.services.readiness import compute_readiness
from groundswell.responses.services.sourcing import FOR_GOOD, LOOK, Read, ask_again, note_source
from groundswell.wire.tasks import look


def update_readiness(row: Row) -> None:
    """Work out the readiness of the version that ``row`` is about; a hundred ratings in a batch cost one reckoning."""
    version = Version.objects.select_related("response").get(pk=row.subject_id)
    compute_readiness(version=version, actor=machine(row.campaign_id), cause=row.seq)


@periodic("responses.look_again", "17 * * * *")
def look_again() -> None:
    """Judge again what waits for somebody to do more, or came in together: time alone may have changed it."""
    for campaign in campaigns():
        with scope(campaign.pk):
            for version in to_look_at_again():
                compute_readiness(version=version, actor=machine(campaign.pk))


def forget_member(row: Row) -> None:
    """Take away the drafts and the letters of somebody who was erased."""
    forget_drafts(member_id=row.subject_id, actor=machine(row.campaign_id))
    forget_earned(member_id=row.subject_id, actor=machine(row.campaign_id))
    forget_letters(member_id=row.subject_id, actor=machine(row.campaign_id))


@task(LOOK, scoped=False)
def look_at_source(campaign_id: uuid.UUID, *, page: str) -> None:
    """Look at a page that an answer names, with no transaction open meanwhile; what was read, or cannot be, is left."""
    with scope(campaign_id):
        found = SourcePage.objects.filter(pk=page).exclude(state=SourcePage.State.READ).exclude(problem__in=FOR_GOOD).first()
    if found is None:
        return
    seen = look(found.url)
    read = Read(seen.page.title, seen.page.lead) if seen.page else Read(problem=seen.problem)
    with scope(campaign_id):
        note_source(page=found, read=read, actor=machine(campaign_id))


@periodic("responses.look_at_sources_again", "*/10 * * * *")
def look_at_sources_again() -> None:
    """Have those pages looked at again that could not be read and whose time has come."""
    for campaign in campaigns():
        with scope(campaign.pk):
            ask_again(actor=machine(campaign.pk))
