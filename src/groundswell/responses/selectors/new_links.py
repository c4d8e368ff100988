"""Knows whether the links of an answer wait: whoever published it is new, and nobody whose business it is has looked yet."""

from __future__ import annotations

from groundswell.communities.linking import is_new
from groundswell.communities.models import LogEntry
from groundswell.people.models import Member
from groundswell.responses.models import Adoption, Readiness, Version

SUBJECT = "responses.Version"


def links_wait(version: Version, *, publisher: Member | None = None, is_settled: bool = False) -> bool:
    """Whether the links of a version can be followed later only; no query where ``publisher`` is given and not new.

    ``is_settled``: it is known to be ready, or that a community took it, whose host read it.
    """
    publisher = publisher or version.published_by
    if is_settled or publisher is None or not is_new(publisher):
        return False
    ready = Readiness.objects.filter(version=version, ready=True).exists()
    return not ready and not Adoption.objects.filter(version=version).exists() and not was_let_through(version)


def was_let_through(version: Version) -> bool:
    """Whether somebody who looks after it let its links through: it is a line on the public log."""
    return LogEntry.objects.filter(move=LogEntry.Move.LET_THROUGH, subject_type=SUBJECT, subject_id=version.pk).exists()
