"""Lets the links of somebody new through, in an answer: those who look after it, on their public log."""

from __future__ import annotations

from django.db import transaction

from groundswell.communities.models import LogEntry
from groundswell.communities.policies import can_moderate
from groundswell.communities.services.log import write_line
from groundswell.kit.actor import Actor
from groundswell.kit.errors import allow
from groundswell.pulse.log import record
from groundswell.responses.events import LinksLetThrough
from groundswell.responses.models import Version
from groundswell.responses.selectors.new_links import SUBJECT, was_let_through


@transaction.atomic
def let_links_through(*, version: Version, actor: Actor) -> None:
    """Let the links of a version be followed; pressed twice, it is once on the log."""
    community = version.response.community
    allow(can_moderate(actor, community))
    Version.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    if was_let_through(version):
        return
    about = {"community": community, "subject_type": SUBJECT, "subject_id": version.pk}
    write_line(campaign_id=version.campaign_id, move=LogEntry.Move.LET_THROUGH, actor=actor, **about)
    record(LinksLetThrough(response=version.response_id), actor=actor, subject=version)
