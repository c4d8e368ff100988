"""Puts together what each page of the juries room shows."""

from __future__ import annotations

import uuid
from typing import Any

from groundswell.juries import terms
from groundswell.juries.models import Absence, Jury, Seat
from groundswell.juries.policies import can_appeal, can_choose_hours, visible_to
from groundswell.juries.selectors.eligible import called_as
from groundswell.juries.selectors.hours import choices, hours_now
from groundswell.juries.selectors.shown import JuryPage, juries, juries_of, juries_of_version, jury_at, jury_before, said_too
from groundswell.juries.selectors.timeline import timeline
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.models import Challenge, Version
from groundswell.responses.policies import challenges_visible_to, versions_visible_to
from groundswell.responses.selectors.words import version_shown


def terms_now() -> dict[str, int]:
    """Return the numbers by which juries work in this campaign now, for the page that says how: one query."""
    return {
        "answer": hours_now(),
        "least": terms.HOURS_LEAST,
        "most": terms.HOURS_MOST // 24,
        "step_in": int(terms.STEP_IN_WITHIN.total_seconds() // 3600),
        "deed": int(terms.DEED_WITHIN.total_seconds() // 3600),
        "appeal": terms.APPEAL_WITHIN.days,
        "joined_appeal": terms.JOINED_APPEAL.days,
        "member": terms.MEMBER_FOR.days,
        "new": terms.NEW_AFTER.days,
        "lifted": terms.LIFTED_AFTER.days,
        "appeal_waits": terms.APPEAL_WAITS.days,
    }


def method(actor: Actor) -> dict[str, Any]:
    """Return how juries work here, and what the stewards chose: three queries."""
    return {"terms": terms_now(), "choices": choices(actor), "can_choose": can_choose_hours(actor)}


def method_to_choose(actor: Actor) -> dict[str, Any]:
    """Return the same to those who may choose; for anybody else the page is not here."""
    return method(actor) if can_choose_hours(actor) else not_here()


def record(actor: Actor, *, before: str | None = None) -> dict[str, Any]:
    """Return one page of the public record, and whether this member asked to be left out."""
    found, page = juries(actor, before=before)
    away = actor.member_id is not None and Absence.objects.filter(member_id=actor.member_id).exists()
    told = {"juries": found, "page": page, "first": not before, "away": away}
    return told | {"hours": hours_now(), "can_choose": can_choose_hours(actor)}


def progress_of(challenge_id: uuid.UUID, actor: Actor) -> dict[str, Any]:
    """Return how far a challenge has come."""
    rows = challenges_visible_to(actor, Challenge.objects.filter(pk=challenge_id)).select_related("version__response")
    challenge = rows.first() or not_here()
    told = juries_of(challenge.joined_to_id or challenge_id, actor)
    busy = None if told or challenge.settled_at else jury_before(challenge, actor)
    return {"challenge": challenge, "juries": told, "before": busy, "moments": timeline(challenge, told)}


def line_of(version_id: uuid.UUID, actor: Actor) -> dict[str, Any]:
    """Return the juries on one version, for its answer's page."""
    version = versions_visible_to(actor, Version.objects.filter(pk=version_id)).first() or not_here()
    return {"version_id": version_id, "response_id": version.response_id, "juries": juries_of_version(version_id, actor)}


def case_of(seat: Seat, actor: Actor) -> dict[str, Any]:
    """Return what a juror reads: the challenge, the answer to it, an appeal's reason; the text while they have to decide on it.

    It may have been taken down: who left the seat, or has decided, reads it no more than anybody else.
    """
    challenge = seat.jury.challenge
    decides = seat.left_at is None and seat.jury.state == "sits"
    words = version_shown(challenge.version) if decides else None
    too = said_too([challenge.pk])
    return {"seat": seat, "jury": seat.jury, "challenge": challenge, "words": words, "too": too}


def jury_for_appeal(jury_id: uuid.UUID, actor: Actor) -> JuryPage:
    """Return a jury for either side of its challenge; for anybody else the page is not here."""
    page = jury_at(jury_id, actor)
    return page if can_appeal(actor, page.told.jury) else not_here()


def draw_of(jury_id: uuid.UUID, actor: Actor) -> dict[str, Any]:
    """Return everything that is needed to repeat a draw; nothing of it names anybody."""
    jury = visible_to(actor, Jury.objects.filter(pk=jury_id)).first() or not_here()
    seats = list(jury.seats.order_by("stepped_in", "seated_at", "label").values_list("label", "stepped_in"))
    return {
        "challenge": str(jury.challenge_id),
        "size": jury.size,
        "could_be_drawn": jury.found,
        "pool": jury.pool,
        "digest": jury.digest,
        "deed": jury.deed,
        "seed": jury.seed,
        "called": called_as(jury),
        "drawn": [label for label, stepped_in in seats if not stepped_in],
        "stepped_in": [label for label, stepped_in in seats if stepped_in],
    }
