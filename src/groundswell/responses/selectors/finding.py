"""Finds one answer, version, working copy or adoption, and checks in the same step that this actor may see it."""

from __future__ import annotations

import uuid

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.rows import first
from groundswell.responses.models import Adoption, Readiness, Response, Version, WorkingCopy
from groundswell.responses.policies import (
    adoptions_visible_to,
    can_see_version,
    can_take_down_version,
    versions_visible_to,
    visible_to,
    working_copies_visible_to,
)

_TO_RATE = "SELECT id, campaign_id, response_id, number FROM responses_version WHERE response_id = %s AND number = %s"


def response_at(response_id: uuid.UUID, actor: Actor) -> Response:
    """Return an answer with its story, its newest version and what it was forked from."""
    found = visible_to(actor, Response.objects.filter(pk=response_id))
    return found.select_related("story", "question", "newest", "forked_from__response", "community").first() or not_here()


def version_at(response_id: uuid.UUID, number: int, actor: Actor) -> Version:
    """Return one version with its answer and the story: one query."""
    found = versions_visible_to(actor, Version.objects.filter(response=response_id, number=number))
    return found.select_related("response__story").first() or not_here()


def version_to_take_down(response_id: uuid.UUID, number: int, actor: Actor) -> Version:
    """Return one version to those who may take it down; for anybody else it is not here."""
    found = version_at(response_id, number, actor)
    return found if can_take_down_version(actor, found) else not_here()


def version_to_rate(response_id: uuid.UUID, number: int, actor: Actor) -> Version:
    """Return one version with no more than a rating needs: most people ask for nothing else most often."""
    found = first(Version, _TO_RATE, [response_id, number])
    return found if found is not None and can_see_version(actor, found) else not_here()


def working_copy_of(response_id: uuid.UUID, actor: Actor) -> WorkingCopy:
    """Return what is being written, to those who write it."""
    found = working_copies_visible_to(actor, WorkingCopy.objects.filter(response=response_id))
    return (
        found.select_related("response__story", "response__question", "response__newest", "changed_by__person").first()
        or not_here()
    )


def adoption_at(adoption_id: uuid.UUID, actor: Actor) -> Adoption:
    """Return an adoption with its community and version."""
    found = adoptions_visible_to(actor, Adoption.objects.filter(pk=adoption_id))
    return found.select_related("community", "version__response__newest").first() or not_here()


def adoption_of(version: Version, adoption_id: str, actor: Actor) -> Adoption:
    """Return who speaks with exactly this version, by the adoption's id as an address names it; nobody hid their words."""
    try:
        found = adoption_at(uuid.UUID(adoption_id), actor)
    except ValueError:
        not_here()
    return found if found.version_id == version.pk and not hidden([found.pk]) else not_here()


def newest_of(version: Version) -> Version:
    """Return the version its authors stand by now: one query."""
    found = Version.objects.filter(response=version.response_id).order_by("-number").first()
    return found or version


def ready_before(version: Version) -> Version | None:
    """Return the newest earlier version that is ready, when this one is not: two queries at most."""
    if Readiness.objects.filter(version=version, ready=True).exists():
        return None
    earlier = Version.objects.filter(response=version.response_id, number__lt=version.number, readiness__ready=True)
    return earlier.order_by("-number").first()
