"""What the juries room keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.juries.models import Absence, Jury, Seat, Term
from groundswell.people.models import Member


def kept_about(member: Member) -> dict[str, Any]:
    """Return the juries a member was drawn for, while anybody can tell, what they said, and their appeals: four queries."""
    seats = Seat.objects.filter(member=member).order_by("seated_at")
    terms = Term.objects.filter(chosen_by=member).order_by("pk")
    appeals = Jury.objects.filter(appealed_by=member).order_by("called_at")
    return {
        "left_out_since": Absence.objects.filter(member=member).values_list("since", flat=True).first(),
        "seats": list(seats.values("jury_id", "label", "seated_at", "left_at", "left_why", "verdict", "reason", "answered_at")),
        "chose_how_long": list(terms.values("hours", "before", "reason", "chosen_at")),
        "appeals": list(appeals.values("challenge_id", "appeal_reason", "called_at")),
    }
