"""What the communities room keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.communities.models import Community, Hiding, LogEntry, Membership, Report
from groundswell.people.models import Member


def kept_about(member: Member) -> dict[str, Any]:
    """Return where a member is in, what they founded, reported, hid and did as a host; others stay out of it."""
    founded = Community.objects.filter(founded_by=member).order_by("founded_at")
    memberships = Membership.objects.filter(member=member).order_by("since")
    reports = Report.objects.filter(member=member).order_by("reported_at")
    hidden = Hiding.objects.filter(hidden_by=member).order_by("hidden_at")
    done = LogEntry.objects.filter(member=member).order_by("at")
    about = LogEntry.objects.filter(other=member).order_by("at")
    return {
        "founded": list(founded.values("name", "purpose", "kind", "place", "founded_at")),
        "member_of": list(memberships.values("community__name", "state", "since")),
        "reported": list(reports.values("subject_type", "subject_id", "reason", "reported_at", "outcome")),
        "hid": list(hidden.values("subject_type", "subject_id", "reason", "hidden_at", "lifted_at")),
        "did_as_host": list(done.values("community__name", "move", "reason", "at")),
        "hosts_did_about_you": list(about.values("community__name", "move", "at")),
    }
