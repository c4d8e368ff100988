"""What the sharing room keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum

from groundswell.people.models import Member
from groundswell.sharing.models import PassOn, Talk


def kept_about(member: Member) -> list[dict[str, Any]]:
    """Return a member's own links, where they stand in their chains, and how often they were opened."""
    talked = Talk.objects.filter(pass_on=OuterRef("pk")).order_by().values("pass_on").annotate(n=Sum("many")).values("n")
    own = PassOn.objects.filter(member=member).annotate(opened=Count("visits"), talked=Subquery(talked)).order_by("made_at")
    rows = own.values("code", "adoption__version__title", "adoption__community__name", "hand", "made_at", "opened", "talked")
    return [dict(one) for one in rows]
