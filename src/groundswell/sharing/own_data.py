"""What the sharing room keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from groundswell.people.models import Member
from groundswell.sharing.models import PassOn


def kept_about(member: Member) -> list[dict[str, Any]]:
    """Return a member's own links, where they stand in their chains, and how often they were opened."""
    own = PassOn.objects.filter(member=member).annotate(opened=Count("visits")).order_by("made_at")
    rows = own.values("code", "adoption__version__title", "adoption__community__name", "hand", "made_at", "opened")
    return [dict(one) for one in rows]
