"""What the program does by itself: calls juries, draws them, closes them when their time is over, forgets who sat."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import structlog

from groundswell.campaigns.selectors import campaigns
from groundswell.juries import services
from groundswell.juries.models import Jury
from groundswell.juries.selectors.tending import open_juries, to_be_forgotten
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import periodic
from groundswell.pulse.reading import Row
from groundswell.responses.models import Version

log = structlog.get_logger("groundswell.juries")
CALLING = {"responses.version_challenged", "responses.version_became_ready"}
ERASED = {"people.member_erased"}


def call_juries(row: Row) -> None:
    """Call a jury for what was challenged while ready, became ready while challenged, or was taken down."""
    version_id = uuid.UUID(row.data["version"]) if "version" in row.data else row.subject_id
    version = Version.objects.select_related("response").get(pk=version_id)
    services.call_missing_juries(version=version, actor=machine(row.campaign_id))


def forget_member(row: Row) -> None:
    """Cut the links of somebody who was erased."""
    services.forget_member(member_id=row.subject_id, actor=machine(row.campaign_id))


@periodic("juries.tend", "* * * * *")
def tend_juries() -> None:
    """Do what is due; a minute early or late changes nothing, and twice is once."""
    for campaign_id in campaigns().values_list("pk", flat=True):
        with scope(campaign_id):
            waiting, done = open_juries(), to_be_forgotten()
        for jury in waiting:
            _attempt(campaign_id, jury, tend_jury)
        for jury in done:
            _attempt(campaign_id, jury, _forget)


def tend_jury(jury: Jury, actor: Actor) -> None:
    """Take one jury a step further, if it is due."""
    services.draw_jury(jury=jury, actor=actor)
    services.replace_the_gone(jury=jury, actor=actor)
    services.close_jury(jury=jury, actor=actor)


def _forget(jury: Jury, actor: Actor) -> None:
    services.forget_jurors(jury=jury, actor=actor)


def _attempt(campaign_id: uuid.UUID, jury: Jury, deed: Callable[[Jury, Actor], None]) -> None:
    try:
        with scope(campaign_id):
            deed(jury, machine(campaign_id))
    except Exception:  # one that cannot be tended holds up no other
        log.exception("jury_not_tended", jury=str(jury.pk))
