"""Reads who can be drawn for a jury, who stands behind a label, and from which deed the seed comes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import datetime

from groundswell.communities.models import Membership
from groundswell.juries.lots import label_of
from groundswell.juries.models import Absence, Jury, Seat
from groundswell.juries.terms import MEMBER_FOR, NEW_AFTER
from groundswell.kit.clock import now
from groundswell.people.models import Member, RoleGrant
from groundswell.pulse.kinds import catalogue
from groundswell.pulse.models import PulseEvent
from groundswell.responses.models import Adoption, Challenge, Rating
from groundswell.responses.selectors.lineage import hands_in

_OWN = "juries."
JURY_CALLED = "juries.jury_called"


def can_be_drawn(challenge: Challenge, *, since: datetime | None = None) -> set[uuid.UUID]:
    """Return who can be drawn for a challenge now: members for some days who have no part in it. A dozen queries.

    The days are counted back from when it was raised, so that nobody joins to be drawn, or from ``since``.
    """
    days = (since or challenge.raised_at) - MEMBER_FOR
    return _here(joined_at__lte=days) - has_part_in(challenge) - _elsewhere(challenge)


def can_be_drawn_for(jury: Jury) -> set[uuid.UUID]:
    """Return who can be drawn for a jury now; one that has waited for a week takes those who came since, too."""
    has_waited = now() - jury.called_at >= NEW_AFTER
    return can_be_drawn(jury.challenge, since=now() if has_waited else None)


def can_still_serve(jury: Jury) -> set[uuid.UUID]:
    """Return who has no part in it now; whether they were here in time, the pool says, which was fixed by it."""
    return _here() - has_part_in(jury.challenge) - _elsewhere(jury.challenge)


def _here(**kept: datetime) -> set[uuid.UUID]:
    here = Member.objects.filter(left_at=None, account__isnull=False, **kept)
    return set(here.values_list("pk", flat=True))


def has_part_in(challenge: Challenge) -> set[uuid.UUID]:
    """Return who wrote or may write on, rated, adopted or challenged the answer, or took a side on an appeal."""
    response = challenge.version.response
    writing = RoleGrant.objects.filter(role="author", thing="response", thing_id=response.pk, ended_at=None)
    rated = Rating.objects.filter(version__response=response)
    found = _sides(challenge) | set(writing.values_list("member_id", flat=True))
    return found | set(rated.values_list("member_id", flat=True))


def _sides(challenge: Challenge) -> set[uuid.UUID]:
    """Return those whose part in the answer is public."""
    response = challenge.version.response
    mine = {"version__response": response}
    found = hands_in(response)
    found |= {one for one in Adoption.objects.filter(**mine).values_list("adopted_by_id", flat=True) if one}
    found |= {one for one in Challenge.objects.filter(**mine).values_list("raised_by_id", flat=True) if one}
    found |= {one for one in challenge.juries.values_list("appealed_by_id", flat=True) if one}
    return found


def _elsewhere(challenge: Challenge) -> set[uuid.UUID]:
    """Return who asked to be left out, sits on an open jury, or sat on an earlier one of this challenge."""
    found = set(Absence.objects.values_list("member_id", flat=True))
    seats = Seat.objects.filter(jury__closed_at=None, left_at=None) | Seat.objects.filter(jury__challenge=challenge)
    return found | {one for one in seats.values_list("member_id", flat=True) if one}


def communities_by_member(members: set[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return the communities each of these is in: one query."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    held = Membership.objects.filter(member_id__in=members, state=Membership.State.IN).order_by("community_id")
    for member, community in held.values_list("member_id", "community_id"):
        found[member].append(community)
    return found


def members_by_label(jury: Jury, members: set[uuid.UUID]) -> dict[str, uuid.UUID]:
    """Return which of these stand behind the labels of a draw."""
    return {label_of(jury.salt, member): member for member in members}


def first_deed_after(jury: Jury) -> str:
    """Return the line of the pulse that gives the seed: the first public deed after the call by neither side.

    Those who only rated give it like anybody: left out, everybody could read off the log that they did.
    """
    called = PulseEvent.objects.filter(campaign_id=jury.campaign_id, subject_id=jury.pk, kind=JURY_CALLED)
    after = called.order_by("-seq").values_list("seq", flat=True).first()
    if after is None:
        return ""
    public = [one.name for one in catalogue() if one.audience == "public" and not one.name.startswith(_OWN)]
    rows = PulseEvent.objects.filter(campaign_id=jury.campaign_id, seq__gt=after, kind__in=public)
    others = rows.exclude(subject_id=jury.challenge_id).exclude(actor_id__in=_sides(jury.challenge))
    one = others.order_by("seq").first()  # however much the sides do meanwhile: they crowd it out of nothing
    return f"{one.seq} {one.at.isoformat()} {one.kind} {one.subject_id}" if one else ""
