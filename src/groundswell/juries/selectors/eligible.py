"""Reads who can be drawn for a jury, who stands behind a label, and from which deed the seed comes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from groundswell.communities.models import Membership
from groundswell.juries.lots import label_of
from groundswell.juries.models import Absence, Jury, Seat
from groundswell.juries.terms import MEMBER_FOR, NEW_AFTER
from groundswell.kit.clock import now
from groundswell.people.models import Member, RoleGrant
from groundswell.pulse.kinds import catalogue
from groundswell.pulse.models import PulseEvent
from groundswell.responses.models import Adoption, Challenge, Proposal, Rating, Variant
from groundswell.responses.selectors.lineage import hands_in

_OWN = "juries."
JURY_CALLED = "juries.jury_called"


def can_be_drawn_for(jury: Jury) -> set[uuid.UUID]:
    """Return who can be drawn for a jury now: members for some days who have no part in it. A dozen queries."""
    return _here(joined_at__lte=_here_since(jury)) - has_part_in(jury.challenge) - _elsewhere(jury.challenge)


def _here_since(jury: Jury) -> datetime:
    """Return since when a juror must be here: days before the challenge, so that nobody joins to be drawn.

    Of a jury that has waited for a week, days before now: it takes those who came since, too.
    """
    has_waited = not jury.size and now() - jury.called_at >= NEW_AFTER
    return (now() if has_waited else jury.challenge.raised_at) - MEMBER_FOR


def can_still_serve(jury: Jury) -> set[uuid.UUID]:
    """Return who has no part in it now; whether they were here in time, the pool says, which was fixed by it."""
    return _here() - has_part_in(jury.challenge) - _elsewhere(jury.challenge)


def _here(**kept: datetime) -> set[uuid.UUID]:
    here = Member.objects.filter(left_at=None, account__isnull=False, **kept)
    return set(here.values_list("pk", flat=True))


def has_part_in(challenge: Challenge) -> set[uuid.UUID]:
    """Return who wrote, might write or proposed words, rated, adopted or challenged the answer, or took a side on an appeal.

    That they might write counts until it was challenged: authors who name their critics authors shut nobody out by it.
    """
    mine = {"version__response": challenge.version.response_id}
    writing = RoleGrant.objects.filter(role="author", thing="response", thing_id=challenge.version.response_id)
    parts: list[QuerySet[Any]] = [
        writing.filter(granted_at__lte=challenge.raised_at).values_list("member_id", flat=True),
        Proposal.objects.filter(response=challenge.version.response_id).values_list("proposed_by_id", flat=True),
        Rating.objects.filter(**mine).values_list("member_id", flat=True),
    ]
    return _sides(challenge) | {one for rows in parts for one in rows if one}


def _sides(challenge: Challenge) -> set[uuid.UUID]:
    """Return those whose part in the answer is public."""
    mine = {"version__response": challenge.version.response_id}
    found = hands_in(challenge.version)
    found |= {one for one in Variant.objects.filter(**mine).values_list("written_by_id", flat=True) if one}
    found |= {one for one in Adoption.objects.filter(**mine).values_list("adopted_by_id", flat=True) if one}
    found |= {one for one in Challenge.objects.filter(**mine).values_list("raised_by_id", flat=True) if one}
    found |= {one for one in challenge.juries.values_list("appealed_by_id", flat=True) if one}
    return found


def _elsewhere(challenge: Challenge) -> set[uuid.UUID]:
    """Return who asked to be left out, sits on an open jury, or sat on an earlier one of this challenge."""
    found = set(Absence.objects.values_list("member_id", flat=True))
    seats = Seat.objects.filter(jury__closed_at=None, left_at=None) | Seat.objects.filter(jury__challenge=challenge)
    return found | {one for one in seats.values_list("member_id", flat=True) if one}


def communities_by_member(jury: Jury, members: set[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return the communities each of these is in, and has been for as long as jurors are members: one query.

    Seats are shared out over communities: nobody founds one, or goes into a small one, to be drawn more easily.
    """
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    held = Membership.objects.filter(member_id__in=members, state=Membership.State.IN, since__lte=_here_since(jury))
    for member, community in held.order_by("community_id").values_list("member_id", "community_id"):
        found[member].append(community)
    return found


def members_by_label(jury: Jury, members: set[uuid.UUID]) -> dict[str, uuid.UUID]:
    """Return which of these stand behind the labels of a draw."""
    return {label_of(jury.salt, member): member for member in members}


def first_deed_after(jury: Jury) -> str:
    """Return the line of the pulse that gives the seed: the first public deed after the call by neither side.

    Those who only rated give it like anybody: left out, everybody could read off the log that they did.
    """
    called = _call(jury)
    if called is None:
        return ""
    public = [one.name for one in catalogue() if one.audience == "public" and not one.name.startswith(_OWN)]
    rows = PulseEvent.objects.filter(campaign_id=jury.campaign_id, seq__gt=called.seq, kind__in=public)
    others = rows.exclude(subject_id=jury.challenge_id).exclude(actor_id__in=_sides(jury.challenge))
    one = others.order_by("seq").first()  # however much the sides do meanwhile: they crowd it out of nothing
    return _as_line(one) if one else ""


def called_as(jury: Jury) -> str:
    """Return the line of the pulse with which its pool was fixed: the deed must have come after it."""
    called = _call(jury)
    return _as_line(called) if called and jury.size else ""


def _call(jury: Jury) -> PulseEvent | None:
    """The newest row by which it was called: one without a pool may have come before."""
    called = PulseEvent.objects.filter(campaign_id=jury.campaign_id, subject_id=jury.pk, kind=JURY_CALLED)
    return called.order_by("-seq").first()


def _as_line(row: PulseEvent) -> str:
    return f"{row.seq} {row.at.isoformat()} {row.kind} {row.subject_id}"


def to_join(challenge: Challenge) -> list[uuid.UUID]:
    """Return the open challenges that say the same kind of thing of the same version and have no jury of their own."""
    same = Challenge.objects.filter(version=challenge.version_id, kind=challenge.kind, settled_at=None, joined_to=None)
    alone = same.exclude(pk=challenge.pk).filter(~Exists(Jury.objects.filter(challenge=OuterRef("pk"))))
    return list(alone.order_by("pk").values_list("pk", flat=True))
