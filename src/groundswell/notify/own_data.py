"""What this room keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.notify.models import CommunityWish, Delivery, Device, Follow, Mute, Notice, Preference
from groundswell.notify.services.choosing import CHOSEN
from groundswell.people.models import Member


def kept_about(member: Member) -> dict[str, Any]:
    """Return what a member follows, muted, chose and was told, and what left for them."""
    return {
        "follows": list(Follow.objects.filter(member=member).order_by("pk").values("kind", "thing_id", "words", "made_at")),
        "muted": list(Mute.objects.filter(member=member).order_by("pk").values("kind", "thing_id", "made_at")),
        "chose": list(Preference.objects.filter(member=member).values(*CHOSEN, "next_digest_at")),
        "of_communities": list(CommunityWish.objects.filter(member=member).order_by("pk").values("community__name", "choice")),
        "devices": list(Device.objects.filter(member=member).order_by("pk").values("endpoint", "name", "made_at")),
        "told": list(
            Notice.objects.filter(member=member)
            .order_by("pk")
            .values("topic", "thing_id", "because", "label", "matched", "pace", "made_at", "read_at")
        ),
        "sent": list(
            Delivery.objects.filter(member=member)
            .order_by("pk")
            .values("channel", "state", "is_digest", "due_at", "settled_at")
        ),
    }
