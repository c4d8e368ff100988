"""Sends what is due as soon as it is there, makes digests each minute, and sweeps what is old."""

from __future__ import annotations

import uuid

from groundswell.campaigns.selectors import campaigns
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import enqueue, periodic, task
from groundswell.notify.alerts import TELL_MEMBERS
from groundswell.notify.models import Delivery
from groundswell.notify.neighbours import tell_members
from groundswell.notify.selectors.notices import push_waits
from groundswell.notify.sending import send_mails_due, send_pushes_due
from groundswell.notify.services.asking import ask_readers
from groundswell.notify.services.communities import READY_FOR_THREADS, make_ready_for_threads
from groundswell.notify.services.digesting import make_digest
from groundswell.notify.services.forgetting import sweep
from groundswell.notify.services.telling import JOBS
from groundswell.responses.selectors.wanting import wanting


@task(JOBS[Delivery.Channel.MAIL], scoped=False)
def send(campaign_id: uuid.UUID) -> None:
    """Send the mails that go out at once: one job for however many it is for; digests are left to ``tend``."""
    send_mails_due(campaign_id, digests=False)


@task(JOBS[Delivery.Channel.PUSH], scoped=False)
def push(campaign_id: uuid.UUID) -> None:
    """Send what is due for devices: a job of its own, so that no mail waits for a slow push service."""
    send_pushes_due(campaign_id)


@task(TELL_MEMBERS, scoped=False)
def tell_members_of(campaign_id: uuid.UUID, story_id: str) -> None:
    """Tell the members of the communities that a story touches."""
    tell_members(campaign_id=campaign_id, story_id=uuid.UUID(story_id))


@task(READY_FOR_THREADS, scoped=False)
def make_ready(campaign_id: uuid.UUID, community_id: str) -> None:
    """Let everyone in a community have a digest, some at a time, now that there is something to read."""
    fresh = 1
    while fresh:
        with scope(campaign_id):
            campaign, actor = campaigns().get(pk=campaign_id), machine(campaign_id)
            fresh = make_ready_for_threads(campaign=campaign, community_id=uuid.UUID(community_id), actor=actor)


@periodic("notify.tend", "* * * * *", alone=True)
def tend() -> None:
    """Make the digests that are due, and send what waited: for the quiet to end, for the mail server to come back.

    Some are made and sent, then the next: of 24,000 the first does not wait for the last.
    """
    for campaign_id in campaigns().values_list("pk", flat=True):
        looked = 1
        while looked:
            with scope(campaign_id):
                looked = make_digest(campaign=campaigns().get(pk=campaign_id), actor=machine(campaign_id))
            send_mails_due(campaign_id)
        with scope(campaign_id):
            if push_waits(campaign_id):
                enqueue(JOBS[Delivery.Channel.PUSH], campaign_id=campaign_id)


@periodic("notify.ask_readers", "*/20 * * * *")
def ask() -> None:
    """Ask some of those whose view an answer lacks, nobody more often than they chose."""
    for campaign_id in campaigns().values_list("pk", flat=True):
        campaign = campaigns().get(pk=campaign_id)
        with scope(campaign_id):
            waiting = wanting()
        for one in waiting:  # a transaction each: none of them keeps the pulse's readers waiting
            with scope(campaign_id):
                ask_readers(campaign=campaign, wanting=one, actor=machine(campaign_id))


@periodic("notify.sweep", "53 3 * * *")
def sweep_old() -> None:
    """Let go of what nobody looks at any more."""
    for campaign_id in campaigns().values_list("pk", flat=True):
        with scope(campaign_id):
            sweep(actor=machine(campaign_id))
