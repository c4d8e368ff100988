"""Letters between a member and the authors of an answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Correspondence(TenantModel):
    """What one member and the authors of an answer write to each other, seen by them alone; no address is in it."""

    response = link("responses.Response", on_delete=models.PROTECT, related_name="correspondences")
    member = link("people.Member", null=True, on_delete=models.SET_NULL)  # who began it
    begun_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_correspondence", response="responses.Response", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "response", "member"], name="responses_correspondence_one"),
        ]


class Letter(TenantModel):
    """One letter of a correspondence."""

    correspondence = link("responses.Correspondence", related_name="letters")
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    from_authors = models.BooleanField()
    text = models.TextField(_("your letter"), max_length=2000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = within_campaign("responses_letter", correspondence="responses.Correspondence", member="people.Member")
