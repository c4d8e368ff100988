"""Who lets others see what their work here came to."""

from __future__ import annotations

from django.db import models

from groundswell.kit.db import TenantModel, link, within_campaign


class EarnedShown(TenantModel):
    """A member lets the words for what they earned stand beside their name; without a row nobody else sees them."""

    member = link("people.Member", related_name="earned_shown")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_earnedshown", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "member"], name="responses_earnedshown_one"),
        ]
