"""Searches that members keep."""

from __future__ import annotations

from django.db import models

from groundswell.kit.db import TenantModel, link, within_campaign


class SavedSearch(TenantModel):
    """A search a member keeps, to come back to it or to hear of what is new."""

    member = link("people.Member", related_name="saved_searches")
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=200, blank=True)
    source = link("wire.Source", null=True, on_delete=models.SET_NULL)
    community = link("communities.Community", null=True, on_delete=models.SET_NULL)
    ground_only = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = within_campaign(
            "wire_savedsearch", member="people.Member", source="wire.Source", community="communities.Community"
        )
        indexes = [models.Index(fields=["campaign", "member", "-id"], name="wire_savedsearch_of_member")]
