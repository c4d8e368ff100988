"""What the wire keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.people.models import Member
from groundswell.wire.models import Story


def kept_about(member: Member) -> list[dict[str, Any]]:
    """Return the stories a member gave their title."""
    named = Story.objects.filter(named_by=member).order_by("created_at")
    return [dict(one) for one in named.values("id", "title", "created_at")]
