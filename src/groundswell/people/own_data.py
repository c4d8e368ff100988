"""What the people room and the pulse keep about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.people.models import Consent, Invite, Member, RoleGrant
from groundswell.people.selectors import subjects_of
from groundswell.pulse.models import PulseEvent


def about(member: Member) -> dict[str, Any]:
    """Return what is known of the member, their consents, roles and invites."""
    person, account = member.person, member.account
    consents = Consent.objects.filter(person=person).order_by("given_at")
    roles = RoleGrant.objects.filter(member=member).order_by("granted_at")
    invites = Invite.objects.filter(made_by=member).order_by("made_at")
    return {
        "name": person.name,
        "email": account.email if account else "",
        "place": person.place,
        "why": member.why,
        "knows_about": subjects_of(member),
        "language": member.language,
        "joined_at": member.joined_at,
        "invited_by": member.invited_by_id,
        "consents": list(consents.values("purpose", "wording", "given_at", "withdrawn_at")),
        "roles": list(roles.values("role", "thing", "thing_id", "granted_at", "ended_at")),
        "invites": list(invites.values("code", "thing", "thing_id", "made_at", "ended_at")),
    }


def history(member: Member) -> list[dict[str, Any]]:
    """Return everything in the campaign's history that the member did or that is about them."""
    rows = PulseEvent.objects.filter(actor_id=member.pk) | PulseEvent.objects.filter(subject_id=member.pk)
    return [dict(row) for row in rows.order_by("seq").values("at", "kind", "via", "subject_type", "subject_id", "data")]
