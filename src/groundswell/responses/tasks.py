"""What happens after a deed: readiness is worked out anew when a version is published or rated; drafts go with their people."""

from __future__ import annotations

from groundswell.campaigns.selectors import campaigns
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import periodic
from groundswell.pulse.reading import Row
from groundswell.responses.models import Version
from groundswell.responses.selectors.judging import to_look_at_again
from groundswell.responses.services.corresponding import forget_letters
from groundswell.responses.services.earning import forget_earned
from groundswell.responses.services.forgetting import forget_drafts
from groundswell.responses.services.readiness import compute_readiness


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
